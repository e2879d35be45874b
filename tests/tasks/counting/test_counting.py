"""Counting: what is asked of a network, that one learns, and what the shipped file says."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from rnn_demo.gates import GATES
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.tasks.counting.results import (
    CountingError,
    CountingResults,
    read_counting,
    write_counting,
)
from rnn_demo.tasks.counting.training import counts, run_counting, states_of, strings
from rnn_demo.tasks.counting.trials import CountingOutcome, CountingTrial

CELLS = ("lstm", "gru-torch")


def test_a_string_asks_after_each_b_whether_it_was_the_last() -> None:
    letters, ends, counted = strings([2, 1])
    assert letters.argmax(2)[0].tolist() == [0, 0, 1, 1]
    assert letters.sum(2).tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert ends.tolist() == [[0, 0, 0, 1], [0, 1, 0, 0]]
    assert counted.tolist() == [[0, 0, 1, 1], [0, 1, 0, 0]]


@torch.no_grad()
def test_an_lstm_that_counts_by_hand_is_right_for_every_n() -> None:
    """One unit: f = i = o = 1, and C̃ is ±tanh 0.02 after an a or a b, so that C counts."""
    network = SequenceNetwork("lstm", 2, 1, 1, seed=0)
    network.hidden_weight.zero_()
    network.bias.fill_(40.0)
    network.input_weight.zero_()
    row = GATES["lstm"].index("cell_candidate")
    network.bias[row] = 0.0
    network.input_weight[row] = torch.tensor([0.02, -0.02])
    network.output_weight.fill_(-1_000.0)
    network.output_bias.fill_(10.0)
    states = states_of(network, 5)
    step = float(torch.tanh(torch.tensor(0.02)))
    assert [cell for (cell,) in states] == pytest.approx(
        [step * k for k in (1, 2, 3, 4, 5, 4, 3, 2, 1, 0)], abs=1e-6
    )
    assert counts(network, range(1, 40)) == (True,) * 39
    network.output_bias.fill_(-10.0)  # never says that it ends
    assert counts(network, range(1, 40)) == (False,) * 39


@pytest.mark.parametrize("cell", CELLS)
def test_states_are_those_that_decide(cell: str) -> None:
    network = SequenceNetwork(cell, 2, 3, 1, seed=1)
    states = torch.tensor(states_of(network, 4))
    assert states.shape == (8, 3)
    if cell == "gru-torch":  # its output is linear in what it carries
        said = network(strings([4])[0])[0]
        again = states @ network.output_weight.T + network.output_bias
        assert torch.allclose(said, again, atol=1e-6)


def test_training_learns_and_is_the_same_again(tmp_path: Path) -> None:
    trial = CountingTrial(
        "lstm", 0, hidden_size=4, trained_to=2, batch_size=8, updates=100, learning_rate=0.05
    )
    outcome = run_counting(trial, 3, 2)
    assert outcome.loss < 0.2 < 0.69
    assert outcome.right[:2] == (True, True)
    assert outcome == run_counting(trial, 3, 2)
    path = tmp_path / "counting.json"
    results = CountingResults(2, (outcome, replace(outcome, right=(True, False, True))))
    write_counting(path, results)
    again = read_counting(path)
    assert [one.right for one in again.outcomes] == [one.right for one in results.outcomes]
    assert again.outcomes[0].trial == trial
    assert again.outcomes[1].counts_to == 1
    assert again.best("lstm") == again.outcomes[0]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"trials": []}', '{"drawn": 1, "trials": 1}'])
def test_a_file_that_cannot_be_used_costs_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "counting.json"
    path.write_text(text)
    with pytest.raises(CountingError, match="cannot be used as counts"):
        read_counting(path)
    with pytest.raises(CountingError, match="cannot be used as counts"):
        read_counting(tmp_path / "none.json")


def test_trials_are_tested_on_the_same_strings(tmp_path: Path) -> None:
    outcome = CountingOutcome(CountingTrial("lstm", 0), 0.1, (True,), ((0.5,),))
    path = tmp_path / "counting.json"
    write_counting(path, CountingResults(1, (outcome, outcome)))
    raw = json.loads(path.read_text())
    raw["trials"][1]["right"] = "11"
    path.write_text(json.dumps(raw))
    with pytest.raises(CountingError, match="different strings"):
        read_counting(path)


def test_what_was_trained_and_is_shipped() -> None:
    """What the page says of it: every LSTM counts further, in C, which h of a GRU cannot."""
    found = read_counting()
    assert {one.trial.cell for one in found.outcomes} == {*CELLS}
    lstm, gru = ([one.counts_to for one in found.of(cell)] for cell in CELLS)
    assert len(lstm) == len(gru) == 3
    assert min([*lstm, *gru]) > found.setting.trained_to
    assert min(lstm) > max(gru)
    carried, bounded = (found.best(cell).states for cell in CELLS)
    assert len(carried) == len(bounded) == 2 * found.drawn
    assert max(abs(x) for row in bounded for x in row) <= 1
    # A ramp: some unit of C moves on with each a, down to the last.
    ramps = [
        unit
        for unit in zip(*carried[: found.drawn], strict=True)
        if all(after < before for before, after in itertools.pairwise(unit)) and unit[-1] < -15
    ]
    assert ramps
