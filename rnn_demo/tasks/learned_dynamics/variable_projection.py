"""The recurrent weights trained by gradient while the readout is solved for at every update.

A readout is best solved for, and where it is, descending to it as well only disturbs it: what is
left to learn are the recurrent weights, such that the best readout does better. Only this file and
`training.py` need torch.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.tasks.learned_dynamics.predictors import Recurrent
from rnn_demo.tasks.learned_dynamics.training import (
    CellName,
    Curriculum,
    IncrementNetwork,
    as_numbers,
    pieces,
)
from rnn_demo.tasks.learned_dynamics.trajectories import LISTENED

Numbers = NDArray[np.float64]
TAUGHT = 25  # samples after those listened to, from which each update solves its readout
RIDGE = 1e-10


def train_with_solved_readout(
    cell: CellName,
    orbits: Numbers,
    course: Curriculum,
    report: Callable[[int, float], None] = lambda update, loss: None,
) -> Recurrent:
    """Train the recurrent weights; the readout is left as it was drawn, to be solved for.

    Equation: minimise log E over the weights θ inside the cell, where E is the mean squared error
    of the predictions and R(θ) = argmin_R Σ ‖u_{t+1} − u_t − R p_t(θ)‖² + ridge ‖R‖² is part of the
    graph. E is that of R's own samples first, then that of `course.free` steps of running free.

    Args:
        cell: which.
        orbits: u, (samples, orbits, d).
        course: how; its learning rate is divided by 4.
        report: called after every update with its number and √E.

    Source: Golub and Pereyra 1973, variable projection.
    """
    torch.manual_seed(course.seed)
    random = np.random.default_rng([course.seed, 1])
    steps = np.diff(orbits, axis=0)
    sizes = steps.reshape(-1, steps.shape[-1]).std(0)
    network = IncrementNetwork(cell, course.hidden_size, sizes).double()
    optimiser = torch.optim.Adam(network.cell.parameters(), course.learning_rate / 4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, max(1, course.updates))
    data = torch.tensor(orbits)
    for update in range(course.updates):
        free = course.free_steps(update)
        free = 0 if free == 1 else free  # one free step is what the readout is solved for
        piece = pieces(data, LISTENED + TAUGHT + free + 1, course.batch_size, random)
        error = _error(network, piece, free)
        optimiser.zero_grad()
        error.log().backward()
        nn.utils.clip_grad_norm_(network.cell.parameters(), course.clip)
        optimiser.step()
        schedule.step()
        report(update + 1, error.item() ** 0.5)
    # Rounded as they are kept: a readout that is solved for knows its features to many digits.
    return as_numbers(network.float(), cell)


def _error(network: IncrementNetwork, piece: Tensor, free: int) -> Tensor:
    """E, in standard increments."""
    h = torch.zeros(piece.shape[1], network.cell.hidden_size, dtype=piece.dtype)
    read = []
    known = LISTENED + TAUGHT
    for t in range(known):
        h = network.cell(piece[t], h)
        if t >= LISTENED - 1:
            read.append(_features(piece[t], h))
    samples = torch.cat(read)
    taught = piece[LISTENED - 1 : known + 1]
    target = (taught[1:] - taught[:-1]).reshape(len(samples), -1) / network.increments
    own = torch.eye(samples.shape[1], dtype=samples.dtype) * RIDGE * len(samples)
    readout = torch.linalg.solve(samples.T @ samples + own, samples.T @ target)
    error: Tensor = (samples @ readout - target).square().mean()
    if not free:
        return error
    u = piece[known - 1] + network.increments * (read[-1] @ readout)
    total: Tensor = ((u - piece[known]) / network.increments).square().mean()
    for t in range(known, known + free):
        h = network.cell(u, h)
        u = u + network.increments * (_features(u, h) @ readout)
        total = total + ((u - piece[t + 1]) / network.increments).square().mean()
    return total / (free + 1)


def _features(u: Tensor, h: Tensor) -> Tensor:
    return torch.cat([torch.ones(len(u), 1, dtype=u.dtype), u, h], 1)
