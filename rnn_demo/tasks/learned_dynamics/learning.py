"""A flow learned by every predictor from the same trajectories, and measured on the same tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.flows import Flow
from rnn_demo.tasks.learned_dynamics import rivals
from rnn_demo.tasks.learned_dynamics.measures import cycle, errors, exponent, valid_steps
from rnn_demo.tasks.learned_dynamics.predictors import Predictor, run_free
from rnn_demo.tasks.learned_dynamics.record import ForecastSkill, LearnedFlow
from rnn_demo.tasks.learned_dynamics.training import CellName, Curriculum, train
from rnn_demo.tasks.learned_dynamics.trajectories import (
    LISTENED,
    SAMPLES,
    TRAJECTORIES,
    Normalisation,
    agreed,
    observed,
    scale_of,
    starts_of,
    trajectories,
)
from rnn_demo.tasks.learned_dynamics.variable_projection import train_with_solved_readout

Numbers = NDArray[np.float64]
CELLS: tuple[CellName, ...] = ("elman", "gru")
CHOSEN_ON, TESTED = 24, 100  # orbits
STEPS = {"lorenz": 330, "rossler": 600}  # predicted in a test; else:
USUAL_STEPS = 300
FLOOR = 1e-9  # an error below counts as this one
FOLLOWED, ALONG = 1_000, 20  # steps and orbits of an exponent
CYCLING = 1_200  # steps after which a cycle is measured, in their second half
FROM = ((0.1, 0.0), (3.0, 3.0))  # starts inside and outside of a cycle


class Examination(NamedTuple):
    """Orbits that a predictor listens to, and what then happens.

    Attributes:
        heard: u with noise, (LISTENED, orbits, d).
        truth: u without it, (steps, orbits, d).
        agreed: for each orbit, the steps over which two solvers agree on it, (orbits,).
    """

    heard: Numbers
    truth: Numbers
    agreed: NDArray[np.intp]

    def part(self, first: int, last: int | None) -> Examination:
        """Some of the orbits, up to before the last."""
        own = slice(first, last)
        return Examination(self.heard[:, own], self.truth[:, own], self.agreed[own])


def learn(
    flow: Flow,
    noise: float,
    course: Curriculum,
    report: Callable[[str, int, float], None] = lambda cell, update, loss: None,
) -> LearnedFlow:
    """Train, solve, choose and measure.

    Args:
        flow: what is learned.
        noise: of all samples that are learned from or listened to, standard deviations.
        course: of the two networks.
        report: called after each update with the cell, the update and its loss.
    """
    seeds = [np.random.default_rng([course.seed, 2, part]) for part in range(6)]
    orbits = trajectories(flow, TRAJECTORIES, SAMPLES, seeds[0])
    scale = scale_of(orbits)
    data = observed(scale.inward(orbits), noise, seeds[1])
    steps = STEPS.get(flow.name, USUAL_STEPS)
    unseen = examination(flow, noise, CHOSEN_ON + TESTED, steps, scale, seeds[2])
    choosing, test = unseen.part(0, CHOSEN_ON), unseen.part(CHOSEN_ON, None)
    score = partial(score_on, choosing)
    d = len(flow.variables)
    found: dict[str, Predictor] = {
        "persistence": rivals.persistence(d),
        "linear": rivals.best_fit([rivals.polynomial(d, 1, 1)], data, score),
        "polynomial": rivals.best_fit(
            [rivals.polynomial(d, rivals.DELAYS, rivals.DEGREE)], data, score
        ),
        "reservoir": rivals.best_fit(
            [
                rivals.reservoir(d, rivals.RESERVOIR, radius, inputs, seeds[4])
                for radius in rivals.RADII
                for inputs in rivals.INPUTS
            ],
            data,
            score,
        ),
    }
    stages: dict[str, Predictor] = {}
    if flow.name == "lorenz":  # what the rival can do with more units
        stages["reservoir-large"] = large_reservoir(data, score, seeds[5])
    for cell in CELLS:
        # Before any update; its readout is then solved for as that of the others is.
        drawn = train(cell, data, replace(course, updates=0))
        stages[f"{cell}-drawn"] = rivals.best_fit([drawn], data, score)
        stages[f"{cell}-descended"] = train(cell, data, course, partial(report, cell))
        own = train_with_solved_readout(
            cell, data, replace(course, updates=course.solved_updates), partial(report, cell)
        )
        found[cell] = rivals.best_fit([own], data, score)
    standings = {
        name: standing(flow, own, test, scale) for name, own in {**found, **stages}.items()
    }
    setting = {
        **asdict(course),
        "trajectories": TRAJECTORIES,
        "samples": SAMPLES,
        "listened": LISTENED,
        "tested": TESTED,
    }
    return LearnedFlow(
        flow.name, noise, scale, found, standings, steps, int(np.median(test.agreed)), setting
    )


def large_reservoir(
    data: Numbers, score: Callable[[Predictor], float], random: np.random.Generator
) -> Predictor:
    """A reservoir of more units than the page's, with less of a ridge."""
    radius, inputs = rivals.RADII[0], rivals.INPUTS[0]
    drawn = rivals.reservoir(data.shape[-1], rivals.LARGE_RESERVOIR, radius, inputs, random)
    return rivals.best_fit([drawn], data, score, rivals.SMALLER_RIDGES)


def examination(
    flow: Flow,
    noise: float,
    count: int,
    steps: int,
    scale: Normalisation,
    random: np.random.Generator,
) -> Examination:
    """Orbits that nothing was learned from."""
    starts = starts_of(flow, count, random)
    orbits, until = agreed(flow, starts, LISTENED - 1 + steps, scale)
    u = scale.inward(orbits)
    heard = observed(u[:LISTENED], noise, random)
    return Examination(heard, u[LISTENED:], np.maximum(until - LISTENED, 0))


def score_on(test: Examination, predictor: Predictor) -> float:
    """How good a predictor is, for choosing: minus the mean logarithm of its error, up to 1."""
    error = errors(run_free(predictor, test.heard, len(test.truth)), test.truth)
    return -float(np.log(np.clip(error, FLOOR, 1)).mean())


def standing(
    flow: Flow, predictor: Predictor, test: Examination, scale: Normalisation
) -> ForecastSkill:
    """The figures of a predictor.

    Args:
        flow: which was learned.
        predictor: what learned it.
        test: orbits that nothing was learned from or chosen on.
        scale: of its samples.
    """
    error = errors(run_free(predictor, test.heard, len(test.truth)), test.truth)
    steps = np.minimum(valid_steps(error), test.agreed)  # beyond, nobody knows
    times = steps * flow.step / flow.unit
    low, median, high = (round(float(q), 3) for q in np.percentile(times, [25, 50, 75]))
    middle = np.median(error, 1)
    rate = exponent(predictor, test.heard[:, :ALONG], FOLLOWED, flow.step)
    return ForecastSkill(
        (low, median, high),
        round(float((steps == test.agreed).mean()), 3),
        tuple(float(f"{one:.3g}") if one < np.inf else None for one in middle),
        round(rate, 4) if np.isfinite(rate) else None,
        _cycles(flow, predictor, scale),
    )


def _cycles(
    flow: Flow, predictor: Predictor, scale: Normalisation
) -> tuple[tuple[float, float] | None, ...]:
    if flow.name != "van-der-pol":
        return ()
    starts = np.array(FROM)
    orbits, _ = agreed(flow, starts, LISTENED - 1, scale)
    free = scale.outward(run_free(predictor, scale.inward(orbits), CYCLING))
    found = [cycle(free[:, i, 0], flow.step) for i in range(len(starts))]
    return tuple(one and (round(one.amplitude, 5), round(one.period, 5)) for one in found)
