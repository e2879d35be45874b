"""Upper bounds on a product of Jacobians of an Elman network, each above the one before."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import STEEPEST, Array, Network, slope
from rnn_demo.dynamics.factors import JacobianFactors
from rnn_demo.dynamics.jacobians import Steps, in_blocks
from rnn_demo.dynamics.largest import bounds_of_singular_values, largest_singular_values
from rnn_demo.dynamics.orbits import Orbit


class Bounds(NamedTuple):
    """Logarithms of upper bounds on ‖P‖, by lag from 1, (lags,); each is above the one before.

    Attributes:
        norms: Π ‖J_i‖.
        slopes: Π σ_max(W) max φ′(a_i); None for a cell with gates.
        worst: (γ σ_max(W))^lag, γ the largest slope of φ; None for a cell with gates.
    """

    norms: Array
    slopes: Array | None
    worst: Array | None


def bounds(
    network: Network,
    orbit: Orbit,
    jacobians: Steps,
    exact: bool = True,
    parts: JacobianFactors | None = None,
) -> Bounds:
    """The bounds for the products that end at the last step.

    Equation: ‖J_T … J_{T−l+1}‖ ≤ Π ‖J_i‖ ≤ Π σ_max(W) max φ′(a_i) ≤ (γ σ_max(W))^l.

    Args:
        network: whose Jacobians they are.
        orbit: its states.
        jacobians: J_1 … J_T.
        exact: whether to find the norms; else they are bounded by a part of 1e-6 more.
        parts: the factors of an LSTM's Jacobians, if they are known.

    Source: Pascanu, Mikolov, Bengio 2013, with the largest singular value: its second version on
    arXiv states the conditions with the largest eigenvalue, which is refuted on the page.
    """
    with np.errstate(divide="ignore"):
        norms = np.cumsum(np.log(_norms(jacobians, exact, parts))[::-1])
        if network.cell != "elman":
            return Bounds(norms, None, None)
        largest = np.log(np.linalg.norm(network.weights[0], 2))
        steepest = np.log(slope(network.activation, orbit.sums[:, 0]).max(-1))
        worst = largest + np.log(STEEPEST[network.activation])
    slopes = np.cumsum((largest + steepest)[::-1])
    return Bounds(norms, slopes, worst * np.arange(1, len(norms) + 1))


def _norms(jacobians: Steps, exact: bool, parts: JacobianFactors | None) -> Array:
    if exact:
        return np.concatenate([largest_singular_values(block) for block in in_blocks(jacobians)])
    found, at = [], 0
    for block in [jacobians] if isinstance(jacobians, np.ndarray) else in_blocks(jacobians):
        own = parts.part(at, at + len(block)) if parts else None
        found.append(bounds_of_singular_values(block, own))
        at += len(block)
    return np.concatenate(found)
