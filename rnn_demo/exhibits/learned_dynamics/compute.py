"""One orbit and what every predictor makes of it, beside the figures over many orbits."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.dormand_prince import solve
from rnn_demo.dynamics.flows import Flow, FlowName, flow_of
from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs, Point, start_of
from rnn_demo.tasks.learned_dynamics.measures import errors, valid_steps
from rnn_demo.tasks.learned_dynamics.predictors import run_free
from rnn_demo.tasks.learned_dynamics.record import LearnedFlow
from rnn_demo.tasks.learned_dynamics.trajectories import (
    FINE,
    FINER,
    LISTENED,
    samples_agreed,
)

Numbers = NDArray[np.float64]
CHECKED = 12  # predictions that browser and server compare: before chaos enlarges the rounding
SEED = 0  # of the noise


@dataclass(frozen=True)
class Imitation:
    """A true orbit, and every predictor running free beside it.

    Attributes:
        flow: whose orbit.
        start: x(0).
        truth: the orbit from the start on, (LISTENED + steps, d), as far as it was followed.
        agreed: predictions during which two solvers of different tolerance agree.
        heard: what the predictors listened to, in standard deviations, (LISTENED, d).
        predicted: by predictor, in the flow's units, (steps, d).
        error: by predictor, standard deviations, (steps,).
        valid: by predictor, the valid prediction time in units of `Flow.unit`; None where it was
            right until the solvers part or the steps end.
    """

    flow: Flow
    start: tuple[float, ...]
    truth: Numbers
    agreed: int
    heard: Numbers
    predicted: dict[str, Numbers]
    error: dict[str, Numbers]
    valid: dict[str, float | None]


def noise_of(knobs: DynamicsKnobs) -> Numbers:
    """What is added to the samples that are listened to, standard deviations, (LISTENED, d)."""
    size = LISTENED, len(flow_of(knobs.flow).variables)
    return knobs.own_noise * np.random.default_rng(SEED).standard_normal(size)


def imitate(knobs: DynamicsKnobs, learned: LearnedFlow) -> Generator[float, None, Imitation]:
    """Solve, listen and run free; yields how much is done.

    Args:
        knobs: the question.
        learned: what `read_learned` gives for its flow and noise.

    Raises:
        KnobError: the start cannot be used.
    """
    flow, start = flow_of(knobs.flow), start_of(knobs)
    samples = LISTENED - 1 + knobs.steps
    orbits = []
    for order, tolerance in enumerate((FINE, FINER)):
        x, orbit = np.array(start), [np.array(start)[None]]
        for first in range(0, samples, 20):
            part = solve(flow.field, x, flow.step, min(20, samples - first), tolerance)
            orbit.append(part[1:])
            x = part[-1]
            yield 0.45 * (order + first / samples)
        orbits.append(np.concatenate(orbit))
    fine, finer = orbits
    shared = samples_agreed(finer[:, None], fine[:, None], learned.scale)
    agreed = max(0, int(shared[0]) - LISTENED)
    u = learned.scale.inward(finer)
    heard = u[:LISTENED] + noise_of(knobs)
    predicted, error, valid = {}, {}, {}
    for name, predictor in learned.predictors.items():
        free = run_free(predictor, heard, knobs.steps)
        predicted[name] = learned.scale.outward(free)
        error[name] = errors(free, u[LISTENED:])
        right = int(valid_steps(error[name][:agreed, None])[0])
        known = right < agreed
        valid[name] = right * flow.step / flow.unit if known else None
        yield 0.9 + 0.1 * len(valid) / len(learned.predictors)
    return Imitation(flow, start, finer, agreed, heard, predicted, error, valid)


def first_predictions(knobs: DynamicsKnobs, learned: LearnedFlow) -> Numbers:
    """What the chosen predictor says first, (CHECKED, d), in the flow's units.

    It is cheap enough for every change of a knob; the browser computes it again and more.

    Raises:
        KnobError: the start cannot be used.
    """
    orbit = _beginning(knobs.flow, start_of(knobs))
    heard = learned.scale.inward(orbit) + noise_of(knobs)
    free = run_free(learned.predictors[knobs.predictor], heard, CHECKED)
    return learned.scale.outward(free)


@lru_cache(maxsize=100)  # most of the time, and only a new start changes it
def _beginning(flow: FlowName, start: Point) -> Numbers:
    """The samples that a predictor listens to, (LISTENED, d)."""
    own = flow_of(flow)
    orbit = solve(own.field, np.array(start), own.step, LISTENED - 1, FINER)
    orbit.flags.writeable = False
    return orbit
