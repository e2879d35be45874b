"""What predicts the next sample of an orbit from those before it, and runs free on its own."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Network, take_step

Numbers = NDArray[np.float64]


class Recurrent(NamedTuple):
    """A recurrent network whose readout adds an increment to the sample that it was given.

    Equation: h_t = cell(h_{t−1}, u_t),  û_{t+1} = u_t + R [1, u_t, h_t].

    Attributes:
        network: an Elman cell, a GRU of torch's, or a reservoir, which is an Elman cell too.
        input_weights: what each unit takes from u_t, (gates, n, d).
        input_bias: (gates, n).
        readout: R, (d, 1 + d + n).
    """

    network: Network
    input_weights: Numbers
    input_bias: Numbers
    readout: Numbers


class Polynomial(NamedTuple):
    """A weighted sum of products of the last samples, added to the last one.

    Equation: û_{t+1} = u_t + R p(u_t, u_{t−1}, …).  With one delay and degree 1 it is a linear
    model, with no feature persistence, with two delays a next-generation reservoir.

    Attributes:
        delays: how many samples it reads.
        factors: for each feature the places of its factors in [1, u_t, u_{t−1}, …], where the 1
            fills up, (features, degree).
        readout: R, (d, features).

    Source: Gauthier, Bollt, Griffith and Barbosa 2021, Nature Communications 12, 5564.
    """

    delays: int
    factors: NDArray[np.intp]
    readout: Numbers


Predictor = Recurrent | Polynomial


def at_rest(predictor: Predictor, like: Numbers) -> Numbers:
    """The memory before the first sample: h = 0, or that sample repeated.

    Args:
        predictor: whose memory.
        like: the first sample, (..., d).
    """
    if isinstance(predictor, Recurrent):
        return np.zeros((*like.shape[:-1], predictor.network.state_size))
    return np.concatenate([like] * max(1, predictor.delays), -1)


def features(predictor: Predictor, memory: Numbers, u: Numbers) -> tuple[Numbers, Numbers]:
    """Read a sample.

    Args:
        predictor: what reads.
        memory: from `at_rest` or the sample before.
        u: the sample, (..., d).

    Returns:
        The memory after it, and what R multiplies, (..., features).
    """
    one = np.ones((*u.shape[:-1], 1))
    if isinstance(predictor, Recurrent):
        drive = np.einsum("gnd,...d->...gn", predictor.input_weights, u) + predictor.input_bias
        h = take_step(predictor.network, drive, memory).state
        return h, np.concatenate([one, u, h], -1)
    size = u.shape[-1]
    memory = np.concatenate([u, memory[..., :-size]], -1)
    read = np.concatenate([one, memory], -1)
    product = np.prod(read[..., predictor.factors], -1)
    return memory, np.asarray(product)


def predict(predictor: Predictor, memory: Numbers, u: Numbers) -> tuple[Numbers, Numbers]:
    """Read a sample; returns the memory after it and the prediction of the next sample."""
    memory, read = features(predictor, memory, u)
    return memory, u + read @ predictor.readout.T


def listen(predictor: Predictor, heard: Numbers) -> Numbers:
    """The memory after samples that were given, (samples, ..., d)."""
    memory = at_rest(predictor, heard[0])
    for u in heard:
        memory = features(predictor, memory, u)[0]
    return memory


def run_free(predictor: Predictor, heard: Numbers, steps: int) -> Numbers:
    """Listen, then predict from its own predictions.

    Args:
        predictor: what runs.
        heard: true samples, at least two, (samples, ..., d).
        steps: how many samples to predict.

    Returns:
        The predictions of the samples that follow, (steps, ..., d); one that leaves all bounds
        stays at nan.
    """
    memory, u = listen(predictor, heard[:-1]), heard[-1]
    found = np.empty((steps, *u.shape))
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            memory, u = predict(predictor, memory, u)
            u = np.where(np.abs(u) < FAR, u, np.nan)
            found[step] = u
    return found


FAR = 1e3  # standard deviations: what is beyond has blown up
