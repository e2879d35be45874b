"""Nets worth opening: each asks a question, and its picture answers."""

from __future__ import annotations

from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.knobs.presets import Preset, Questions

PRESETS: dict[str, Preset[ElmanKnobs]] = {
    "delay": Preset(
        "Two steps ago",
        "Both nets hear random bits and have to say the one of two steps ago. Jordan's gets the "
        "last right answer back, Elman's its own hidden layer. Which of them can do it?",
        "Elman's, without an error. Jordan's is right exactly half of the time, like a coin: the "
        "last answer was the bit of three steps ago, the input is the bit of now, and neither "
        "tells anything about the bit between them. Play it, and look at what comes back.",
        ElmanKnobs(),
    ),
    "own": Preset(
        "Its own output back",
        "Now Jordan's net gets back what it said itself, right or wrong, and is asked for the bit "
        "of one step ago. Must it still toss a coin?",
        "No: its five nets are right on 69 to 70 % of all strings. By a wrong answer now and then "
        "they tell their next step of an older bit. A net that got back its answer as a bit could "
        "come to 67.3 %; these are better, because they also use the digits behind the point.",
        ElmanKnobs(lag=1, feedback="own", updates=500),
    ),
    "not-found": Preset(
        "Room enough, unused",
        "The same for two steps ago. A number has room for the last three bits, and a formula "
        "below keeps them there and is never wrong. Does training find it?",
        "No. All five nets of Jordan's kind stay at 50 %, and twenty others after ten times as "
        "many updates. The loss asks for outputs of 0 and 1, and digits behind the point cost; "
        "Elman's hidden layer may hold what it likes, for nobody asks what it says.",
        ElmanKnobs(feedback="own"),
    ),
    "one-step": Preset(
        "As in 1990",
        "Elman did not let the error go back through time: the context was an input like any "
        "other. Does his net still learn what was two steps ago?",
        "Partly. These five are right on 82 to 91 % of all strings, and less in a long stream: "
        "a hidden layer that happens to keep an old bit is put to use, but nothing teaches it to "
        "keep one. Of the twenty in the table the worst tosses a coin, the best is never wrong.",
        ElmanKnobs(follow="one"),
    ),
    "two-units": Preset(
        "Two units",
        "Elman's net with only two hidden units. It has to keep the last bits in them. Are two "
        "enough?",
        "Not for training: 67 to 85 % right. With three units, one for each bit from now to two "
        "steps ago, all five are right on all strings. Jordan's net is at 50 % with any number.",
        ElmanKnobs(units=2),
    ),
    "long": Preset(
        "Five steps ago",
        "Elman's net with six units, asked for the bit of five steps ago. On strings of ten bits "
        "all five nets are never wrong. Are they, in a stream of 1,200?",
        "Three are, two are wrong now and then, on 0.2 and 1.4 %. They were trained on strings of "
        "13 bits, and what lies further back should have faded, but has not quite. A test as short "
        "as the training does not show that.",
        ElmanKnobs(lag=5),
    ),
}
FIRST = next(iter(PRESETS))
QUESTIONS = Questions(
    "elman",
    PRESETS,
    hideable=("presets", "question", "answer", "knobs", "sections"),
    presented=("presets", "answer", "knobs", "sections"),
)
