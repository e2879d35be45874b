"""Predictors held to torch, to formulas by hand and to maps that are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from rnn_demo.tasks.learned_dynamics.measures import cycle, errors, exponent, maxima, valid_steps
from rnn_demo.tasks.learned_dynamics.predictors import Polynomial, listen, predict, run_free
from rnn_demo.tasks.learned_dynamics.record import ring_of
from rnn_demo.tasks.learned_dynamics.rivals import (
    ReadoutFit,
    best_fit,
    persistence,
    polynomial,
    reservoir,
)
from rnn_demo.tasks.learned_dynamics.training import (
    CellName,
    Curriculum,
    IncrementNetwork,
    as_numbers,
    train,
)
from rnn_demo.tasks.learned_dynamics.variable_projection import train_with_solved_readout

RANDOM = np.random.default_rng(0)
SHORT = Curriculum(hidden_size=7, updates=8, batch_size=4, seed=3)


def logistic() -> Polynomial:
    """The map u → 4 u (1 − u)."""
    own = polynomial(1, 1, 2)  # 1, u, u²
    return own._replace(readout=np.array([[0.0, 3.0, -4.0]]))


@pytest.mark.parametrize("cell", ["elman", "gru"])
def test_a_network_predicts_what_torch_does(cell: CellName) -> None:
    torch.manual_seed(1)
    network = IncrementNetwork(cell, 6, np.array([0.3, 0.5])).double()
    torch.nn.init.normal_(network.cell.bias_hh)  # which training begins at 0
    own = as_numbers(network, cell)
    u = torch.randn(4, 3, 2, dtype=torch.float64)
    h = torch.zeros(3, 6, dtype=torch.float64)
    memory = np.zeros((3, 6))
    for row in u:
        told, h = network(row, h)
        memory, found = predict(own, memory, row.numpy())
        np.testing.assert_allclose(found, told.detach().numpy(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(listen(own, u.numpy()), h.detach().numpy(), rtol=0, atol=1e-12)


def test_a_polynomial_multiplies_by_hand() -> None:
    own = polynomial(1, 2, 2)  # of 1, u_t, u_{t−1}
    readout = np.arange(1.0, 7)[None]  # 1, u, v, u², uv, v²
    u, v = 0.5, -2.0
    expected = u + 1 + 2 * u + 3 * v + 4 * u * u + 5 * u * v + 6 * v * v
    found = run_free(own._replace(readout=readout), np.array([[[v]], [[u]]]), 1)
    assert found[0, 0, 0] == pytest.approx(expected)


def test_persistence_stays() -> None:
    heard = RANDOM.standard_normal((3, 2, 2))
    assert (run_free(persistence(2), heard, 5) == heard[-1]).all()


def test_what_blows_up_stays_away() -> None:
    doubling = polynomial(1, 1, 1)._replace(readout=np.array([[0.0, 9.0]]))
    free = run_free(doubling, np.ones((2, 1, 1)), 8)
    assert np.isnan(free[-1]).all()
    error = errors(free, np.ones_like(free))
    assert np.isinf(error[-1]).all()
    assert valid_steps(error).tolist() == [0]


def test_a_readout_is_solved_for() -> None:
    """Two delays and products up to two hold x_{t+1} = x_t + 0.1 − 0.2 x_t x_{t−1} exactly."""
    x = [RANDOM.uniform(0.3, 0.9, (5, 1)), RANDOM.uniform(0.3, 0.9, (5, 1))]
    for _ in range(60):
        x.append(x[-1] + 0.1 - 0.2 * x[-1] * x[-2])
    fitted = ReadoutFit(polynomial(1, 2, 2), np.stack(x)).solved(1e-14)
    assert np.abs(run_free(fitted, np.stack(x[:10]), 40) - np.stack(x[10:50])).max() < 1e-5
    ridge = best_fit([polynomial(1, 2, 2)], np.stack(x), lambda own: -abs(own.readout).max())
    assert abs(ridge.readout).max() < abs(fitted.readout).max()


def test_a_reservoir_is_a_ring() -> None:
    own = reservoir(3, 20, 0.3, 1.0, np.random.default_rng(0))
    weights = own.network.weights
    assert ring_of(own.network) == 0.3
    assert max(abs(np.linalg.eigvals(weights[0]))) == pytest.approx(0.3)
    assert ring_of(own.network._replace(weights=RANDOM.standard_normal((1, 4, 4)))) == 0.0


def test_the_exponent_of_the_logistic_map_is_ln_2() -> None:
    heard = RANDOM.uniform(0.1, 0.9, (2, 50, 1))
    assert exponent(logistic(), heard, 400, 1.0) == pytest.approx(np.log(2), abs=0.02)
    assert exponent(logistic(), heard, 400, 0.5) == pytest.approx(2 * np.log(2), abs=0.04)


def test_valid_steps_end_with_the_first_error() -> None:
    error = np.array([[0.1, 0.5], [0.41, 0.1], [0.1, 0.1]])
    assert valid_steps(error).tolist() == [1, 0]
    assert valid_steps(error[:1] / 10).tolist() == [1, 1]


def test_maxima_and_cycle_of_a_sine() -> None:
    t = np.arange(0, 40, 0.1)
    wave = 1.5 * np.sin(t + 0.3)
    assert maxima(wave) == pytest.approx(1.5, abs=1e-5)
    found = cycle(wave, 0.1)
    assert found is not None
    assert found == pytest.approx((1.5, 2 * np.pi), abs=1e-4)
    assert cycle(np.exp(-t), 0.1) is None


def test_how_long_a_network_runs_free_in_the_loss() -> None:
    course = Curriculum(updates=100, taught=0.4, free=(1, 25, 50))
    assert [course.free_steps(update) for update in (0, 39, 40, 59, 60, 80, 99)] == [
        0, 0, 1, 1, 25, 50, 50,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["elman", "gru"])
def test_training_for_a_solved_readout_improves_it(cell: CellName) -> None:
    t = np.arange(90) * 0.2
    orbits = np.stack([np.sin(t + phase) ** 3 for phase in range(6)], -1)[..., None]
    losses: list[float] = []
    course = Curriculum(hidden_size=7, updates=12, batch_size=16, taught=0.8, free=(1, 25), seed=3)
    drawn = train(cell, orbits, replace(course, updates=0))
    own = train_with_solved_readout(cell, orbits, course, lambda update, e: losses.append(e))
    assert own.readout == pytest.approx(drawn.readout)  # which is yet to be solved for
    assert not np.array_equal(own.network.weights, drawn.network.weights)
    wrong = [
        np.square(run_free(ReadoutFit(it, orbits).solved(1e-9), orbits[:20], 1)[0] - orbits[20])
        for it in (drawn, own)
    ]
    assert wrong[1].mean() < wrong[0].mean()
    assert losses[8] < losses[0]  # the last ones are of free steps


@pytest.mark.parametrize("cell", ["elman", "gru"])
def test_training_is_repeated_exactly_and_learns(cell: CellName) -> None:
    t = np.arange(80) * 0.2
    orbits = np.stack([np.sin(t + phase) for phase in range(6)], -1)[..., None] * 1.4
    losses: list[float] = []
    one = train(cell, orbits, SHORT, lambda update, loss: losses.append(loss))
    other = train(cell, orbits, SHORT)
    assert (one.readout == other.readout).all()
    assert len(losses) == SHORT.updates
    assert losses[3] < losses[0]  # the last of those that are taught
