"""Elman, LSTM and GRU with weights of the same kind: one curve for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from rnn_demo.dynamics.cells import Activation, Array, Cell
from rnn_demo.dynamics.checks import Check, jacobian_check
from rnn_demo.dynamics.jacobians import Jacobians
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.dynamics.products import product_norms, spread_lags
from rnn_demo.exhibits.vanishing_gradient.compute import MANY, MOST_LAGS, Simulation, finite_steps
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build

FEW_LAGS = 13  # lags of each cell's curve beside the others
BESIDE: tuple[Cell, ...] = ("elman", "lstm", "gru-slide")


@dataclass(frozen=True)
class CellNorms:
    """How much of a disturbance gets through one cell.

    Attributes:
        cell: the name of the cell.
        lags: steps back.
        log_norms: log ‖P‖ at each lag.
        check: the check of its Jacobians.
    """

    cell: Cell
    lags: Array
    log_norms: Array
    check: Check


def beside(knobs: SimulationKnobs) -> list[SimulationKnobs]:
    """Three cells with weights of the same kind and gain, on input of the same seed."""
    activation: Activation = "tanh" if knobs.cell != "elman" else knobs.activation
    return [replace(knobs, cell=cell, activation=activation) for cell in BESIDE]


def norms_from(found: Simulation, most: int) -> CellNorms:
    """The curve of a network that has been simulated, at the lags that `norms_of` would choose.

    Args:
        found: the simulation; it has no fewer lags, or a multiple of their distance.
        most: the number of lags.
    """
    wanted = np.isin(found.spectrum.lags, spread_lags(found.steps, most))
    lags, log_norms = found.spectrum.lags[wanted], found.spectrum.log_norms[wanted]
    return CellNorms(found.knobs.cell, lags, log_norms, found.checks["jacobians"])


def norms_of(knobs: SimulationKnobs, most: int | None = None) -> CellNorms:
    """One curve, and nothing else of a simulation.

    Args:
        knobs: what to simulate.
        most: the number of lags; None for as many as a whole simulation has.
    """
    built = build(knobs)
    many = built.network.state_size > MANY
    with np.errstate(all="ignore"):
        orbit = follow(*built)
        steps = finite_steps(orbit)
        orbit = orbit.first(steps)
        found = Jacobians(partial(jacobians, built.network), orbit)
        check = jacobian_check(built, orbit, found)
        lags, log_norms = product_norms(found, most or (MOST_LAGS if many else None))
    return CellNorms(knobs.cell, lags, log_norms, check)
