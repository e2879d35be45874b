"""What networks learned about the embedded Reber grammar: half a bit remembered, and a floor."""

from __future__ import annotations

import math
import statistics

from rnn_demo.dynamics.checks import Check
from rnn_demo.tasks.memory.trials import Results
from rnn_demo.words import sentence

SEVEN = 7.0  # bits of an average string for a reader with memory


def half_remembered(results: Results) -> dict[str, int | None]:
    """By cell, after how many sequences the median of its trials spells for less than 7.5 bits.

    The value is None if it never does. A trial that was solved and stopped keeps its last loss.
    """
    found: dict[str, int | None] = {}
    for cell in dict.fromkeys(outcome.trial.cell for outcome in results.outcomes):
        curves = [o.curve for o in results.outcomes if o.trial.cell == cell]
        places = sorted({look.sequences for curve in curves for look in curve})
        found[cell] = next(
            (
                place
                for place in places
                if statistics.median(
                    [look.loss for look in curve if look.sequences <= place][-1] for curve in curves
                )
                < 0.5
            ),
            None,
        )
    return found


def floor_check(results: Results, longer: float) -> Check:
    """Check whether a network seems to know more than can be known.

    Equation: E[−log₂ q] ≥ E[−log₂ p] − log₂ 1/m, where p is the grammar, q any reader and m the
    probability of the strings that are short enough; all others were drawn again, and a reader may
    know that (Gibbs' inequality).

    Args:
        results: losses in bits a string above 7.
        longer: probability of a string that is too long, 1 − m.

    Returns:
        How far the lowest loss is below that floor, relative to 7.
    """
    floor = math.log2(1 - longer) if longer < 1 else -math.inf
    losses = [look.loss for outcome in results.outcomes for look in outcome.curve]
    lowest = min(filter(math.isfinite, losses), default=math.inf)
    return Check(
        max(0.0, floor - lowest) / SEVEN,
        1e-3,
        sentence(
            "the floor that no reader gets below, {floor:.4f} bits: 7 less what it saves to know "
            "that no string is longer than those of the training; the lowest loss is {lowest:.3f}",
            floor=SEVEN + floor,
            lowest=SEVEN + lowest,
        ),
    )
