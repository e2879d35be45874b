"""What was learned, written and read; and what the shipped files promise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnn_demo.dynamics.flows import flow_of
from rnn_demo.tasks.learned_dynamics.learning import examination, standing
from rnn_demo.tasks.learned_dynamics.measures import errors
from rnn_demo.tasks.learned_dynamics.predictors import run_free
from rnn_demo.tasks.learned_dynamics.record import (
    SHIPPED,
    LearnedDynamicsError,
    read_learned,
    write_learned,
)

KNOWN = [("lorenz", 0.0), ("lorenz", 0.001), ("van-der-pol", 0.0)]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    learned = read_learned("lorenz", 0.001)
    write_learned(tmp_path, learned)
    again = read_learned("lorenz", 0.001, tmp_path)
    assert again.standings == learned.standings
    assert again.setting == learned.setting
    heard = np.random.default_rng(0).standard_normal((4, 2, 3))
    for name, own in learned.predictors.items():
        one, other = (run_free(it, heard, 3) for it in (own, again.predictors[name]))
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("damage", ["missing", "cut", "no JSON", "another kind"])
def test_a_damaged_record_is_a_sentence(damage: str, tmp_path: Path) -> None:
    write_learned(tmp_path, read_learned("pendulum"))
    weights, figures = tmp_path / "pendulum.safetensors", tmp_path / "pendulum.json"
    if damage == "missing":
        weights.unlink()
    elif damage == "cut":
        weights.write_bytes(weights.read_bytes()[:-9])
    elif damage == "no JSON":
        figures.write_text("{")
    else:
        figures.write_text(figures.read_text().replace('"gru-torch"', '"lstm"'))
    with pytest.raises(LearnedDynamicsError, match=r"`python -m rnn_demo dynamics pendulum --out"):
        read_learned("pendulum", 0.0, tmp_path)


def test_the_shipped_folder_is_small() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 1_200_000


@pytest.mark.parametrize(("flow", "noise"), KNOWN)
def test_the_shipped_figures_are_those_of_the_shipped_weights(flow: str, noise: float) -> None:
    """Not all of them again, which takes a minute: the GRU on a few orbits of its own."""
    learned, own = read_learned(flow, noise), flow_of(flow)  # type: ignore[arg-type]
    test = examination(own, noise, 6, 40, learned.scale, np.random.default_rng(5))
    for name in ("gru", "reservoir"):
        free = run_free(learned.predictors[name], test.heard, 40)
        now = np.median(errors(free, test.truth), 1)[9]
        assert now < 12 * (learned.standings[name].error[9] or 0) + 1e-9


def test_lorenz_is_foretold_for_five_lyapunov_times() -> None:
    for noise in (0.0, 0.001):
        standings = read_learned("lorenz", noise).standings
        assert standings["gru"].valid[1] >= 5
        assert standings["persistence"].valid[1] < 0.5
        assert standings["linear"].valid[1] < 1
    clean = read_learned("lorenz").standings
    for name in ("gru", "elman"):
        assert clean[name].exponent == pytest.approx(0.906, abs=0.03)


def test_the_answers_of_the_presets_are_in_the_record() -> None:
    lorenz, noisy, rossler, cycle = (
        read_learned(flow, noise).standings
        for flow, noise in (("lorenz", 0.0), ("lorenz", 0.001), ("rossler", 0), ("van-der-pol", 0))
    )
    assert lorenz["gru"].valid == pytest.approx((9.0, 10.0, 11.0), abs=0.06)
    assert lorenz["reservoir"].valid[1] == pytest.approx(9.3, abs=0.05)
    assert noisy["gru"].valid[1] == pytest.approx(5.4, abs=0.05)
    best = sorted(own.valid[1] for own in noisy.values())[-5:]
    assert (best[0], best[-1]) == pytest.approx((5.4, 5.7), abs=0.05)
    assert lorenz["reservoir-large"].valid[1] == pytest.approx(11.7, abs=0.05)
    medians = [rossler[name].valid[1] for name in ("reservoir", "gru", "polynomial")]
    assert medians == pytest.approx([0.8, 7.0, 6.5], abs=0.05)
    assert rossler["reservoir"].exponent is None and rossler["elman"].exponent is None
    assert cycle["gru"].cycle == tuple(pytest.approx((2.009, 6.663), abs=5e-4) for _ in range(2))
    wide = cycle["gru-descended"].cycle[0]
    assert wide is not None and wide[0] > 1.01 * 2.00862


def test_van_der_pol_keeps_its_cycle() -> None:
    standings = read_learned("van-der-pol").standings
    for name in ("gru", "elman"):
        for found in standings[name].cycle:
            assert found == pytest.approx((2.00862, 6.66329), rel=0.01)


def test_a_standing_counts_nothing_beyond_the_truth() -> None:
    learned, flow = read_learned("van-der-pol"), flow_of("van-der-pol")
    test = examination(flow, 0.0, 5, 30, learned.scale, np.random.default_rng(1))
    short = test._replace(agreed=np.array([3, 3, 3, 30, 30]))
    found = standing(flow, learned.predictors["gru"], short, learned.scale)
    assert found.valid[0] == pytest.approx(3 * flow.step)
    assert found.never == 1
