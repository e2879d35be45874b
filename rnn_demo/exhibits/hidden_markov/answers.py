"""What the page computes, kept for a while."""

from __future__ import annotations

from rnn_demo.exhibits.hidden_markov.compute.bits import Copying, copying
from rnn_demo.exhibits.hidden_markov.compute.learning import ChainLearning, learning, question_of
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 40.0  # of the largest question, see `python -m benchmarks.largest`


def learned(knobs: ChainKnobs) -> ChainLearning | None:
    """What Baum–Welch finds; None if it was stopped."""
    return waited_for(
        "hmm_learning",
        question_of(knobs),
        lambda: learning(knobs),
        t("Baum–Welch is learning …"),
        MEGABYTES,
    )


def copied(knobs: ChainKnobs) -> Copying | None:
    """How often k bits are copied right; None if it was stopped."""
    return waited_for(
        "hmm_copying",
        (knobs.copied, knobs.start),
        lambda: copying(knobs.copied, knobs.start),
        t("Models of all sizes are learning to copy …"),
        MEGABYTES,
    )
