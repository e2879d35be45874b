"""Many gains at once: how much gets through, by gain and by distance."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.jacobians import Jacobians
from rnn_demo.dynamics.lengths import length
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build


class GainMap(NamedTuple):
    """Growth over a grid.

    Attributes:
        gains: the gains of the recurrent weights, (gains,).
        log_norms: log₁₀ (‖P‖_F / √state) for each gain and lag from 1, (gains, lags); nan where
            the states overflow.
    """

    gains: Array
    log_norms: Array


def mapping(knobs: SimulationKnobs, gains: Array) -> Generator[float, None, GainMap]:
    """Follow one network for each gain, all side by side.

    They differ only in the gain: the draw of weights, the input and the start are the same. The
    Frobenius norm stands for the whole product: χ is the growth rate of ‖P‖²_F / state. Yields how
    much is done.
    """
    built = [build(replace(knobs, gain=float(gain))) for gain in gains]
    network = built[0].network._replace(
        weights=np.stack([one.network.weights for one in built]),
        recurrent_bias=np.stack([one.network.recurrent_bias for one in built]),
    )
    with np.errstate(all="ignore"):
        orbit = follow(
            network,
            np.stack([one.drive for one in built], axis=1),
            np.stack([one.start for one in built]),
        )
    steps = Jacobians(partial(jacobians, network), orbit)  # (time, gains, state, state)
    size = steps.shape[-1]
    product = np.broadcast_to(np.eye(size), steps.shape[1:])
    logs = np.zeros(len(gains))
    found = np.empty((len(gains), len(steps)))
    for lag, jacobian in enumerate(reversed(steps)):
        yield lag / len(steps)
        with np.errstate(all="ignore"):
            product = product @ jacobian
            lengths = length(product.reshape(len(gains), -1))
            alive = lengths > 0
            product = product / np.where(alive, lengths, 1.0)[:, None, None]
            logs = logs + np.log10(lengths)
            found[:, lag] = logs - 0.5 * np.log10(size)
    return GainMap(np.asarray(gains), found)
