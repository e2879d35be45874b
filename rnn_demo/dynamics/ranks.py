"""The exact rank of a matrix of floats: whether a direction dies or only nearly does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array, Network, gate_slopes
from rnn_demo.dynamics.orbits import Orbit

PRIME = 2**31 - 1
DIGITS = 53  # of a float64's significand, in base 2


def exact_rank(matrix: Array) -> int:
    """The rank, without any rounding: every float64 is a whole number times a power of two.

    Equation: by elimination modulo p = 2³¹ − 1. The rank modulo p is no larger than the rank, and
    smaller only if p divides every minor of that size: for numbers that do not know p, with a
    probability below rows / p.

    Args:
        matrix: finite numbers, (rows, columns).
    """
    rest = _modulo(np.asarray(matrix, np.float64))
    rank = 0
    for column in range(rest.shape[1]):
        filled = np.flatnonzero(rest[rank:, column])
        if not len(filled):
            continue
        rest[[rank, rank + filled[0]]] = rest[[rank + filled[0], rank]]
        pivot = rest[rank] * pow(int(rest[rank, column]), -1, PRIME) % PRIME
        rest[rank + 1 :] -= rest[rank + 1 :, column, None] * pivot % PRIME
        rest[rank + 1 :] %= PRIME
        rank += 1
        if rank == len(rest):
            break
    return rank


def dying_at_first(network: Network, orbit: Orbit, first: Array) -> int:
    """How many directions the first step makes 0: state size − rank J_1.

    J_1 of an Elman cell is D(φ′) W; that of an LSTM, divided by an invertible matrix, is
    [[D(tanh(c) o′) W_o, 0], [A, D(f)]]. Such a product in float64 would hide what W alone shows.

    Args:
        network: whose Jacobian.
        orbit: its states.
        first: J_1, (state, state).
    """
    n = network.hidden_size
    slopes = gate_slopes(network, orbit.sums[:1])[0, -1]
    if network.cell == "elman":
        return n - exact_rank(network.weights[0][slopes != 0])
    if network.cell.startswith("lstm"):
        f = orbit.gates[0, 1] if network.cell == "lstm" else np.ones(n)
        if (f > 0).all():
            return n - exact_rank(network.weights[-1][(slopes != 0) & (orbit.states[1, n:] != 0)])
    return len(first) - exact_rank(first)


def _modulo(matrix: Array) -> NDArray[np.int64]:
    fractions, powers = np.frexp(matrix)
    whole = np.ldexp(fractions, DIGITS).astype(np.int64) % PRIME
    # 2³¹ is 1 modulo p.
    shifts = np.int64(1) << ((powers.astype(np.int64) - DIGITS) % 31)
    return np.asarray(whole * shifts % PRIME)
