"""Guessing: what it reads is counted, and what it finds is measured as a trained network is."""

from __future__ import annotations

import numpy as np
import torch

from rnn_demo.data.long_range import latch
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.tasks.memory.guessing import GUESSING, _logits, guess
from rnn_demo.tasks.memory.long_memory import TASKS
from rnn_demo.tasks.memory.trials import LossPoint, Trial


def test_it_solves_the_task_and_says_after_how_much() -> None:
    trial = Trial("latch", 30, GUESSING, 0, budget=2_000_000)
    looks: list[LossPoint] = []
    outcome = guess(trial, looks.append)
    assert outcome.solved_after is not None
    assert outcome.solved_after == outcome.curve[-1].sequences <= trial.budget
    assert outcome.curve[-1].loss <= TASKS["latch"].solved * TASKS["latch"].baseline(30)
    assert tuple(looks) == outcome.curve
    assert guess(trial) == outcome


def test_a_budget_ends() -> None:
    outcome = guess(Trial("latch", 30, GUESSING, 0, budget=50))
    assert outcome.solved_after is None
    assert outcome.curve[-1].sequences == 50


def test_its_network_is_an_elman_network() -> None:
    random = np.random.default_rng(0)
    shapes = ((2, 2), (2,), (2,), (2,), ())
    weights = [random.normal(size=(1, *shape)) for shape in shapes]
    batch = latch(9, 5, random)
    network = SequenceNetwork("elman", 1, 2, 1, 0).double()
    with torch.no_grad():
        network.hidden_weight.copy_(torch.from_numpy(weights[0][0]))
        network.input_weight.copy_(torch.from_numpy(weights[1][0])[:, None])
        network.bias.copy_(torch.from_numpy(weights[2][0]))
        network.output_weight.copy_(torch.from_numpy(weights[3]))
        network.output_bias.copy_(torch.from_numpy(weights[4]))
        expected = network(torch.from_numpy(batch.inputs).double())[:, -1, 0]
    np.testing.assert_allclose(_logits(weights, batch)[0], expected, atol=1e-12)
