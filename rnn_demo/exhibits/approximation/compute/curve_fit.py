"""A net fitted to a curve: how far it is off, where, and what is certain about that."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rnn_demo.exhibits.approximation.compute.limits import certain_error, most_runs
from rnn_demo.exhibits.approximation.compute.network import (
    Architecture,
    first_weights,
    folding_weights,
    loss_and_gradient,
    outputs,
)
from rnn_demo.exhibits.approximation.compute.targets import (
    Numbers,
    Target,
    fine_points,
    fitted_points,
)
from rnn_demo.exhibits.approximation.compute.training import Optimizer, descend

CHECKED = 20  # updates that browser and server compare: before rounding has grown


@dataclass(frozen=True)
class CurveQuestion:
    """What is fitted, with what, and how.

    Attributes:
        target: the curve.
        net: the architecture, of one input.
        folded: whether it begins as a ReLU net that folds the interval, instead of by chance.
        optimizer: which way downhill.
        updates: at most.
        rate: of Adam at the beginning.
        seed: of the first weights.
    """

    target: Target
    net: Architecture
    folded: bool
    optimizer: Optimizer
    updates: int
    rate: float
    seed: int


class Supremum(NamedTuple):
    """The largest error over the fine points.

    Attributes:
        error: sup |f − g|.
        x: where.
    """

    error: float
    x: float


@dataclass(frozen=True)
class CurveFit:
    """A net after its training.

    Attributes:
        theta: its numbers, (parameters,).
        losses: mean of (f − g)² over the fitted points, at first and after each update.
        supremum: the largest error over the fine points.
        rms: the root of the mean of (f − g)² over the fine points.
        certain: the error that no weights of this net can go below.
        runs: how often such a net can rise and fall; None where no bound is known.
    """

    theta: Numbers
    losses: tuple[float, ...]
    supremum: Supremum
    rms: float
    certain: float
    runs: int | None


def supremum_of(target: Target, net: Architecture, theta: Numbers) -> Supremum:
    """The largest error of a net on [−1, 1], and the first x where it is."""
    x, y = fine_points(target)
    off = np.abs(y - outputs(net, theta, x[:, None]))
    worst = int(off.argmax())
    return Supremum(float(off[worst]), float(x[worst]))


def beginning(question: CurveQuestion) -> Numbers:
    """The first θ, (parameters,)."""
    if question.folded:
        return folding_weights(question.net)
    return first_weights(question.net, question.seed)


def first_losses(question: CurveQuestion) -> tuple[float, ...]:
    """The losses at first and after each of the first updates; the browser has the same."""
    return tuple(loss for _, loss in _descent(question, CHECKED))


def fit_curve(question: CurveQuestion) -> Generator[float, None, CurveFit]:
    """Train the net; yields how much is done.

    Args:
        question: what is asked.
    """
    losses, theta = [], beginning(question)
    for place, loss in _descent(question, question.updates):
        theta = place
        losses.append(loss)
        if len(losses) % 50 == 0:
            yield len(losses) / (question.updates + 1)
    target, net = question.target, question.net
    x, y = fine_points(target)
    off = y - outputs(net, theta, x[:, None])
    runs = most_runs(net)
    return CurveFit(
        theta,
        tuple(losses),
        supremum_of(target, net, theta),
        float(np.sqrt(np.mean(off**2))),
        certain_error(y, runs, target.jump),
        runs,
    )


def _descent(question: CurveQuestion, most: int) -> Generator[tuple[Numbers, float], None, None]:
    """The way downhill, cut after `most` updates; Adam's rate falls as over all of them."""
    x, y = fitted_points(question.target)

    def objective(theta: Numbers) -> tuple[float, Numbers]:
        return loss_and_gradient(question.net, theta, x[:, None], y, "squares")

    steps = descend(
        question.optimizer, objective, beginning(question), question.updates, question.rate
    )
    for update, (theta, loss) in enumerate(steps):
        yield theta, loss
        if update == most:
            return
