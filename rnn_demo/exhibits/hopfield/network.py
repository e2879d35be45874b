"""The net that the knobs describe: its patterns, its start and its recall."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn_demo.exhibits.hopfield.compute.dense import DenseRecall, dense_recall
from rnn_demo.exhibits.hopfield.compute.letters import letter
from rnn_demo.exhibits.hopfield.compute.memories import StoredWeights, remember
from rnn_demo.exhibits.hopfield.compute.recall import Recall, recall
from rnn_demo.exhibits.hopfield.compute.spoiling import spoiled
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.knobs.bitmaps import MOST_OWN, Pixels
from rnn_demo.knobs.values import KnobError
from rnn_demo.words import Sentence, sentence

MOST_SOLVED = 200  # patterns of a rule that compares each with all others


class Net(NamedTuple):
    """What is stored, and what is shown to the net.

    Attributes:
        names: of the patterns.
        patterns: ±1, (patterns, units).
        drawing: ±1, (units,).
        start: the drawing, spoiled.
    """

    names: tuple[Sentence | str, ...]
    patterns: Pixels
    drawing: Pixels
    start: Pixels


def too_much(knobs: HopfieldKnobs) -> Sentence | None:
    """A sentence if these knobs ask for more than the page computes."""
    count = len(knobs.letters) + len(knobs.own) + knobs.random
    if knobs.rule in ("projection", "storkey") and count > MOST_SOLVED:
        return sentence(
            "{count:,} patterns are too many for this rule, which compares each with all others; "
            "store at most {most}, or choose Hebb's rule or the dense memory.",
            count=count,
            most=MOST_SOLVED,
        )
    return None


def no_such_pattern(knobs: HopfieldKnobs, net: Net) -> Sentence | None:
    """A sentence if the pattern to be shown is none that is stored."""
    count = len(net.patterns)
    if knobs.drawn or knobs.cue <= count:
        return None
    if not count:
        return sentence("No pattern is stored; the canvas is empty.")
    return sentence(
        "There is no pattern {cue:,}: {count:,} are stored, of which the last is shown.",
        cue=knobs.cue,
        count=count,
    )


def assembled(knobs: HopfieldKnobs) -> Net:
    """The patterns and the start.

    Raises:
        KnobError: `too_much` has a sentence.
    """
    if problem := too_much(knobs):
        raise KnobError(problem)
    side = knobs.size
    luck = np.random.default_rng(knobs.seed)
    drawn = 2 * luck.integers(0, 2, (knobs.random, side**2), dtype=np.int8) - 1
    patterns = np.concatenate(
        [
            *(letter(sign, side)[None] for sign in knobs.letters),
            *(own.pixels(side)[None] for own in knobs.own[:MOST_OWN]),
            drawn,
        ]
    )
    names = (
        *knobs.letters,
        *(sentence("drawing {n}", n=n + 1) for n in range(len(knobs.own))),
        *(sentence("random {n}", n=n + 1) for n in range(knobs.random)),
    )
    if knobs.drawn:
        drawing = knobs.drawn[0].pixels(side)
    elif knobs.cue and len(patterns):
        drawing = patterns[min(knobs.cue, len(patterns)) - 1]
    else:
        drawing = np.full(side**2, -1, np.int8)
    return Net(names, patterns, drawing, spoiled(drawing, knobs.noise, knobs.wiped, knobs.seed))


def memory_of(knobs: HopfieldKnobs, net: Net) -> StoredWeights:
    """The weights; of a dense memory, which has none, those of Hebb's rule."""
    return remember(net.patterns, "hebb" if knobs.rule == "dense" else knobs.rule, knobs.theta)


def recalled(knobs: HopfieldKnobs, net: Net) -> Recall | DenseRecall:
    """What the net makes of its start."""
    if knobs.rule == "dense" and len(net.patterns):
        return dense_recall(net.patterns, net.start, knobs.beta)
    return recall(memory_of(knobs, net), net.start, knobs.update, knobs.seed)
