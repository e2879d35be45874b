"""A question's cost is known before the work begins, and its memory is bounded."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.dynamics.jacobians import BLOCK_BYTES, Jacobians
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.exhibits.vanishing_gradient import answers, compute
from rnn_demo.exhibits.vanishing_gradient.budget import MOST, most_steps, multiplications, too_much
from rnn_demo.exhibits.vanishing_gradient.compute import simulate
from rnn_demo.exhibits.vanishing_gradient.export import columns
from rnn_demo.exhibits.vanishing_gradient.gain_map import mapping
from rnn_demo.exhibits.vanishing_gradient.knobs import CELL_NAMES, SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS
from rnn_demo.ui.kept import weight
from tests.exhibits.opening import opener, placed

LARGEST = SimulationKnobs(cell="lstm", n=128, steps=1000)
"""The link that took 1.6 GB and 18 s of a processor."""


def peak_of(knobs: SimulationKnobs) -> float:
    """Megabytes that a simulation needs at most."""
    simulate(replace(knobs, steps=2))  # what is loaded once is not counted
    tracemalloc.start()
    try:
        simulate(knobs)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def test_the_largest_question_is_refused_in_a_sentence() -> None:
    told = too_much(LARGEST)
    assert told is not None
    fit = most_steps(LARGEST)
    assert "LSTM with 128 units over 1,000 steps" in told and f"at most {fit} steps" in told
    assert too_much(replace(LARGEST, steps=fit)) is None
    assert too_much(replace(LARGEST, steps=fit + 1)) is not None


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("n", [1, 16, 64, 100, 128])
def test_the_bound_is_where_it_says(cell: Any, n: int) -> None:
    knobs = SimulationKnobs(cell=cell, n=n)
    fit = most_steps(knobs)
    assert multiplications(replace(knobs, steps=fit)) <= MOST
    assert fit == 1000 or multiplications(replace(knobs, steps=fit + 1)) > MOST


def test_every_preset_and_the_usual_length_fit() -> None:
    assert not any(too_much(preset.knobs) for preset in PRESETS.values())
    assert not any(too_much(SimulationKnobs(cell=cell, n=128)) for cell in CELL_NAMES)


@pytest.mark.parametrize(
    "knobs",
    [
        replace(LARGEST, steps=most_steps(LARGEST)),
        SimulationKnobs(n=128, steps=most_steps(SimulationKnobs(n=128))),
        SimulationKnobs(cell="gru-slide", n=64, steps=1000, loss="every"),
    ],
)
def test_a_question_that_fits_needs_less_than_50_megabytes(knobs: SimulationKnobs) -> None:
    assert peak_of(knobs) < 50


def test_a_longer_orbit_needs_no_more_jacobians_at_once() -> None:
    built = build(replace(LARGEST, steps=400))
    found = Jacobians(partial(jacobians, built.network), follow(*built))
    assert found.shape == (400, 256, 256)
    tracemalloc.start()
    total = sum(float(one[0, 0]) for one in found)
    back = sum(float(one[0, 0]) for one in reversed(found))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == pytest.approx(back) and peak < 6 * BLOCK_BYTES


def test_jacobians_found_when_asked_for_are_the_same() -> None:
    built = build(SimulationKnobs(cell="gru-torch", n=5, steps=23))
    orbit = follow(*built)
    found, all_at_once = (
        Jacobians(partial(jacobians, built.network), orbit),
        jacobians(built.network, orbit),
    )
    assert np.array_equal(found[:], all_at_once) and np.array_equal(list(found), all_at_once)
    assert np.array_equal(list(reversed(found)), all_at_once[::-1])
    assert np.array_equal(found[[0, 7, -1]], all_at_once[[0, 7, -1]])
    assert np.array_equal(found[3:20:4], all_at_once[3:20:4]) and len(found[9:4]) == 0
    assert np.array_equal(found[-2], all_at_once[-2])
    with pytest.raises(IndexError):
        found[23]


def test_the_map_of_gains_needs_little() -> None:
    knobs = SimulationKnobs(cell="lstm", n=64, steps=100, gain=3.0)
    tracemalloc.start()
    steps = mapping(knobs, np.linspace(0.1, 3, 40))
    for _ in range(30):
        next(steps)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert peak < 100


def test_what_the_download_button_keeps_is_small() -> None:
    assert weight(columns(simulate(SimulationKnobs(n=64, steps=1000)))) < 100_000


def test_the_page_says_so_and_begins_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def begun(*_: object) -> None:
        raise AssertionError

    for name in ("simulated", "cells", "of_preset"):
        monkeypatch.setattr(answers, name, begun)
    app = opener("vanishing_gradient")(cell="lstm", n="128", steps="1000")
    assert not app.exception
    assert ["LSTM with 128 units over 1,000 steps" in info.value for info in app.info] == [True]
    placed(app.slider, "gradient_n").set_value(127).run()
    assert app.query_params["n"] == "127"  # a reload asks for the same


def test_a_moved_knob_recomputes_what_it_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    follow_once = compute.build

    def counted(knobs: SimulationKnobs) -> Any:
        begun.append(knobs)
        return follow_once(knobs)

    monkeypatch.setattr(compute, "build", counted)
    knobs = SimulationKnobs(n=7, steps=31)
    for one in (knobs, replace(knobs, clipping="norm"), replace(knobs, loss="every", truncation=3)):
        app = AppTest.from_function(_page_of, default_timeout=300)
        app.session_state.knobs = one
        app.run()
        assert not app.exception
    assert len(begun) == 1
    app.session_state.knobs = replace(knobs, seed=1)
    app.run()
    assert len(begun) == 2


def _page_of() -> None:
    import streamlit as st

    from rnn_demo.exhibits.vanishing_gradient import answers

    found = answers.simulated(st.session_state.knobs)
    assert found and found.knobs == st.session_state.knobs
