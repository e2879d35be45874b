"""Which state a recall ended in: stored, a mirror image, a mixture, or none of these."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np

from rnn_demo.exhibits.hopfield.compute.memories import Array
from rnn_demo.knobs.bitmaps import Pixels

Kind = Literal["stored", "mirror", "mixture", "near", "near-mirror", "other"]
NEAR = 0.9  # overlap
CANDIDATES = 7  # patterns that a mixture is looked for in
SIZES = (3, 5)


class StateIdentity(NamedTuple):
    """A state compared with the stored patterns.

    Attributes:
        kind: stored (overlap 1), mirror (−1), mixture (the sign of the sum of three or five
            patterns or their mirror images), near or near-mirror (|overlap| of `NEAR` and more),
            or other.
        patterns: which it consists of, from 0; for "other" the one with the largest overlap.
        signs: of these, 1 or −1 for a mirror image.
    """

    kind: Kind
    patterns: tuple[int, ...]
    signs: tuple[int, ...]


def overlaps_of(patterns: Pixels, state: Array) -> Array:
    """m_μ = (1/N) Σ_i ξ_i^μ s_i of each pattern, (patterns,)."""
    found: Array = patterns.astype(np.float64) @ state / patterns.shape[1]
    return found


def judged(patterns: Pixels, state: Array) -> StateIdentity:
    """What a state is.

    Args:
        patterns: ±1, (patterns, units).
        state: ±1, (units,).
    """
    if not len(patterns):
        return StateIdentity("other", (), ())
    overlaps = overlaps_of(patterns, state)
    order = np.argsort(-np.abs(overlaps), kind="stable")
    best = int(order[0])
    signs = np.where(overlaps < 0, -1, 1)
    own, sign = (best,), (int(signs[best]),)
    if abs(overlaps[best]) == 1:
        return StateIdentity("stored" if overlaps[best] > 0 else "mirror", own, sign)
    if found := _mixture(patterns, state, order[:CANDIDATES].tolist(), signs):
        return StateIdentity("mixture", found, tuple(int(signs[one]) for one in found))
    if abs(overlaps[best]) >= NEAR:
        return StateIdentity("near" if overlaps[best] > 0 else "near-mirror", own, sign)
    return StateIdentity("other", own, sign)


def _mixture(
    patterns: Pixels, state: Array, candidates: Sequence[int], signs: Array
) -> tuple[int, ...]:
    """The patterns whose majority is the state; () if there are none."""
    for size in SIZES:
        for some in combinations(candidates, size):
            total = sum(signs[one] * patterns[one].astype(int) for one in some)
            if np.array_equal(np.sign(total), state):
                return some
    return ()
