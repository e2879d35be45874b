"""An Elman net and a GRU trained on trajectories: fed the truth first, then ever longer on its own.

Only this file needs torch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.dynamics.cells import Network
from rnn_demo.tasks.learned_dynamics.predictors import Recurrent
from rnn_demo.tasks.learned_dynamics.trajectories import LISTENED

Numbers = NDArray[np.float64]
CellName = Literal["elman", "gru"]
INPUTS, RECURRENT, KEEPING = 0.3, 0.2, 2.0  # scales of the first weights


@dataclass(frozen=True)
class Curriculum:
    """How a network is trained.

    Attributes:
        hidden_size: units.
        updates: of all weights.
        solved_updates: of the recurrent weights while the readout is solved for.
        batch_size: pieces of trajectories an update.
        learning_rate: at the start; it falls to 0 as a cosine.
        taught: share of the updates in which every input is the truth, with noise that falls from
            `input_noise` to 0.
        free: steps that the network then runs free in the loss, one entry for each equal part of
            the remaining updates.
        input_noise: in standard deviations.
        clip: the longest gradient.
        seed: of weights, pieces and noise.
    """

    hidden_size: int = 64
    updates: int = 1_500
    solved_updates: int = 300
    batch_size: int = 64
    learning_rate: float = 4e-3
    taught: float = 0.5
    free: tuple[int, ...] = (1, 25, 50)
    input_noise: float = 3e-3
    clip: float = 1.0
    seed: int = 0

    def free_steps(self, update: int) -> int:
        """How long the network runs free in the loss of an update; 0 while it is taught."""
        taught = round(self.taught * self.updates)
        if update < taught:
            return 0
        return self.free[(update - taught) * len(self.free) // (self.updates - taught)]


class IncrementNetwork(nn.Module):
    """û_{t+1} = u_t + s ⊙ (A u_t + V h_t + c), with h_t from one layer of an Elman net or a GRU."""

    def __init__(self, cell: CellName, hidden_size: int, increments: Numbers) -> None:
        """Draw the weights.

        Args:
            cell: which.
            hidden_size: its units.
            increments: s, the standard deviation of u_{t+1} − u_t, (d,).
        """
        super().__init__()
        dimensions = len(increments)
        kind = nn.GRUCell if cell == "gru" else nn.RNNCell
        self.cell = kind(dimensions, hidden_size)
        # Small recurrent weights, and a GRU that writes at every step: the flow has no memory but
        # its own coordinates, and a unit that keeps its old value mixes them with older ones.
        nn.init.uniform_(self.cell.weight_ih, -INPUTS, INPUTS)
        nn.init.uniform_(self.cell.bias_ih, -INPUTS, INPUTS)
        nn.init.zeros_(self.cell.bias_hh)
        nn.init.normal_(self.cell.weight_hh, std=RECURRENT / hidden_size**0.5)
        if cell == "gru":  # z, which keeps, is torch's second gate
            self.cell.bias_ih.data[hidden_size : 2 * hidden_size] -= KEEPING
        self.out = nn.Linear(dimensions + hidden_size, dimensions)
        self.increments: Tensor
        self.register_buffer("increments", torch.tensor(increments, dtype=torch.float32))

    def forward(self, u: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        """One step: (batch, d) and (batch, n) to the prediction and the new state."""
        h = self.cell(u, h)
        return u + self.increments * self.out(torch.cat([u, h], 1)), h


def train(
    cell: CellName,
    orbits: Numbers,
    course: Curriculum,
    report: Callable[[int, float], None] = lambda update, loss: None,
) -> Recurrent:
    """Train a network.

    Args:
        cell: which.
        orbits: u, (samples, orbits, d).
        course: how.
        report: called after every update with its number and its loss.

    Returns:
        The network with the readout that the gradient found.
    """
    torch.manual_seed(course.seed)
    random = np.random.default_rng([course.seed, 1])
    steps = np.diff(orbits, axis=0)
    network = IncrementNetwork(cell, course.hidden_size, steps.reshape(-1, steps.shape[-1]).std(0))
    optimiser = torch.optim.Adam(network.parameters(), course.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, course.updates)
    data = torch.tensor(orbits, dtype=torch.float32)
    for update in range(course.updates):
        free = course.free_steps(update)
        size = LISTENED + (free or 25)
        piece = pieces(data, size + 1, course.batch_size, random)
        noise = 0.0
        if not free:
            noise = course.input_noise * (1 - update / (course.updates * course.taught))
        loss = _loss(network, piece, free, noise)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), course.clip)
        optimiser.step()
        schedule.step()
        report(update + 1, loss.item())
    return as_numbers(network, cell)


def pieces(data: Tensor, size: int, count: int, random: np.random.Generator) -> Tensor:
    """Pieces of `size` samples drawn from all orbits, (size, count, d)."""
    orbits = torch.from_numpy(random.integers(data.shape[1], size=count))
    first = torch.from_numpy(random.integers(len(data) - size + 1, size=count))
    return data[first + torch.arange(size)[:, None], orbits]


def _loss(network: IncrementNetwork, piece: Tensor, free: int, noise: float) -> Tensor:
    """Mean squared error after the samples that are listened to, in standard increments."""
    h = torch.zeros(piece.shape[1], network.cell.hidden_size)
    u = piece[0]
    total = torch.zeros(())
    for t in range(len(piece) - 1):
        if not free or t < LISTENED:
            u = piece[t] + noise * torch.randn_like(piece[t]) if noise else piece[t]
        told = u
        u, h = network(told, h)
        if t >= LISTENED - 1:
            # The noise belongs to the input: the increment leads from the noisy sample to the
            # true next one.
            total = total + ((u - piece[t + 1]) / network.increments).square().mean()
    return total / (len(piece) - LISTENED)


def as_numbers(network: IncrementNetwork, cell: CellName) -> Recurrent:
    """The network without torch; torch has r before z, we z before r."""
    kept = {name: w.detach().double().numpy() for name, w in network.state_dict().items()}
    n, d = network.cell.hidden_size, len(kept["increments"])
    gates = 3 if cell == "gru" else 1
    order = [1, 0, 2] if cell == "gru" else [0]
    recurrent = kept["cell.weight_hh"].reshape(gates, n, n)[order]
    inputs = kept["cell.weight_ih"].reshape(gates, n, d)[order]
    by_input = kept["cell.bias_ih"].reshape(gates, n)[order]
    by_state = kept["cell.bias_hh"].reshape(gates, n)[order]
    own = np.zeros(n)
    if cell == "gru":  # r multiplies b_hn, which cannot join the input's
        own = by_state[2].copy()
        by_state[2] = 0
    scale = kept["increments"][:, None]
    readout = scale * np.concatenate([kept["out.bias"][:, None], kept["out.weight"]], 1)
    kind: Literal["elman", "gru-torch"] = "gru-torch" if cell == "gru" else "elman"
    return Recurrent(Network(kind, "tanh", recurrent, own), inputs, by_input + by_state, readout)
