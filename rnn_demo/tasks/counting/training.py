"""Training a small network to say after each b of aⁿbⁿ whether it was the last.

After the first b the rest of the string is certain, so a network that counts has a loss of 0. The
a's ask nothing: n is drawn evenly, and nobody can know where they end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from rnn_demo.networks.recurrence import lstm_sequence
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.tasks.counting.trials import CountingOutcome, CountingTrial

LETTERS = 2  # a and b


class Bar(Protocol):
    """A progress bar."""

    def update(self) -> object:
        """One update more is done."""


def strings(sizes: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    """The strings aⁿbⁿ, padded with zeros to the longest.

    Args:
        sizes: n of each.

    Returns:
        letters as one of two, (batch, time, 2); 1 where a string ends, (batch, time); and 1 where a
        decision counts, (batch, time).
    """
    longest = 2 * max(sizes)
    letters = torch.zeros(len(sizes), longest, LETTERS)
    ends, counted = torch.zeros(len(sizes), longest), torch.zeros(len(sizes), longest)
    for row, n in enumerate(sizes):
        letters[row, :n, 0] = 1
        letters[row, n : 2 * n, 1] = 1
        ends[row, 2 * n - 1] = 1
        counted[row, n : 2 * n] = 1
    return letters, ends, counted


def run_counting(
    trial: CountingTrial,
    tested_to: int,
    drawn: int,
    bar: Bar | None = None,
) -> CountingOutcome:
    """Train a network, and test it on every n.

    Args:
        trial: what to train.
        tested_to: the largest n that is tested.
        drawn: n of the string whose states are kept.
        bar: moved by one at each update.
    """
    network = SequenceNetwork(trial.cell, LETTERS, trial.hidden_size, 1, trial.seed)
    optimiser = torch.optim.Adam(network.parameters(), trial.learning_rate)
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, trial.updates)
    luck = np.random.default_rng([trial.seed, 1])
    last: list[float] = []
    for update in range(trial.updates):
        sizes = luck.integers(1, trial.trained_to + 1, trial.batch_size).tolist()
        letters, ends, counted = strings(sizes)
        logits = network(letters)[..., 0]
        each = binary_cross_entropy_with_logits(logits, ends, reduction="none")
        loss = (each * counted).sum() / counted.sum()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), trial.clip)
        optimiser.step()
        slower.step()
        if update >= int(0.9 * trial.updates):
            last.append(float(loss.detach()))
        if bar is not None:
            bar.update()
    return CountingOutcome(
        trial,
        float(np.mean(last)),
        counts(network, range(1, tested_to + 1)),
        states_of(network, drawn),
    )


@torch.no_grad()
def counts(network: SequenceNetwork, sizes: Sequence[int]) -> tuple[bool, ...]:
    """For each n, whether every decision on aⁿbⁿ is right."""
    letters, ends, counted = strings(sizes)
    said = network(letters)[..., 0] > 0
    right = (said == (ends > 0)) | (counted == 0)
    return tuple(right.all(1).tolist())


@torch.no_grad()
def states_of(network: SequenceNetwork, n: int) -> tuple[tuple[float, ...], ...]:
    """What the network carries along aⁿbⁿ, (time, units): C of an LSTM, else h."""
    letters, _, _ = strings([n])
    if network.cell != "lstm":
        # The last layer is linear, so with the identity in its place the output is h.
        read_out = network.output_weight, network.output_bias
        network.output_weight = nn.Parameter(torch.eye(network.hidden_size))
        network.output_bias = nn.Parameter(torch.zeros(network.hidden_size))
        hidden = network(letters)[0]
        network.output_weight, network.output_bias = read_out
        return tuple(map(tuple, hidden.tolist()))
    projected = (letters.transpose(0, 1) @ network.input_weight.T + network.bias).contiguous()
    hidden = cell = letters.new_zeros(1, network.hidden_size)
    found = []
    for row in projected:
        _, hidden, cell = lstm_sequence(row[None], network.hidden_weight, hidden, cell)
        found.append(tuple(cell[0].tolist()))
    return tuple(found)
