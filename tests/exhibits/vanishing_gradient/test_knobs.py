"""SimulationKnobs as text and back; what they cannot be; what they draw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.dynamics.cells import CELLS, Cell
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs, changed, set_knob
from rnn_demo.exhibits.vanishing_gradient.matrix import parse_matrix
from rnn_demo.exhibits.vanishing_gradient.network import build
from rnn_demo.knobs.values import KnobError


def test_a_matrix_comes_back() -> None:
    knobs = set_knob(SimulationKnobs(), "matrix", "8 8; -8 -8.125")
    assert knobs.n == 2
    assert knobs.matrix == ((8, 8), (-8, -8.125))
    text = changed(knobs, SimulationKnobs())["matrix"]
    assert set_knob(SimulationKnobs(), "matrix", text) == knobs
    assert set_knob(knobs, "weights", "orthogonal").matrix == ()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("gain", "nan", "gain is 'nan'; give a number from 0 to 20"),
        ("gain", "inf", "gain is 'inf'"),
        ("gain", "1e999", "gain is '1e999'"),
        ("gain", "zwei", "gain is 'zwei'"),
        ("n", "0", "n is '0'; give a whole number from 1 to 128"),
        ("n", "2.5", "n is '2.5'; give a whole number"),
        ("steps", "1001", "steps is '1001'; give a whole number from 1 to 1,000"),
        ("steps", "9" * 5000, "steps is"),
        ("cell", "transformer", "cell is 'transformer'; give one of elman, lstm-1997"),
        ("lag", "1", "There is no knob 'lag'; there are cell, activation"),
        ("x" * 500, "1", "There is no knob"),
        ("matrix", "1 2; 3", "matrix is not square: row 2 of 2 has the length 1"),
        ("matrix", "1 2; 3 x", "matrix holds 'x'"),
        ("matrix", "1 2; 3 nan", "matrix holds 'nan'"),
        ("matrix", ";".join(["0 " * 129] * 129), "give 1 to 128 rows"),
    ],
)
def test_what_a_knob_cannot_be(name: str, value: str, told: str) -> None:
    with pytest.raises(KnobError) as error:
        set_knob(SimulationKnobs(), name, value)
    assert told in str(error.value)
    assert len(str(error.value)) < 400


@given(st.text(max_size=60))
def test_any_text_is_a_matrix_or_a_sentence(text: str) -> None:
    try:
        rows = parse_matrix(text)
    except ValueError as error:
        assert str(error).startswith(("is not ", "has ", "holds "))
    else:
        assert all(len(row) == len(rows) for row in rows)


@pytest.mark.parametrize("cell", CELLS)
def test_a_longer_run_begins_like_a_shorter_one(cell: Cell) -> None:
    short, long = (
        build(SimulationKnobs(cell=cell, n=4, steps=5)),
        build(SimulationKnobs(cell=cell, n=4, steps=9)),
    )
    assert np.array_equal(short.drive, long.drive[:5])
    assert np.array_equal(short.start, long.start)
    other = build(SimulationKnobs(cell=cell, n=4, steps=5, seed=1))
    assert not np.array_equal(short.network.weights, other.network.weights)


def test_all_cells_meet_the_same_input() -> None:
    elman, lstm = build(SimulationKnobs(n=3)), build(SimulationKnobs(n=3, cell="lstm"))
    assert np.array_equal(elman.drive[:, 0], lstm.drive[:, 0])


def test_the_gate_bias_goes_to_its_gate() -> None:
    plain, biased = (
        build(SimulationKnobs(cell="lstm", n=3, gate_bias=bias)) for bias in (0.0, 5.0)
    )
    assert np.allclose(biased.drive - plain.drive, np.array([0, 5, 0, 0])[:, None])
    plain, biased = (
        build(SimulationKnobs(cell="gru-slide", n=3, gate_bias=bias)) for bias in (0.0, -2.0)
    )
    assert np.allclose(biased.drive - plain.drive, np.array([-2, 0, 0])[:, None])


def test_float32_is_float32() -> None:
    built = build(SimulationKnobs(precision="float32"))
    assert built.drive.dtype == built.start.dtype == built.network.weights.dtype == np.float32
