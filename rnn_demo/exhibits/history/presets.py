"""Questions about the timeline, each with the point that answers it."""

from __future__ import annotations

from rnn_demo.exhibits.history.knobs import HistoryKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[HistoryKnobs]] = {
    "beginning": Preset(
        "The first loop",
        "The lecture's list begins in 1958. When was the first network with loops written down?",
        "Fifteen years earlier, on the first pages that the field has. McCulloch and Pitts "
        "distinguish nets without circles from nets with circles, and what they say of the latter "
        "is what a recurrent network is for: it can refer to events of any distance in the past. "
        "Play the timeline, or choose a point.",
        HistoryKnobs(),
    ),
    "slide": Preset(
        "Six lines on a slide",
        "1958 Rosenblatt, forgotten after Minsky's article; 1978 Hopfield; 1986 Jordan; 1990 "
        "Elman; 1997 Schmidhuber; 2005 and later, everything. Where would a librarian object?",
        "In three places. Hopfield's paper is of 1982. Minsky's article is a book, Perceptrons, "
        "which he wrote with Papert in 1969. And long short-term memory is by Hochreiter and "
        "Schmidhuber, in this order. What the slide says otherwise stands under each point.",
        HistoryKnobs(point="hopfield"),
    ),
    "before-hopfield": Preset(
        "Was Hopfield the first?",
        "A network whose weights are correlations of patterns, and which falls back into them: "
        "was Hopfield's of 1982 the first of its kind?",
        "No. Amari stored patterns, and sequences of them, in 1972; Little made the units spins in "
        "1974. What Hopfield added is the energy: a proof, in one line, that the state settles if "
        "one unit moves at a time. For that he shared the Nobel prize of 2024 with Hinton.",
        HistoryKnobs(point="sequences-stored", strand="energy"),
    ),
    "nine-years": Preset(
        "Nine years to a working memory",
        "In 1991 a diploma thesis explained why recurrent networks do not learn long memory. The "
        "cure was published in 1997. Was it the LSTM of this lecture's slides?",
        "Not yet. The cell of 1997 cannot forget: on a text that never ends it fills up and fails. "
        "The forget gate came three years later, and it is the cell of 2000 that the slides "
        "show and that everybody uses.",
        HistoryKnobs(point="hochreiter", strand="recurrence"),
    ),
    "after": Preset(
        "Is recurrence history?",
        "In 2017 the transformer did away with recurrence: all positions are read at once. Is "
        "there a point after it on the recurrent line?",
        "There are: a transformer keeps its whole past, and each step costs more than the one "
        "before. Mamba and xLSTM carry a state of fixed size again, chosen so that training can "
        "be done in parallel. Neither is built here yet, and the timeline says so.",
        HistoryKnobs(point="transformer"),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "history",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
