"""The estimate of the partition function against machines whose own can be summed."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.networks.rbm import RestrictedMachine, exact_log_partition, softplus
from rnn_demo.tasks.rbm.annealed_importance import estimate, path_of


def drawn(visible: int, hidden: int, spread: float) -> RestrictedMachine:
    random = np.random.default_rng(0)
    return RestrictedMachine(
        random.normal(0, spread, (visible, hidden)),
        random.normal(0, 1, visible) - 1,
        random.normal(0, 1, hidden),
    )


def test_twenty_hidden_units_within_a_tenth_of_a_nat() -> None:
    machine = drawn(30, 20, 0.5)
    found = estimate(machine, machine.visible_bias, path_of(600), 200, np.random.default_rng(0))
    exact = exact_log_partition(machine)
    assert abs(found.log_partition - exact) < 0.1
    assert abs(found.log_partition - exact) < 4 * found.standard_error
    assert 0.001 < found.standard_error < 0.1


def test_it_is_right_at_once_where_nothing_couples() -> None:
    machine = drawn(8, 3, 0.0)
    found = estimate(machine, machine.visible_bias, path_of(3), 5, np.random.default_rng(0))
    exact = softplus(machine.visible_bias).sum() + softplus(machine.hidden_bias).sum()
    assert found.log_partition == pytest.approx(exact, abs=1e-10)
    assert found.standard_error == pytest.approx(0, abs=1e-10)


def test_haste_spreads_the_weights() -> None:
    machine = drawn(30, 10, 1.0)
    hasty, patient = (
        estimate(machine, machine.visible_bias, path_of(n), 100, np.random.default_rng(0))
        for n in (20, 500)
    )
    assert hasty.log_weights.std() > 2 * patient.log_weights.std()
    exact = exact_log_partition(machine)
    # Its logarithm is low in the mean, as Jensen's inequality has it.
    assert hasty.log_weights.mean() < patient.log_weights.mean()
    assert abs(patient.log_partition - exact) < abs(hasty.log_partition - exact) + 0.05


def test_the_path_is_finer_towards_the_end() -> None:
    path = path_of(14_500)
    assert (path[0], path[-1], len(path)) == (0, 1, 14_501)
    assert (np.diff(path) > 0).all()
    assert (path < 0.5).sum() == 500 and (path < 0.9).sum() == 4_500
    assert path_of(1)[[0, -1]].tolist() == [0, 1]


def test_it_tells_how_far_it_is() -> None:
    told: list[int] = []
    path = path_of(29)
    estimate(drawn(4, 2, 1.0), np.zeros(4), path, 2, np.random.default_rng(0), told.append)
    assert sum(told) == len(path) - 1
