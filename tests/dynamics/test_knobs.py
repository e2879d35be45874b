"""Knobs as text and back; what they cannot be; what they draw."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.dynamics.cells import CELLS, Cell
from rnn_demo.dynamics.knobs import (
    CHOICES,
    NUMBERS,
    KnobError,
    SimulationKnobs,
    build,
    changed,
    parse_matrix,
    set_knob,
)
from rnn_demo.dynamics.presets import PRESETS


@given(
    st.fixed_dictionaries(
        {
            **{name: st.sampled_from(offered) for name, offered in CHOICES.items()},
            **{
                name: st.integers(int(low), int(high)) if kind is int else st.floats(low, high)
                for name, (kind, low, high) in NUMBERS.items()
            },
        }
    ),
    st.sampled_from(sorted(PRESETS)),
)
def test_a_link_brings_back_every_knob(values: dict[str, object], preset: str) -> None:
    knobs, usual = SimulationKnobs(**values), PRESETS[preset].knobs  # type: ignore[arg-type]
    again = usual
    for name, text in changed(knobs, usual).items():
        again = set_knob(again, name, text)
    assert again == knobs


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
        ("gain", "nan", "gain is nan; give a number from 0 to 20"),
        ("gain", "inf", "gain is inf"),
        ("gain", "1e999", "gain is inf"),
        ("gain", "zwei", "gain is 'zwei'"),
        ("n", "0", "n is 0; give a whole number from 1 to 128"),
        ("n", "2.5", "n is '2.5'; give a whole number"),
        ("steps", "1001", "steps is 1001; give a whole number from 1 to 1,000"),
        ("steps", "9" * 5000, "steps is"),
        ("cell", "transformer", "cell is 'transformer'; it can be elman, lstm-1997"),
        ("lag", "1", "There is no knob 'lag'; there are cell, activation"),
        ("x" * 500, "1", "There is no knob"),
        ("matrix", "1 2; 3", "The matrix has 2 rows of 2, 1 numbers"),
        ("matrix", "1 2; 3 x", "The matrix holds 'x'"),
        ("matrix", "1 2; 3 nan", "The matrix holds 'nan'"),
        ("matrix", ";".join(["0 " * 129] * 129), "at most 128"),
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
    except KnobError as error:
        assert str(error).startswith("The matrix")
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
