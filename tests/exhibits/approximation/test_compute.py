"""The laws of feedforward nets: gradients, bounds that hold for all weights, and the proof's."""

from __future__ import annotations

import json
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.exhibits.approximation.compute.classification import classify_points
from rnn_demo.exhibits.approximation.compute.curve_fit import (
    CurveFit,
    first_losses,
    fit_curve,
    supremum_of,
)
from rnn_demo.exhibits.approximation.compute.limits import certain_error, most_runs, runs_of
from rnn_demo.exhibits.approximation.compute.network import (
    STEEPNESS,
    Architecture,
    first_weights,
    folding_weights,
    layers_of,
    loss_and_gradient,
    outputs,
)
from rnn_demo.exhibits.approximation.compute.points import points_of
from rnn_demo.exhibits.approximation.compute.staircase import error_bound, staircase
from rnn_demo.exhibits.approximation.compute.targets import KNOTS, LEVELS, Target, fine_points
from rnn_demo.exhibits.approximation.compute.training import descend
from rnn_demo.exhibits.approximation.drawing import EXAMPLE
from rnn_demo.exhibits.approximation.knobs import PATTERN_NAMES, ApproximationKnobs
from tests.exhibits.approximation.golden import FILE, written

drawings = st.lists(st.integers(-LEVELS, LEVELS), min_size=KNOTS, max_size=KNOTS).map(tuple)
targets = st.builds(
    Target,
    st.sampled_from(["sine", "teeth", "chirp", "bell", "root", "step", "drawn"]),
    st.integers(1, 16),
    drawings,
)


def result(steps: Generator[float, None, Any]) -> Any:
    while True:
        try:
            assert 0 <= next(steps) <= 1
        except StopIteration as end:
            return end.value


def fitted(**knobs: Any) -> CurveFit:
    found: CurveFit = result(fit_curve(ApproximationKnobs(**knobs).curve_question()))
    return found


# --- gradients ----------------------------------------------------------------------------------


@pytest.mark.parametrize("activation", STEEPNESS)
@pytest.mark.parametrize("loss", ["squares", "classes"])
@pytest.mark.parametrize(("inputs", "depth"), [(1, 1), (2, 2), (1, 3)])
def test_backpropagation_is_the_finite_difference(
    activation: Any, loss: Any, inputs: int, depth: int
) -> None:
    net = Architecture(inputs, 4, depth, activation)
    luck = np.random.default_rng(depth)
    theta = first_weights(net, 5) + 0.1 * luck.standard_normal(net.parameters)
    x, y = luck.uniform(-1, 1, (17, inputs)), (luck.uniform(size=17) > 0.5).astype(float)
    _, gradient = loss_and_gradient(net, theta, x, y, loss)
    step = 1e-6 * np.eye(net.parameters)
    found = [
        (
            loss_and_gradient(net, theta + one, x, y, loss)[0]
            - loss_and_gradient(net, theta - one, x, y, loss)[0]
        )
        / 2e-6
        for one in step
    ]
    np.testing.assert_allclose(gradient, found, rtol=2e-5, atol=1e-8 * np.abs(gradient).max())


# --- training -----------------------------------------------------------------------------------


@pytest.mark.parametrize("optimizer", ["adam", "lbfgs"])
def test_a_linear_net_is_a_line_and_finds_the_best_one(optimizer: Any) -> None:
    knobs = ApproximationKnobs(
        target="chirp", activation="linear", depth=2, optimizer=optimizer, updates=2_000
    )
    found = result(fit_curve(knobs.curve_question()))
    net, x = knobs.curve_question().net, np.linspace(-1, 1, 129)
    line = outputs(net, found.theta, x[:, None])
    assert np.abs(np.diff(line, 2)).max() < 1e-12
    np.testing.assert_allclose(line, np.polyval(np.polyfit(x, knobs.curve(x), 1), x), atol=1e-5)
    grid = np.stack(np.meshgrid(x[::8], x[::8]), axis=-1)
    plane = Architecture(2, 5, 3, "linear")
    z = outputs(plane, first_weights(plane, 1), grid.reshape(-1, 2)).reshape(grid.shape[:2])
    assert max(np.abs(np.diff(z, 2, axis=axis)).max() for axis in (0, 1)) < 1e-12


def test_lbfgs_solves_a_quadratic_and_never_climbs() -> None:
    luck = np.random.default_rng(0)
    root = luck.standard_normal((12, 12))
    matrix, vector = root @ root.T + np.eye(12), luck.standard_normal(12)
    way = list(
        descend(
            "lbfgs",
            lambda x: (float(x @ matrix @ x / 2 - vector @ x), matrix @ x - vector),
            np.zeros(12),
            200,
            0.0,
        )
    )
    np.testing.assert_allclose(way[-1].theta, np.linalg.solve(matrix, vector), atol=1e-6)
    assert (np.diff([one.loss for one in way]) < 0).all()
    assert len(way) < 200  # it ends where no step leads lower


def test_adam_by_hand() -> None:
    """The first update goes one rate against the sign of the gradient; at the end the rate is 0."""
    gradient = np.array([3.0, -0.2, 1e-3])
    way = list(descend("adam", lambda x: (float(gradient @ x), gradient), np.zeros(3), 2, 0.1))
    np.testing.assert_allclose(way[1].theta, -0.1 * np.sign(gradient), rtol=2e-5)
    np.testing.assert_allclose(way[2].theta, -0.15 * np.sign(gradient), rtol=2e-5)


def test_the_seed_alone_chooses() -> None:
    question = ApproximationKnobs(updates=30).curve_question()
    one, other = result(fit_curve(question)), result(fit_curve(question))
    assert (one.theta == other.theta).all()
    assert one.losses[:21] == first_losses(question)
    net = question.net
    assert (first_weights(net, 1) != first_weights(net, 2)).any()
    centres = -layers_of(net, first_weights(net, 9))[0].biases / first_weights(net, 9)[: net.width]
    parts = np.floor((centres + 1) / 2 * net.width)
    assert parts.tolist() == list(range(net.width))  # each unit turns in a part of its own


# --- what no weights can do ---------------------------------------------------------------------


def longest_zigzag(values: list[float], least: float) -> int:
    """The most alternating moves of at least `least`, by trying every chain."""
    best = {(i, up): 0 for i in range(len(values)) for up in (-1, 1)}
    for i, after in enumerate(values):
        for j, before in enumerate(values[:i]):
            for up in (-1, 1):
                if up * (after - before) >= least and after != before:
                    best[i, up] = max(best[i, up], best[j, -up] + 1)
    return max(best.values())


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=12), st.integers(1, 8))
def test_runs_are_counted_as_by_trying_every_chain(values: list[int], least: int) -> None:
    own = [float(value) for value in values]
    assert runs_of(np.array(own), float(least)) == longest_zigzag(own, float(least))


@settings(max_examples=50, deadline=None)
@given(
    activation=st.sampled_from(["relu", "square", "linear", "tanh", "sigmoid"]),
    width=st.integers(1, 6),
    depth=st.integers(1, 3),
    seed=st.integers(0, 10**6),
    target=targets,
)
def test_no_weights_rise_and_fall_more_often_or_err_less(
    activation: Any, width: int, depth: int, seed: int, target: Target
) -> None:
    net = Architecture(1, width, depth, activation)
    theta = 2 * np.random.default_rng(seed).standard_normal(net.parameters)
    x, y = fine_points(target)
    values, runs = outputs(net, theta, x[:, None]), most_runs(net)
    if runs is not None:
        noise = 1e-10 * max(1.0, float(np.abs(values).max()))
        assert runs_of(values, noise) <= runs
    error = supremum_of(target, net, theta).error
    assert error >= certain_error(y, runs, target.jump) - 1e-12
    if target.jump:
        assert error >= 0.5


def test_certain_errors_by_hand() -> None:
    _, sine = fine_points(Target("sine", 3))
    fine = 5e-5  # the sine's tops lie between two of the fine points
    assert certain_error(sine, 1) == pytest.approx(1, abs=fine)
    assert certain_error(sine, 2) == pytest.approx(0.5, abs=fine)
    assert certain_error(sine, 3) == pytest.approx(0.5, abs=fine)
    assert certain_error(sine, 4) == pytest.approx(0, abs=1e-12)
    assert certain_error(sine, None) == 0
    _, saw = fine_points(Target("teeth", 8))
    assert certain_error(saw, 9) == pytest.approx(1)  # nine pieces for sixteen flanks
    assert certain_error(saw, 16) == pytest.approx(0, abs=1e-12)
    assert certain_error(fine_points(Target("step"))[1], None, 1.0) == 0.5


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_each_layer_folds_once_more(depth: int) -> None:
    net, target = Architecture(1, 3, depth, "relu"), Target("teeth", 2 ** (depth - 1))
    assert supremum_of(target, net, folding_weights(net)).error == 0
    with pytest.raises(ValueError, match="cannot fold"):
        folding_weights(Architecture(1, 3, depth, "tanh"))


@given(seed=st.integers(0, 10**6))
def test_two_units_enclose_nothing(seed: int) -> None:
    """Along the border of one unit the sum does not fall in one of the two directions."""
    net = Architecture(2, 2, 1, "tanh")
    luck = np.random.default_rng(seed)
    theta = luck.standard_normal(net.parameters)
    (first, _), point = layers_of(net, theta), luck.uniform(-1, 1, 2)
    along = np.array([-first.weights[0, 1], first.weights[0, 0]])
    way = np.stack([point + part * along for part in (-1e3, -5.0, 0.0, 5.0, 1e3)])
    z = outputs(net, theta, way)
    assert max(min(z[0], z[1]), min(z[3], z[4])) >= z[2] - 1e-9


# --- the proof ----------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(targets, st.integers(1, 100), st.floats(1, 200))
def test_the_sum_of_steps_stays_below_its_bound(target: Target, cells: int, steep: float) -> None:
    found, bound = staircase(target, cells, steep), error_bound(target, cells, steep)
    x = np.sort(np.concatenate([np.linspace(-1, 1, 700), found.places, found.places + 1e-9]))
    x = x[np.abs(x) <= 1]
    assert np.abs(target(x) - found(x)).max() <= bound + 1e-12


@settings(max_examples=30, deadline=None)
@given(targets, st.floats(1e-3, 2))
def test_the_modulus_of_continuity_is_one(target: Target, distance: float) -> None:
    x = np.linspace(-1, 1, 801)
    for part in (1.0, 0.5, 0.1):
        apart = np.minimum(x + part * distance, 1)
        assert np.abs(target(apart) - target(x)).max() <= target.modulus(distance) + 1e-12
    values = target(x)
    assert values.max() - values.min() <= target.oscillation + 1e-12


def test_slopes_are_the_steepest_ones() -> None:
    x = np.linspace(-1, 1, 200_001)
    for target in [Target("sine", 5), Target("chirp"), Target("bell"), Target("teeth", 3)]:
        steepest = np.abs(np.diff(target(x))).max() / (x[1] - x[0])
        assert steepest == pytest.approx(target.slope, rel=1e-3)
    drawn = Target("drawn", drawn=EXAMPLE)
    assert drawn(np.linspace(-1, 1, KNOTS)) == pytest.approx(np.array(EXAMPLE) / LEVELS)
    assert np.isnan(drawn(np.array([1.01]))).all()


# --- the plane ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pattern", PATTERN_NAMES)
def test_points_lie_where_they_should(pattern: Any) -> None:
    points = points_of(pattern, 0.0, 3)
    assert np.abs(points.x).max() <= 1
    for half in (points.learned, points.tested):
        assert half.y.sum() == len(half.y) / 2
    radius = np.hypot(*points.x.T)
    if pattern == "circle":
        assert radius[points.y == 1].max() <= 0.4
        assert radius[points.y == 0].min() >= 0.65
    elif pattern == "xor":
        assert ((points.x.prod(axis=1) > 0) == (points.y == 1)).all()
        quarters = {tuple(signs) for signs in np.sign(points.x).tolist()}
        assert len(quarters) == 4
    elif pattern == "blobs":
        assert ((points.x.sum(axis=1) > 0) == (points.y == 1)).all()
    elif pattern == "spirals":  # each arm is the other one turned by half a turn
        arms = [points.x[points.y == kind] for kind in (0, 1)]
        np.testing.assert_allclose(arms[0], -arms[1], atol=1e-12)
    moved = points_of(pattern, 0.1, 3).x - points.x
    assert 0.05 < np.abs(moved).max() <= 0.1


def test_no_straight_line_tells_a_disc_from_a_ring() -> None:
    linear = ApproximationKnobs(subject="plane", activation="linear", updates=200)
    assert result(classify_points(linear.plane_question())).learned < 0.75
    heaps = ApproximationKnobs(
        subject="plane", pattern="blobs", activation="linear", updates=200, noise=0.0
    )
    assert result(classify_points(heaps.plane_question())).learned == 1


def test_the_browsers_numbers_are_these() -> None:
    """What JavaScript is held to is what Python computes now, up to rounding."""

    def close(one: Any, other: Any) -> bool:
        if isinstance(one, dict):
            return one.keys() == other.keys() and all(close(one[k], other[k]) for k in one)
        if isinstance(one, list):
            same = len(one) == len(other)
            return same and all(close(*pair) for pair in zip(one, other, strict=True))
        if isinstance(one, float):
            return abs(one - other) <= 1e-7 * max(1.0, abs(one))
        return bool(one == other)

    assert close(json.loads(written()), json.loads(FILE.read_text("utf-8")))
