"""Every preset shows what its answer says; every badge is green, and would turn red."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.dynamics import checks
from rnn_demo.dynamics.cells import CELLS
from rnn_demo.dynamics.products import spectrum
from rnn_demo.dynamics.weights import KINDS
from rnn_demo.exhibits.vanishing_gradient import compute as vanishing_gradient
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation, simulate
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs, set_knob
from rnn_demo.exhibits.vanishing_gradient.other_cells import FEW_LAGS, beside, norms_from, norms_of
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS


def of(preset: str, **changes: object) -> Simulation:
    return simulate(replace(PRESETS[preset].knobs, **changes))  # type: ignore[arg-type]


def norms(found: Simulation) -> np.ndarray:
    return np.exp(found.spectrum.log_norms)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_badge_is_green(preset: str) -> None:
    found = of(preset)
    assert set(found.checks) == {
        "jacobians",
        "spectrum",
        "bounds",
        "heat",
        "gradient",
        "twin",
        "exponents",
    }
    for check in found.checks.values():
        assert check.holds, check
        assert check.residual <= 1e-10


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("jacobians", lambda network, orbit: 1.001 * truth(network, orbit)),
        ("heat", lambda network, orbit: np.swapaxes(truth(network, orbit), -1, -2)),
        ("gradient", lambda network, orbit: np.swapaxes(truth(network, orbit), -1, -2)),
        ("twin", lambda network, orbit: np.swapaxes(truth(network, orbit), -1, -2)),
    ],
)
def test_a_slip_turns_a_badge_red(name: str, slip: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vanishing_gradient, "jacobians", slip)
    assert not of("lstm-forget-bias").checks[name].holds
    assert not of("gaussian-gain").checks[name].holds


truth = vanishing_gradient.jacobians


def test_a_slip_in_bounds_and_products_turns_them_red(monkeypatch: pytest.MonkeyPatch) -> None:
    right = vanishing_gradient.bounds
    monkeypatch.setattr(
        vanishing_gradient,
        "bounds",
        lambda *a: right(*a)._replace(norms=right(*a).norms - 3.0),
    )
    assert not of("linear-orthogonal").checks["bounds"].holds
    right_values = vanishing_gradient.spectrum
    monkeypatch.setattr(
        vanishing_gradient,
        "spectrum",
        lambda *a: right_values(*a)._replace(log_values=right_values(*a).log_values + 1e-9),
    )
    assert not of("linear-orthogonal").checks["spectrum"].holds
    rates = vanishing_gradient.growth_rates
    monkeypatch.setattr(
        vanishing_gradient, "growth_rates", lambda found, *_: rates(np.swapaxes(found, -1, -2))
    )
    assert not of("gaussian-gain").checks["exponents"].holds


def test_a_direction_that_dies_at_once_is_no_difference() -> None:
    dead = np.zeros((5, 3, 3))
    values = spectrum(dead)
    assert checks.rate_check(dead, np.full(3, -np.inf), values).residual == 0
    wrong = checks.rate_check(dead, np.zeros(3), values)
    assert wrong.residual == np.inf
    assert not wrong.holds


def test_the_counterexample_doubles() -> None:
    found = of("eigenvalue-counterexample")
    assert found.radius < 1e-6
    assert found.largest == pytest.approx(16)
    assert norms(found) == pytest.approx(2.0 ** np.arange(20) * np.sqrt(200), rel=1e-8)


def test_a_rotation_shrinks_exactly() -> None:
    found = of("linear-orthogonal")
    expected = np.arange(1, 101)[:, None] * np.log(0.95)
    assert np.abs(found.spectrum.log_values - expected).max() < 1e-12
    assert norms(found)[-1] == pytest.approx(0.0059, abs=5e-5)


def test_the_jordan_block_peaks() -> None:
    found = norms(of("jordan-block"))
    assert (int(found.argmax()) + 1, round(float(found.max()), 2)) == (19, 7.57)


def test_the_three_thresholds() -> None:
    found = of("gaussian-gain")
    assert found.field is not None
    assert found.largest == pytest.approx(2.0, abs=0.1)
    assert found.radius == pytest.approx(1.0, abs=0.1)
    assert found.field.chi == pytest.approx(0.700, abs=0.001)
    assert found.rate == pytest.approx(0.70, abs=0.05)
    assert of("gaussian-gain", gain=1.35).rate < 1.05 < of("gaussian-gain", gain=1.8).rate


def test_the_input_alone_decides() -> None:
    without, with_input = of("input-noise"), of("input-noise", input_noise=0.3)
    assert without.field is not None
    assert without.field.chi == pytest.approx(1, abs=0.01)
    assert without.rate > 0.9 > 0.75 > with_input.rate


def test_a_rotation_with_tanh_forgets() -> None:
    assert norms(of("tanh-orthogonal"))[-1] < 1e-6


def test_one_bias_makes_an_lstm_remember() -> None:
    short, long = of("lstm-forget-bias"), of("lstm-forget-bias", gate_bias=5.0)
    assert short.exponents[0] == pytest.approx(-0.46, abs=0.05)
    assert long.exponents[0] == pytest.approx(0.0, abs=0.03)


def test_both_gated_cells_can_explode() -> None:
    lstm, gru = of("lstm-exploding"), of("gru-exploding")
    assert 0.2 < lstm.exponents[0] < gru.exponents[0]


def test_clipping_by_value_turns_and_by_norm_does_not() -> None:
    by_value, by_norm = of("clipping"), of("clipping", clipping="norm")
    assert by_value.turned > 20
    assert by_norm.turned == pytest.approx(0, abs=1e-4)
    assert np.linalg.norm(by_norm.clipped) == pytest.approx(1.0)


def test_truncation_keeps_the_last_steps() -> None:
    whole, cut = of("gaussian-gain", truncation=0), of("gaussian-gain", truncation=5)
    assert np.array_equal(whole.clipped, whole.gradient.total)
    assert np.array_equal(cut.clipped, whole.gradient.since(95))
    assert of("gaussian-gain", truncation=1000).turned == pytest.approx(0, abs=1e-4)


def test_an_overflow_is_told_and_what_is_before_it_is_kept() -> None:
    found = of("linear-orthogonal", gain=20.0, steps=1000)
    assert found.overflowed == found.steps + 1 < 300
    assert len(found.heat) == found.steps
    assert found.checks["jacobians"].holds
    growth = np.diff(found.spectrum.log_norms)
    assert growth == pytest.approx(np.log(20), abs=1e-9)


def test_a_matrix_by_hand() -> None:
    knobs = set_knob(
        replace(SimulationKnobs(), activation="linear", input_noise=0.0), "matrix", "0 2; 1 0"
    )
    found = simulate(replace(knobs, steps=6))
    assert found.radius == pytest.approx(np.sqrt(2))
    assert norms(found) == pytest.approx([2, 2, 4, 4, 8, 8])


@settings(max_examples=100, deadline=None)
@given(
    cell=st.sampled_from(CELLS),
    weights=st.sampled_from(KINDS),
    gain=st.just(0.0) | st.floats(0.001, 20),
    n=st.integers(1, 6),
    steps=st.integers(1, 30),
    noise=st.just(0.0) | st.floats(0.001, 10),
    loss=st.sampled_from(["last", "every"]),
)
def test_whatever_the_knobs_the_numbers_are_checked(
    cell: str, weights: str, gain: float, n: int, steps: int, noise: float, loss: str
) -> None:
    found = simulate(
        SimulationKnobs(
            cell=cell, weights=weights, gain=gain, n=n, steps=steps, input_noise=noise, loss=loss
        )  # type: ignore[arg-type]
    )
    for name, check in found.checks.items():
        assert check.holds or not np.isfinite(check.residual), (name, check)
    assert np.abs(found.gradient.shares.sum() - np.linalg.norm(found.gradient.total)) <= 1e-9 * (
        1 + np.linalg.norm(found.gradient.total)
    )


def test_three_cells_on_the_same_input() -> None:
    knobs = SimulationKnobs(cell="lstm", n=16, steps=40)
    found = [norms_of(one, FEW_LAGS) for one in beside(knobs)]
    assert [cell.cell for cell in found] == ["elman", "lstm", "gru-slide"]
    alone = simulate(knobs, all_lags=True)
    assert found[1].log_norms == pytest.approx(alone.spectrum.log_norms[found[1].lags - 1])
    assert all(cell.check.holds for cell in found)
    assert found[1].lags[0] == 1
    assert found[1].lags[-1] == 40


@pytest.mark.parametrize("n", [16, 48])
def test_a_curve_that_is_known_is_not_found_again(n: int) -> None:
    knobs = SimulationKnobs(cell="lstm", n=n, steps=40)
    known, again = norms_from(simulate(knobs), FEW_LAGS), norms_of(knobs, FEW_LAGS)
    assert np.array_equal(known.lags, again.lags)
    assert known.log_norms == pytest.approx(again.log_norms, abs=1e-12)
    assert known.check == again.check


def test_a_check_without_numbers_does_not_hold() -> None:
    assert not checks.Check(float("nan"), 1.0, "").holds
