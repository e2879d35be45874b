"""Both kinds of networks trained on the delayed bit, some seeds of each."""

from __future__ import annotations

from collections.abc import Generator

from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.tasks.elman.delay import Delay, learning_delay
from rnn_demo.tasks.elman.networks import Feedback

SEEDS = 5  # networks of each kind, from the knob's seed on


def training(knobs: ElmanKnobs) -> Generator[float, None, tuple[Delay, Delay]]:
    """Train both kinds, one after the other; yields how much is done."""
    found = []
    kinds: tuple[Feedback, Feedback] = (knobs.feedback, "hidden")
    for number, feedback in enumerate(kinds):
        learning = learning_delay(
            feedback,
            knobs.lag,
            knobs.units,
            range(knobs.seed, knobs.seed + SEEDS),
            knobs.updates,
            knobs.through_time,
        )
        while True:
            try:
                yield (number + next(learning)) / len(kinds)
            except StopIteration as end:
                found.append(end.value)
                break
    return found[0], found[1]
