"""Trajectories to learn from and to be measured on, in standard deviations of each coordinate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.dormand_prince import solve
from rnn_demo.dynamics.flows import Flow

Numbers = NDArray[np.float64]
LISTENED = 10  # true samples that every predictor is given before it runs free, the start included
TRAJECTORIES, SAMPLES = 96, 250  # to learn from
LEARNED = 1e-10  # tolerance of the orbits to learn from
FINE, FINER = 1e-12, 1e-13  # tolerances of the two solvers that have to agree
SAME = 0.01  # standard deviations: as long as both solvers agree within it, they are the truth


@dataclass(frozen=True)
class Normalisation:
    """Coordinates as the predictors see them: u = (x − mean) / deviation.

    Attributes:
        mean: (d,).
        deviation: (d,).
    """

    mean: Numbers
    deviation: Numbers

    def inward(self, x: Numbers) -> Numbers:
        """Samples x in standard deviations."""
        return (x - self.mean) / self.deviation

    def outward(self, u: Numbers) -> Numbers:
        """Samples u in the flow's own units."""
        return u * self.deviation + self.mean


def starts_of(flow: Flow, count: int, random: np.random.Generator) -> Numbers:
    """Starts drawn evenly from the flow's box, moved on until they have settled, (count, d)."""
    drawn = random.uniform(flow.low, flow.high, (count, len(flow.low)))
    if not flow.settles:
        return drawn
    # Different times, so that not all of them are equally far along.
    samples = round(2 * flow.settles / flow.step)
    orbits = solve(flow.field, drawn, flow.step, samples, 1e-6)
    at = random.integers(samples // 2, samples + 1, count)
    return np.asarray(orbits[at, np.arange(count)])


def trajectories(flow: Flow, count: int, samples: int, random: np.random.Generator) -> Numbers:
    """Orbits of drawn starts, (samples + 1, count, d)."""
    return solve(flow.field, starts_of(flow, count, random), flow.step, samples, LEARNED)


def scale_of(orbits: Numbers) -> Normalisation:
    """Mean and deviation over all samples of training orbits."""
    flat = orbits.reshape(-1, orbits.shape[-1])
    return Normalisation(flat.mean(0), flat.std(0))


def observed(u: Numbers, noise: float, random: np.random.Generator) -> Numbers:
    """What is measured of orbits: each coordinate with Gaussian noise, in standard deviations."""
    return u + noise * random.standard_normal(u.shape) if noise else u


def agreed(
    flow: Flow, start: Numbers, samples: int, scale: Normalisation
) -> tuple[Numbers, NDArray[np.intp]]:
    """Orbits, and how far two solvers of different tolerance agree on each.

    Args:
        flow: whose orbits.
        start: x(0), (orbits, d).
        samples: how many follow.
        scale: for what counts as the same.

    Returns:
        The orbits of the finer solver, (samples + 1, orbits, d), and for each how many of its
        samples, the start included, the coarser solver has within `SAME`, (orbits,).
    """
    finer = solve(flow.field, start, flow.step, samples, FINER)
    fine = solve(flow.field, start, flow.step, samples, FINE)
    return finer, samples_agreed(finer, fine, scale)


def samples_agreed(finer: Numbers, fine: Numbers, scale: Normalisation) -> NDArray[np.intp]:
    """How many samples two solutions share before they part, (samples, orbits, d) to (orbits,)."""
    parted = (np.abs(finer - fine) / scale.deviation).max(-1) > SAME
    return np.where(parted.any(0), parted.argmax(0), len(parted))
