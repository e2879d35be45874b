"""Trials: what they measure, that they learn what is easy, and that they come back from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from rnn_demo.networks.sequence_network import SEQUENCE_CELLS, SequenceNetwork
from rnn_demo.tasks.memory.long_memory import TASKS, gathered, measured, run_trial
from rnn_demo.tasks.memory.results import (
    SHIPPED,
    ResultsError,
    read_results,
    same_setting,
    write_results,
)
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Trial


class Constant(nn.Module):
    """Says the same at every step."""

    def __init__(self, outputs: int, value: float) -> None:
        super().__init__()
        self.said = torch.full((outputs,), value)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return self.said.expand(*inputs.shape[:2], -1)


def test_a_constant_has_the_baselines_error_at_adding() -> None:
    batch = TASKS["adding"].draw(20, 5000, np.random.default_rng(0))
    assert measured("adding", Constant(1, 1.0), batch) == pytest.approx(1 / 6, rel=0.05)


def test_guessing_has_the_baselines_at_the_others() -> None:
    for name, scale in (("temporal-order", 1.0), ("latch", 1.0)):
        task = TASKS[name]
        batch = task.draw(20, 100, np.random.default_rng(0))
        found = measured(name, Constant(task.outputs(20), 0.0), batch)
        assert found == pytest.approx(scale * task.baseline(20))


class Grammarian(nn.Module):
    """Knows the embedded Reber grammar, and remembers its second symbol or does not."""

    def __init__(self, remembers: bool) -> None:
        super().__init__()
        self.remembers = remembers

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        from rnn_demo.data.reber import GRAMMAR, LAST, SYMBOLS

        logits = torch.full((*inputs.shape[:2], 7), -30.0)
        for row, shown in enumerate(inputs.argmax(-1).tolist()):
            state = None
            for t, symbol in enumerate(SYMBOLS[i] for i in shown):
                if t == 0:
                    ways = "TP"
                elif t == 1:
                    ways, state = "B", 0
                elif state == LAST:
                    ways = "E"
                else:
                    state = dict(GRAMMAR[state])[symbol]  # type: ignore[index]
                    if state < LAST:
                        ways = "".join(way for way, _ in GRAMMAR[state])
                    else:
                        ways = SYMBOLS[shown[1]] if self.remembers else "TP"
                for way in ways:
                    logits[row, t, SYMBOLS.index(way)] = 0.0
        return logits


@pytest.mark.parametrize(("remembers", "bits"), [(True, 0.0), (False, 1.0)])
def test_memory_is_worth_exactly_one_bit(remembers: bool, bits: float) -> None:
    batch = TASKS["reber"].draw(30, 60, np.random.default_rng(0))
    assert measured("reber", Grammarian(remembers), batch) == pytest.approx(bits, abs=1e-4)


@pytest.mark.parametrize("cell", SEQUENCE_CELLS)
def test_every_cell_learns_what_is_easy(cell: str) -> None:
    trial = Trial("latch", 10, cell, 0, hidden_size=16, learning_rate=0.01, budget=15_000)
    looks: list[LossPoint] = []
    outcome = run_trial(trial, looks.append)
    assert outcome.solved_after is not None
    assert outcome.solved_after == outcome.curve[-1].sequences < trial.budget
    assert tuple(looks) == outcome.curve
    assert run_trial(trial) == outcome  # the same seed, the same numbers


def test_a_budget_ends() -> None:
    outcome = run_trial(Trial("adding", 50, "elman", 0, hidden_size=4, budget=400))
    assert outcome.solved_after is None
    assert [look.sequences for look in outcome.curve] == list(range(50, 401, 50))


@pytest.mark.parametrize("cell", SEQUENCE_CELLS)
def test_networks_are_the_cells_they_are_called(cell: str) -> None:
    network = SequenceNetwork(cell, 3, 5, 2, 0).double()
    inputs = torch.randn(4, 6, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    outputs = network(inputs)
    assert outputs.shape == (4, 6, 2)
    if cell == "gru-slide":  # held against the slide's step in tests/networks/test_recurrence.py
        return
    kind = {"elman": nn.RNN, "irnn": nn.RNN, "lstm": nn.LSTM, "gru-torch": nn.GRU}[cell]
    options = {"nonlinearity": "relu"} if cell == "irnn" else {}
    other = kind(3, 5, batch_first=True, dtype=torch.float64, **options)
    order = torch.arange(len(network.bias))
    if cell == "gru-torch":
        order = order.reshape(3, -1)[[1, 0, 2]].reshape(-1)
    with torch.no_grad():
        other.weight_ih_l0.copy_(network.input_weight[order])
        other.weight_hh_l0.copy_(network.hidden_weight[order])
        other.bias_ih_l0.copy_(network.bias[order])
        other.bias_hh_l0.zero_()
        expected = other(inputs)[0] @ network.output_weight.T + network.output_bias
    assert torch.allclose(outputs, expected, atol=1e-12)


def test_first_weights() -> None:
    irnn = SequenceNetwork("irnn", 2, 6, 1, 0)
    assert torch.equal(irnn.hidden_weight, torch.eye(6))
    lstm = SequenceNetwork("lstm", 2, 6, 1, 0)
    assert lstm.bias.tolist() == [0] * 6 + [1] * 6 + [0] * 12


def test_results_come_back(tmp_path: Path) -> None:
    trial = Trial("adding", 50, "lstm", 1)
    outcomes = (
        Outcome(trial, (LossPoint(50, 0.2), LossPoint(100, float("nan"))), None),
        Outcome(replace(trial, seed=2), (LossPoint(50, 0.001),), 50),
    )
    path = tmp_path / "adding-50.json"
    write_results(path, gathered(reversed(outcomes)))
    json.loads(path.read_text("utf-8"), parse_constant=pytest.fail)
    again = read_results(path)
    assert (again.measure, again.baseline) == ("mean squared error", 1 / 6)
    assert again.aim == pytest.approx(0.01)
    assert again.outcomes[1] == outcomes[1]
    assert again.setting == trial
    assert np.isnan(again.outcomes[0].curve[1].loss)
    assert same_setting(trial, replace(trial, seed=7, cell="elman"))
    assert not same_setting(trial, replace(trial, budget=1))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"task": "adding"}'])
def test_damaged_results_are_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(ResultsError, match=r"x\.json cannot be used as results"):
        read_results(path)


def test_the_shipped_results_can_be_read() -> None:
    for path in SHIPPED.glob("*.json"):
        setting = read_results(path).setting
        assert path.stem == f"{setting.task}-{setting.length}"
