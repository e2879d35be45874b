"""The small cell is the slide's cell, and keeps what its page says it keeps."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step
from rnn_demo.dynamics.cells import Cell
from rnn_demo.exhibits.conveyor_belt.compute import (
    MOST_INPUTS,
    SLIDE_LETTERS,
    UNITS,
    SmallCellError,
    first_weights,
    missed,
    run_small_cell,
)

INPUTS = [0.0, 1.0, 0.0, 0.0, -1.0, 0.5]


@pytest.mark.parametrize("units", UNITS)
def test_it_is_the_lstm_of_the_slides(units: int) -> None:
    weights = np.random.default_rng(units).normal(size=(4 * units, units + 2))
    f, i, c, o = weights.reshape(4, units, units + 2)
    rows = torch.from_numpy(np.concatenate([i, f, c, o]))
    own = LSTMWeights(rows[:, units : units + 1], rows[:, :units], rows[:, units + 1])
    zero = torch.zeros(1, units, dtype=torch.float64)
    state = LSTMState(zero, zero)
    for step in run_small_cell("lstm", weights, INPUTS):
        state, gates = lstm_step(torch.tensor([[step.x]], dtype=torch.float64), state, own)
        np.testing.assert_allclose(step.hidden, state.hidden[0], atol=1e-12)
        np.testing.assert_allclose(step.cell, state.cell[0], atol=1e-12)
        np.testing.assert_allclose(step.gates["f"], gates.forget_gate[0], atol=1e-12)
        np.testing.assert_allclose(step.gates["C̃"], gates.cell_candidate[0], atol=1e-12)


@pytest.mark.parametrize("units", UNITS)
def test_it_is_the_gru_of_the_slide(units: int) -> None:
    weights = np.random.default_rng(units).normal(size=(3 * units, units + 2))
    r, z, h = weights.reshape(3, units, units + 2)
    rows = torch.from_numpy(np.concatenate([z, r, h]))
    own = GRUWeights(rows[:, units : units + 1], rows[:, :units], rows[:, units + 1])
    hidden = torch.zeros(1, units, dtype=torch.float64)
    for step in run_small_cell("gru-slide", weights, INPUTS):
        hidden, gates = gru_step(torch.tensor([[step.x]], dtype=torch.float64), hidden, own)
        np.testing.assert_allclose(step.hidden, hidden[0], atol=1e-12)
        np.testing.assert_allclose(step.gates["z"], gates.update_gate[0], atol=1e-12)
        assert step.cell is None


@pytest.mark.parametrize("units", UNITS)
@pytest.mark.parametrize("cell", ["lstm", "gru-slide"])
def test_the_badge_finds_what_is_wrong(cell: Cell, units: int) -> None:
    rows = len(SLIDE_LETTERS[cell]) * units
    weights = np.random.default_rng(units).normal(size=(rows, units + 2)) * 3
    steps = run_small_cell(cell, weights, INPUTS)
    assert missed(cell, weights, steps) < 1e-12
    for row in range(rows):
        other = weights.copy()
        other[row, -1] += 1e-3
        assert missed(cell, other, steps) > 1e-7
    assert missed(cell, weights * 100, run_small_cell(cell, weights * 100, INPUTS)) < 1e-9


@pytest.mark.parametrize("cell", ["lstm", "gru-slide"])
def test_the_first_unit_catches_and_keeps(cell: str) -> None:
    steps = run_small_cell(cell, first_weights(cell, 2), [0, 1, 0, 0, -1, 0, 0])  # type: ignore[arg-type]
    memory = [float((step.hidden if step.cell is None else step.cell)[0]) for step in steps]
    assert abs(memory[0]) < 0.1
    assert memory[1] > 0.9
    assert min(memory[1:]) > 0.8


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ([], f"There are 0 inputs; give 1 to {MOST_INPUTS}"),
        ([0.0] * (MOST_INPUTS + 1), "There are 13 inputs"),
        ([float("nan")], "One of the inputs is missing"),
        ([1e9], "One of the inputs is 1e\\+09; give numbers from -1000 to 1000"),
    ],
)
def test_bad_numbers_are_sentences(inputs: list[float], told: str) -> None:
    with pytest.raises(SmallCellError, match=told):
        run_small_cell("lstm", first_weights("lstm", 2), inputs)


def test_a_missing_weight_is_a_sentence() -> None:
    weights = first_weights("lstm", 2)
    weights[0, 0] = np.nan
    with pytest.raises(SmallCellError, match="One of the weights is missing"):
        run_small_cell("lstm", weights, [1.0])
