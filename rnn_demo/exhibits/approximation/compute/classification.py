"""A net that tells two classes of points apart: what it learned, and what it has never seen."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from rnn_demo.exhibits.approximation.compute.curve_fit import CHECKED
from rnn_demo.exhibits.approximation.compute.network import (
    Architecture,
    first_weights,
    loss_and_gradient,
    outputs,
)
from rnn_demo.exhibits.approximation.compute.points import PatternName, Points, points_of
from rnn_demo.exhibits.approximation.compute.targets import Numbers
from rnn_demo.exhibits.approximation.compute.training import Optimizer, descend


@dataclass(frozen=True)
class PlaneQuestion:
    """Which points, with what net, and how it is trained.

    Attributes:
        pattern: of the points.
        noise: how far their coordinates are moved at most.
        net: the architecture, of two inputs.
        optimizer: which way downhill.
        updates: at most.
        rate: of Adam at the beginning.
        seed: of the first weights, the points and their noise.
    """

    pattern: PatternName
    noise: float
    net: Architecture
    optimizer: Optimizer
    updates: int
    rate: float
    seed: int


@dataclass(frozen=True)
class Classification:
    """A net after its training.

    Attributes:
        theta: its numbers, (parameters,).
        losses: mean cross-entropy of the learned points in nats, at first and after each update.
        learned: share of the learned points on the right side.
        tested: share of the others.
    """

    theta: Numbers
    losses: tuple[float, ...]
    learned: float
    tested: float


def right_share(net: Architecture, theta: Numbers, points: Points) -> float:
    """The share of points whose class has the larger probability."""
    return float(np.mean((outputs(net, theta, points.x) > 0) == (points.y == 1)))


def first_class_losses(question: PlaneQuestion) -> tuple[float, ...]:
    """The losses at first and after each of the first updates; the browser has the same."""
    return tuple(loss for _, loss in _descent(question, CHECKED))


def classify_points(question: PlaneQuestion) -> Generator[float, None, Classification]:
    """Train the net; yields how much is done.

    Args:
        question: what is asked.
    """
    losses, theta = [], first_weights(question.net, question.seed)
    for place, loss in _descent(question, question.updates):
        theta = place
        losses.append(loss)
        if len(losses) % 50 == 0:
            yield len(losses) / (question.updates + 1)
    points = points_of(question.pattern, question.noise, question.seed)
    return Classification(
        theta,
        tuple(losses),
        right_share(question.net, theta, points.learned),
        right_share(question.net, theta, points.tested),
    )


def _descent(question: PlaneQuestion, most: int) -> Generator[tuple[Numbers, float], None, None]:
    """The way downhill, cut after `most` updates; Adam's rate falls as over all of them."""
    points = points_of(question.pattern, question.noise, question.seed).learned

    def objective(theta: Numbers) -> tuple[float, Numbers]:
        return loss_and_gradient(question.net, theta, points.x, points.y, "classes")

    start = first_weights(question.net, question.seed)
    steps = descend(question.optimizer, objective, start, question.updates, question.rate)
    for update, (theta, loss) in enumerate(steps):
        yield theta, loss
        if update == most:
            return
