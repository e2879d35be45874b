"""Poles, impulse response, fan, spectrum and least squares, each against a second way."""

from __future__ import annotations

import math
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.dynamics.chance import normals
from rnn_demo.exhibits.autoregression.compute.analysis import PATHS, analysed
from rnn_demo.exhibits.autoregression.compute.estimate import errors_by_count, estimated
from rnn_demo.exhibits.autoregression.compute.path import (
    FAN,
    FAR,
    autocorrelations,
    chaotic_path,
    sample_path,
    simulated_errors,
)
from rnn_demo.exhibits.autoregression.compute.theory import (
    autocovariances,
    companion_gradients,
    expected_errors,
    spectrum,
)
from rnn_demo.exhibits.autoregression.knobs import SERIES_NAMES, AutoregressionKnobs
from rnn_demo.exhibits.autoregression.poles import (
    FARTHEST,
    coefficients_of,
    numbers_of,
    order_of,
    parse_poles,
    write_poles,
)
from rnn_demo.exhibits.autoregression.presets import PRESETS
from rnn_demo.exhibits.autoregression.sections import OTHER_MODELS, simulator_link
from rnn_demo.exhibits.series.presets import PRESETS as FORECASTS
from rnn_demo.exhibits.vanishing_gradient.compute import simulate
from rnn_demo.exhibits.vanishing_gradient.presets import QUESTIONS as GRADIENT
from rnn_demo.forecasting.autoregression import Autoregression
from rnn_demo.knobs.presets import read_link
from rnn_demo.knobs.values import KnobError

REAL = st.floats(-FARTHEST, FARTHEST).map(lambda radius: (radius, 0.0))
PAIR = st.tuples(st.floats(0, FARTHEST), st.floats(1, 179))
SOME = st.lists(st.one_of(REAL, PAIR), min_size=1, max_size=4).filter(
    lambda poles: order_of(tuple(poles)) <= 4
)
INSIDE = [((0.95, 36.0),), ((0.8, 0.0),), ((0.9, 0.0), (-0.9, 0.0)), ((0.9, 100.0), (0.7, 20.0))]


@given(SOME.map(tuple))
@settings(max_examples=40)
def test_poles_are_the_roots_of_their_polynomial_and_their_text_is_read_back(poles: tuple) -> None:
    assert parse_poles(write_poles(poles)) == poles
    phi = coefficients_of(poles)
    assert len(phi) == order_of(poles)
    for z in numbers_of(poles):
        assert abs(np.polyval([1, *-phi], z)) < 1e-12
    found = np.poly(Autoregression(0.0, phi, 1.0).poles)
    np.testing.assert_allclose(found.real[1:], -phi, atol=1e-12)


def test_a_conjugate_needs_not_be_typed() -> None:
    assert parse_poles("0.9@-36, 0.5@180 ; ".replace(";", "")) == ((0.9, 36.0), (-0.5, 0.0))
    assert parse_poles("0.9@396") == ((0.9, 36.0),)
    assert parse_poles("0.5@0 -0") == ((0.5, 0.0), (0.0, 0.0))
    np.testing.assert_allclose(coefficients_of(((0.9, 60.0),)), [0.9, -0.81])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "are 0 in number, conjugates counted; give 1 to 4"),
        ("0.1@5 0.1@6 0.1", "are 5 in number"),
        ("much", "include 'much'; give each pole as radius@degrees"),
        ("-0.5@36", "include '-0.5@36'"),
        ("nan", "include 'nan'"),
        ("0.5@inf", "include '0.5@inf'"),
        ("1.3", "include '1.3', which is too far out; give poles at most 1.2 from 0"),
        ("@", "include '@'"),
        ("0,95@36", "include '0,95@36'; give a decimal point, as in 0.95@36"),
        ("0.5 -0,7", "include '7', which is too far out; give"),
        ("-0,7", "include '-0,7'; give a decimal point, as in -0.7"),
        ("0.5 " * 9_999, "are 9999 in number"),
    ],
)
def test_what_is_no_set_of_poles_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match="give") as error:
        parse_poles(text)
    assert told in str(error.value)
    assert len(str(error.value)) < 200


def test_the_impulse_response_has_its_closed_forms() -> None:
    j = np.arange(41)
    pair = analysed(AutoregressionKnobs())
    turn = math.radians(36)
    np.testing.assert_allclose(
        pair.impulse, 0.95**j * np.sin((j + 1) * turn) / math.sin(turn), atol=1e-12
    )
    double = analysed(AutoregressionKnobs(poles=((0.9, 0.0), (0.9, 0.0))))
    np.testing.assert_allclose(double.impulse, (j + 1) * 0.9**j, rtol=1e-12)
    assert double.impulse.argmax() in (8, 9)
    walk = analysed(AutoregressionKnobs(poles=((1.0, 0.0),), sigma=2.0))
    np.testing.assert_allclose(walk.variances, 4 * (j[:-1] + 1))


@given(SOME.map(tuple))
@settings(max_examples=30)
def test_the_gradient_through_time_is_the_impulse_response(poles: tuple) -> None:
    model = Autoregression(0.0, coefficients_of(poles), 1.0)
    psi = model.weights(60)
    gradients = companion_gradients(model.companion, 60)
    np.testing.assert_allclose(gradients, psi, atol=1e-11 * np.abs(psi).max())


@pytest.mark.parametrize("poles", INSIDE)
def test_variance_autocovariances_and_spectrum_agree(poles: tuple) -> None:
    phi = coefficients_of(poles)
    psi = Autoregression(0.0, phi, 1.0).weights(2_000)
    sums = [4 * float(psi[: len(psi) - k] @ psi[k:]) for k in range(8)]
    np.testing.assert_allclose(autocovariances(phi, 4.0, 8), sums, rtol=1e-9, atol=1e-9)
    frequencies = np.arange(4_096) / 4_096
    power = spectrum(phi, 4.0, frequencies)
    assert power.mean() == pytest.approx(sums[0], rel=1e-9)
    # Its Fourier coefficients are the autocovariances.
    np.testing.assert_allclose(np.fft.ifft(power).real[:8], sums, rtol=1e-8, atol=1e-8)


def test_the_variance_of_an_ar1_is_known() -> None:
    assert autocovariances(np.array([0.8]), 1.0, 1)[0] == pytest.approx(1 / (1 - 0.64))


@pytest.mark.parametrize("poles", [*INSIDE, ((1.0, 0.0),), ((1.05, 60.0), (0.5, 0.0))])
@pytest.mark.parametrize("seed", [0, 1])
def test_the_fan_is_that_of_simulated_futures(poles: tuple, seed: int) -> None:
    found = analysed(AutoregressionKnobs(poles=poles, seed=seed, sigma=0.5))
    assert found.fan_apart < 5
    # A fan that is 15 % too wide would not pass.
    wrong = np.abs(found.simulated / (found.variances * 1.15**2) - 1).max() / math.sqrt(2 / PATHS)
    assert wrong > 5


def test_a_future_is_what_follows_a_path_with_the_forecast_taken_off() -> None:
    phi = coefficients_of(((0.9, 50.0), (0.5, 0.0)))
    whole = sample_path(phi, 1.0, 60, 7)
    model = Autoregression(0.0, phi, 1.0)
    past = np.append(np.zeros(3), whole)
    shocks = whole - [model.forecasts(past[: 3 + t], 1)[0] for t in range(60)]
    errors = whole[40:] - model.forecasts(past[:43], 20)
    psi = model.weights(20)
    expected = [sum(psi[j] * shocks[40 + k - j] for j in range(k + 1)) for k in range(20)]
    np.testing.assert_allclose(errors, expected, atol=1e-12)
    drawn = simulated_errors(phi, 1.0, 20, 5, 7)
    driven = normals(7, FAN, 100).reshape(5, 20)
    for one, own in zip(drawn, driven, strict=True):
        np.testing.assert_allclose(one, np.convolve(psi, own)[:20], atol=1e-12)


def test_least_squares_is_as_far_from_the_truth_as_it_says() -> None:
    phi = coefficients_of(((0.9, 36.0),))
    squares, errors = [], []
    for seed in range(300):
        own = estimated(sample_path(phi, 1.0, 400, seed), 2)
        assert own is not None
        gap = np.abs(own.model.coefficients - phi)
        squares += ((gap / own.errors) ** 2).tolist()
        errors.append(float(gap @ gap))
    assert np.mean(squares) == pytest.approx(1, abs=0.25)
    expected = expected_errors(phi, np.array([400]))[0]
    assert math.sqrt(np.mean(errors)) == pytest.approx(expected, rel=0.2)


def test_sixteen_times_the_data_is_four_times_nearer() -> None:
    phi = coefficients_of(((0.8, 60.0),))
    found = []
    for seed in range(60):
        counts, errors = errors_by_count(sample_path(phi, 1.0, 1_920, seed), phi)
        assert counts == [30, 60, 120, 240, 480, 960, 1_920]
        found.append(errors)
    size = np.sqrt(np.mean(np.array(found) ** 2, 0))
    assert size[2] / size[6] == pytest.approx(4, rel=0.2)


def test_too_few_values_have_no_estimate_and_a_wild_path_is_cut() -> None:
    assert estimated(np.arange(29.0), 2) is None
    wild = analysed(AutoregressionKnobs(poles=((1.2, 0.0),) * 4, length=10_000, horizon=100))
    assert len(wild.series) < 30
    assert np.abs(wild.series).max() <= FAR
    assert wild.estimate is None
    assert wild.expected is None and wild.promised is None
    assert np.isfinite(wild.variances).all()


def test_the_logistic_map_has_no_correlations_and_no_chance() -> None:
    own = chaotic_path(4_000, 3)
    np.testing.assert_array_equal(own[1:], 4 * own[:-1] * (1 - own[:-1]))
    assert np.abs(autocorrelations(own, 10)).max() < 4 / math.sqrt(4_000)
    assert own.mean() == pytest.approx(0.5, abs=0.03)
    assert not autocorrelations(np.ones(9), 3).any()
    assert autocorrelations(np.arange(3.0), 5)[3:].tolist() == [0, 0]


@pytest.mark.parametrize("preset", PRESETS)
def test_the_link_opens_the_same_matrix_as_a_linear_network(preset: str) -> None:
    found = analysed(PRESETS[preset].knobs)
    page, _, query = simulator_link(found).partition("?")
    assert page == "vanishing_gradient"

    opening = read_link(GRADIENT, dict(parse_qsl(query)))
    assert opening.problems == []
    assert opening.knobs.activation == "linear"
    assert opening.knobs.matrix == tuple(map(tuple, found.model.companion.tolist()))
    followed = simulate(opening.knobs)
    np.testing.assert_allclose(followed.jacobians[0], found.model.companion)


@pytest.mark.parametrize("series", SERIES_NAMES)
def test_the_page_of_forecasts_has_the_question_that_a_link_names(series: str) -> None:
    preset, _ = OTHER_MODELS[series]
    assert FORECASTS[preset].knobs.series == {"own": "ar2"}.get(series, series)


def test_what_the_answers_say() -> None:
    """The figures in the presets' words, computed again."""
    of = {name: analysed(preset.knobs) for name, preset in PRESETS.items()}
    spread = {name: np.sqrt(found.variances) for name, found in of.items()}
    cycle = of["cycle"]
    assert spread["cycle"][9] == pytest.approx(3.16, abs=0.005)
    assert math.sqrt(autocovariances(cycle.model.coefficients, 1.0, 1)[0]) == pytest.approx(
        3.94, abs=0.005
    )
    assert math.log(0.5) / math.log(0.95) == pytest.approx(13.5, abs=0.05)
    sun = of["sunspots"]
    assert sun.estimate is not None and sun.estimate.distance(sun.model.coefficients) < 0.02
    assert [round(sun.one_step[name], 1) for name in ("model", "last_value", "mean")] == [
        16.6, 24.0, 40.4,
    ]  # fmt: skip
    assert spread["sunspots"][3] == pytest.approx(37.5, abs=0.05)
    assert sun.promised is not None
    assert (sun.autocorrelations[10], sun.promised[10]) == pytest.approx((0.65, 0.13), abs=0.005)
    steps = np.diff(sun.series)
    assert ((steps > 0).sum(), (steps < 0).sum()) == (127, 180)
    assert (sun.forecast - 1.96 * spread["sunspots"]).min() < 0
    walk = of["unit-root"]
    assert walk.estimate is not None
    assert walk.estimate.model.coefficients[0] == pytest.approx(0.970, abs=0.0005)
    assert spread["unit-root"][[9, 39]] == pytest.approx([3.16, 6.32], abs=0.005)
    assert 1 / math.sqrt(1 - 0.95**2) == pytest.approx(3.20, abs=0.005)
    assert math.log(2) / math.log(1.03) == pytest.approx(23.4, abs=0.05)
    outside, inside = of["just-outside"], analysed(AutoregressionKnobs(poles=((0.97, 36.0),)))
    assert spread["just-outside"][39] == pytest.approx(14.9, abs=0.05)
    assert math.sqrt(inside.variances[39]) == pytest.approx(4.79, abs=0.005)
    assert outside.estimate is not None and inside.estimate is not None
    assert outside.estimate.errors == pytest.approx(np.full(2, 0.0003), abs=0.00005)
    assert inside.estimate.errors == pytest.approx(np.full(2, 0.026), abs=0.0005)
    opposite = of["opposite"]
    np.testing.assert_allclose(opposite.model.coefficients, [0, 0.81], atol=1e-15)
    assert not opposite.impulse[1::2].any()
    assert of["grows-first"].impulse.max() == pytest.approx(3.87, abs=0.005)
    phi = of["more-data"].model.coefficients
    assert expected_errors(phi, np.array([100, 10_000])) == pytest.approx(
        [0.083, 0.0083], rel=0.002
    )
    chaos = of["logistic"]
    assert chaos.one_step["least_squares"] == pytest.approx(0.355, abs=0.0005)
    assert chaos.one_step["mean"] == pytest.approx(0.355, abs=0.0005)
    assert chaos.estimate is not None and np.abs(chaos.estimate.model.poles).max() < 0.15


def test_what_the_footnotes_say() -> None:
    series = analysed(PRESETS["sunspots"].knobs).series
    yule = estimated(series[1749 - 1700 : 1924 - 1700 + 1], 2)
    whole = estimated(series, 2)
    assert yule is not None and whole is not None
    assert yule.model.coefficients == pytest.approx([1.336, -0.650], abs=0.0005)
    assert whole.model.coefficients == pytest.approx([1.392, -0.690], abs=0.0005)
    for own, years in ((yule, 10.6), (whole, 10.9)):
        assert 2 * math.pi / abs(np.angle(own.model.poles[0])) == pytest.approx(years, abs=0.05)
    frequencies = np.linspace(0.05, 0.15, 10_001)
    power = spectrum(whole.model.coefficients, 1.0, frequencies)
    assert 1 / frequencies[power.argmax()] == pytest.approx(11.4, abs=0.05)


def test_a_knob_out_of_bounds_is_refused() -> None:
    with pytest.raises(KnobError, match="length is 300; give one of 100, 200"):
        AutoregressionKnobs(length=300)
