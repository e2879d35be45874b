"""Units of ±1 and units of 0 and 1: the same machine with other numbers.

With σ_i = 2 s_i − 1 the energy of ±1,

    E(σ) = −Σ_i θ_i σ_i − Σ_{i<j} J_ij σ_i σ_j,

is that of 0 and 1 with w = 4 J and b_i = 2 θ_i − 2 Σ_j J_ij, plus Σ θ_i − Σ_{i<j} J_ij, which is
the same for every state and drops out of p.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.boltzmann.compute.divergence import divergence
from rnn_demo.exhibits.boltzmann.compute.machine import (
    Array,
    BoltzmannMachine,
    distribution,
    energies,
    states_of,
)
from rnn_demo.words import sentence

BOUND = 1e-12


@dataclass(frozen=True)
class SignedMachine:
    """A machine whose units are ±1.

    Attributes:
        couplings: J (units, units), symmetric, 0 on the diagonal.
        fields: θ (units,).
    """

    couplings: Array
    fields: Array


@dataclass(frozen=True)
class Affine:
    """A machine of 0 and 1 as one of ±1.

    Attributes:
        signed: the same machine with units of ±1.
        constant: the energy of ±1 less that of 0 and 1, the same for every state.
        check: whether it is the same for every state.
        kept: KL(machine ‖ the same w and b read as J and θ), in nats: what keeping the numbers
            costs.
    """

    signed: SignedMachine
    constant: float
    check: Check
    kept: float


def signed(machine: BoltzmannMachine) -> SignedMachine:
    """The machine of ±1 with the same distribution: J = w / 4, θ_i = b_i / 2 + Σ_j w_ij / 4."""
    return SignedMachine(machine.weights / 4, machine.biases / 2 + machine.weights.sum(1) / 4)


def unsigned(machine: SignedMachine) -> BoltzmannMachine:
    """The machine of 0 and 1 with the same distribution: w = 4 J, b_i = 2 θ_i − 2 Σ_j J_ij."""
    return BoltzmannMachine(
        4 * machine.couplings, 2 * machine.fields - 2 * machine.couplings.sum(1)
    )


def signed_energies(machine: SignedMachine) -> Array:
    """E of every state (2^units,), by the number of the state of 0 and 1."""
    signs = 2 * states_of(len(machine.fields)) - 1
    found: Array = -signs @ machine.fields - ((signs @ machine.couplings) * signs).sum(-1) / 2
    return found


def as_signed(machine: BoltzmannMachine, temperature: float) -> Affine:
    """A machine in units of ±1, checked on every state."""
    other, energy = signed(machine), energies(machine)
    apart = signed_energies(other) - energy
    constant = float(other.fields.sum() - np.triu(other.couplings).sum())
    size = max(1.0, float(np.abs(energy).max()))
    kept = distribution(
        signed_energies(SignedMachine(machine.weights, machine.biases)), temperature
    )
    return Affine(
        other,
        constant,
        Check(
            float(np.abs(apart - constant).max()) / size,
            BOUND,
            sentence("the energy of every state in units of 0 and 1, plus the constant"),
        ),
        divergence(distribution(energy, temperature), kept),
    )
