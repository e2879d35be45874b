"""Simulations for a program: numbers that are known by hand, knobs by name."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

import rnn_demo
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS
from rnn_demo.interface.simulation import KnobChanges


def test_a_rotation_that_shrinks_by_a_twentieth() -> None:
    found = rnn_demo.simulate("linear-orthogonal", steps=40)
    assert found.lags.tolist() == list(range(1, 41))
    np.testing.assert_allclose(found.log10_norms, found.lags * np.log10(0.95), atol=1e-9)
    np.testing.assert_allclose(found.log10_bounds, found.log10_norms, atol=1e-9)
    assert found.spectral_radius == pytest.approx(0.95)
    assert found.largest_singular_value == pytest.approx(0.95)
    np.testing.assert_allclose(found.exponents, np.log(0.95), atol=1e-9)
    assert found.heat_map.shape == (40, 40)


def test_knobs_can_be_changed_by_name() -> None:
    assert rnn_demo.simulate(n=4, steps=5).knobs == SimulationKnobs(n=4, steps=5)
    preset = PRESETS["lstm-forget-bias"].knobs
    changed = rnn_demo.simulate("lstm-forget-bias", n=4, steps=np.int64(5), gain=np.float32(0.5))
    assert changed.knobs == SimulationKnobs(
        cell="lstm", n=4, steps=5, gain=0.5, input_noise=preset.input_noise
    )
    assert rnn_demo.simulate(changed.knobs, seed=3).knobs.seed == 3


def test_a_matrix_is_the_network() -> None:
    matrix = np.array([[0.5, 1.0], [0.0, 0.5]])
    found = rnn_demo.simulate(matrix=matrix, activation="linear", steps=3)
    assert found.knobs.n == 2
    assert 10 ** found.log10_norms[0] == pytest.approx(np.linalg.norm(matrix, 2))
    # Other weights are asked for: they replace it.
    assert rnn_demo.simulate(found.knobs, weights="orthogonal").knobs.matrix == ()


def test_the_knobs_are_those_of_the_simulator() -> None:
    assert set(KnobChanges.__annotations__) == {knob.name for knob in fields(SimulationKnobs)}


@pytest.mark.parametrize(
    ("start", "changes", "told"),
    [
        ("none", {}, "There is no preset 'none'; there are linear-orthogonal,"),
        (None, {"gian": 1}, "There is no knob 'gian'; there are cell,"),
        (None, {"n": 1000}, "n is 1000; give a whole number from 1 to 128."),
        (None, {"gain": "much"}, "gain is 'much'; give a number"),
        (None, {"matrix": [[1, 2], [3]]}, "matrix is not rows of numbers"),
        (3, {}, "3 is no start: give the name of a preset"),
        (None, {"cell": ["lstm"]}, r"cell is \['lstm'\]; give one of elman,"),
        (None, {"matrix": [[1j]]}, "matrix is not rows of numbers"),
        (None, {"matrix": "1 2"}, "matrix is not rows of numbers"),
        (None, {"matrix": [[1, 2]]}, "matrix is not square: row 1 of 1 has the length 2;"),
        (None, {"matrix": [[2e6]]}, "matrix holds '2000000.0'; give numbers from -1e6 to 1e6."),
        (None, {"matrix": np.eye(2), "n": 3}, "n is 3; leave it out: the matrix has 2 rows."),
    ],
)
def test_what_cannot_be_simulated(start: Any, changes: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        rnn_demo.simulate(start, **changes)
