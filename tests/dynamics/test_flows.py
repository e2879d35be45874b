"""The flows and their solver, held to closed forms and published numbers."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.dynamics.dormand_prince import STAGES, solve
from rnn_demo.dynamics.flows import FLOWS, flow_of, lorenz, predator_prey, rossler, van_der_pol
from rnn_demo.exhibits.learned_dynamics.notes import AMPLITUDE, PERIOD
from rnn_demo.tasks.learned_dynamics.measures import cycle


def test_a_rotation_is_solved_to_its_tolerance() -> None:
    found = solve(
        lambda x: np.stack([x[..., 1], -x[..., 0]], -1), np.array([1.0, 0.0]), 0.5, 40, 1e-11
    )
    t = 0.5 * np.arange(41)
    np.testing.assert_allclose(found, np.stack([np.cos(t), -np.sin(t)], -1), rtol=0, atol=1e-9)


def test_its_error_falls_with_the_tolerance() -> None:
    apart = []
    for tolerance in (1e-6, 1e-8, 1e-10):
        found = solve(lambda x: -x * x, np.array([1.0]), 1.0, 4, tolerance)  # x = 1 / (1 + t)
        apart.append(abs(found[-1, 0] - 0.2))
    assert apart[0] > 3 * apart[1] > 9 * apart[2]
    assert apart[2] < 1e-10


def test_each_stage_stands_at_its_own_time() -> None:
    times = [1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1]
    assert [sum(row) for row in STAGES] == pytest.approx(times)


def test_van_der_pol_has_the_known_cycle() -> None:
    """Amplitude 2.009 and period 6.663 are in every textbook; a finer solver has more digits."""
    orbit = solve(van_der_pol, np.array([2.0, 0.0]), 0.025, 2_000, 1e-9)
    found = cycle(orbit[:, 0], 0.025)
    assert found == pytest.approx((2.009, 6.663), abs=5e-4)
    assert found == pytest.approx((AMPLITUDE, PERIOD), abs=5e-5)  # as the page says


def test_predator_and_prey_conserve_their_integral() -> None:
    orbit = solve(predator_prey, np.array([0.6, 0.6]), 0.1, 300, 1e-10)
    kept = (orbit - np.log(orbit)).sum(-1)
    np.testing.assert_allclose(kept, kept[0], rtol=0, atol=1e-8)


@pytest.mark.parametrize(("field", "size"), [(lorenz, 3), (rossler, 3), (van_der_pol, 2)])
def test_a_field_takes_many_points_at_once(field: object, size: int) -> None:
    assert callable(field)
    points = np.random.default_rng(0).standard_normal((4, 5, size))
    assert field(points)[2, 3] == pytest.approx(field(points[2, 3]))


def test_where_the_lorenz_system_rests() -> None:
    at = np.sqrt(72)
    rests = np.array([[0, 0, 0], [at, at, 27], [-at, -at, 27]])
    np.testing.assert_allclose(lorenz(rests), 0, atol=1e-12)


def test_the_lorenz_exponent_is_the_one_that_is_stated() -> None:
    """The growth of small distances over 24 orbits; Sprott 2003 has 0.9056."""
    flow, random = flow_of("lorenz"), np.random.default_rng(1)
    x = solve(flow.field, random.uniform(flow.low, flow.high, (24, 3)), 0.2, 50, 1e-6)[-1]
    y, logs = x + 1e-6 * random.standard_normal(x.shape), []
    for _ in range(200):
        both = solve(flow.field, np.stack([x, y]), 0.1, 1, 1e-9)[-1]
        before = np.linalg.norm(y - x, axis=-1)
        x, apart = both[0], both[1] - both[0]
        length = np.linalg.norm(apart, axis=-1)
        logs.append(np.log(length / before).mean())
        y = x + 1e-6 * apart / length[:, None]
    assert np.mean(logs[20:]) / 0.1 == pytest.approx(flow.exponent, abs=0.05)


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_is_described_whole(name: str) -> None:
    flow = flow_of(name)  # type: ignore[arg-type]
    sizes = {len(flow.variables), len(flow.low), len(flow.high)}
    assert len(sizes) == 1
    assert all(low < high for low, high in zip(flow.low, flow.high, strict=True))
    assert flow.chaotic == (name in ("lorenz", "rossler"))
    assert flow.unit * max(flow.exponent, 0) in (0, pytest.approx(1))
