"""A restricted machine: free energy, chances and partition function against enumeration."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from rnn_demo.networks.rbm import (
    RestrictedMachine,
    exact_log_partition,
    gibbs_step,
    log_sum,
    sigmoid,
    softplus,
)


def drawn(visible: int, hidden: int, seed: int = 0) -> RestrictedMachine:
    random = np.random.default_rng(seed)
    return RestrictedMachine(
        random.normal(size=(visible, hidden)),
        random.normal(size=visible),
        random.normal(size=hidden),
    )


def states(units: int) -> np.ndarray:
    return np.array(list(itertools.product((0.0, 1.0), repeat=units)))


def joint_energies(machine: RestrictedMachine) -> np.ndarray:
    """E(v, h) of all pairs, (visible states, hidden states)."""
    v, h = states(len(machine.visible_bias)), states(len(machine.hidden_bias))
    return (
        -(v @ machine.visible_bias)[:, None]
        - (h @ machine.hidden_bias)[None]
        - v @ machine.weights @ h.T
    )


def test_the_free_energy_sums_the_hidden_units_out() -> None:
    machine = drawn(4, 3)
    energy = joint_energies(machine)
    np.testing.assert_allclose(
        machine.free_energy(states(4)), -np.log(np.exp(-energy).sum(1)), rtol=1e-12
    )
    assert exact_log_partition(machine) == pytest.approx(log_sum(-energy.ravel()), abs=1e-10)


def test_the_partition_function_of_more_states_than_are_taken_at_once() -> None:
    machine = drawn(3, 13)
    turned = RestrictedMachine(machine.weights.T, machine.hidden_bias, machine.visible_bias)
    assert exact_log_partition(machine) == pytest.approx(exact_log_partition(turned), abs=1e-9)
    with pytest.raises(ValueError, match="21 hidden units have"):
        exact_log_partition(drawn(1, 21))


def test_its_chances_are_those_of_enumeration() -> None:
    machine = drawn(4, 3)
    joint = np.exp(-joint_energies(machine))
    given_v = joint / joint.sum(1, keepdims=True)
    np.testing.assert_allclose(sigmoid(machine.hidden_input(states(4))), given_v @ states(3))
    given_h = joint / joint.sum(0)
    np.testing.assert_allclose(sigmoid(machine.visible_input(states(3))), given_h.T @ states(4))


def test_its_chain_comes_to_its_distribution() -> None:
    machine, random = drawn(3, 4), np.random.default_rng(1)
    visible = np.zeros((4_000, 3))
    for _ in range(40):
        visible = gibbs_step(machine, visible, random)
    counts = np.bincount((visible @ [4, 2, 1]).astype(int), minlength=8)
    exact = np.exp(-machine.free_energy(states(3)) - exact_log_partition(machine))
    # χ² of 7 degrees of freedom: 24.3 is passed once in a thousand times.
    assert ((counts - 4_000 * exact) ** 2 / (4_000 * exact)).sum() < 24.3


def test_large_numbers_do_not_overflow() -> None:
    with np.errstate(all="raise", under="ignore"):
        assert softplus(np.array([-1e4, 0.0, 1e4])).tolist() == [0, pytest.approx(np.log(2)), 1e4]
        assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0, 0.5, 1]


def test_precision_is_kept() -> None:
    narrow = drawn(4, 3).of_precision(np.float32)
    random = np.random.default_rng(0)
    assert gibbs_step(narrow, np.zeros((2, 4), np.float32), random).dtype == np.float32
    assert narrow.free_energy(np.zeros((2, 4), np.float32)).dtype == np.float32
