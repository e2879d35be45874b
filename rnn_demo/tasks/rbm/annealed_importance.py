"""The partition function by annealed importance sampling, with its standard error.

Chains begin with samples of a machine whose partition function is known, of independent pixels,
and follow a path of machines to the one that is asked for. On the way each gathers a weight whose
mean is the ratio of the partition functions:

    p*_β(v) = e^{(1−β) a·v + β b·v} Π_j (1 + e^{β (c_j + (v W)_j)}),   β = 0 … 1
    w = Π_k p*_{β_k}(v_{k−1}) / p*_{β_{k−1}}(v_{k−1}),   ⟨w⟩ = Z_1 / Z_0

The estimate of Z is right in the mean; its logarithm is low in the mean, so that a likelihood
comes out high rather than low if the chains are too few or too hasty.

Source: R. Neal, Annealed importance sampling (2001); R. Salakhutdinov and I. Murray, On the
quantitative analysis of deep belief networks (2008).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.networks.rbm import RestrictedMachine, drawn, log_sum, sigmoid, softplus

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Estimate:
    """An estimate of ln Z.

    Attributes:
        log_partition: nats.
        standard_error: of it, nats, from the spread of the chains' weights.
        log_weights: ln w of each chain (chains,).
    """

    log_partition: float
    standard_error: float
    log_weights: Array


def path_of(temperatures: int) -> Array:
    """β from 0 to 1, closer together towards the end, in the proportions of Salakhutdinov & Murray.

    They took 500 steps to 0.5, 4,000 to 0.9 and 10,000 to 1.
    """
    parts = [(0.0, 0.5, 500), (0.5, 0.9, 4_000), (0.9, 1.0, 10_000)]
    steps = [max(1, round(temperatures * count / 14_500)) for *_, count in parts]
    pieces = [
        np.linspace(low, high, count, endpoint=False)
        for (low, high, _), count in zip(parts, steps, strict=True)
    ]
    return np.append(np.concatenate(pieces), 1.0)


def estimate(
    machine: RestrictedMachine,
    base_bias: Array,
    path: Array,
    chains: int,
    random: np.random.Generator,
    report: Callable[[int], None] = lambda done: None,
) -> Estimate:
    """The value of ln Z of a machine, estimated.

    Args:
        machine: in float64, so that rounding does not toss a coin the other way elsewhere.
        base_bias: a, the biases of the independent pixels to begin with (visible,).
        path: β, rising from 0 to 1.
        chains: how many.
        random: their luck.
        report: hears how many more steps of the path were gone.
    """
    visible = drawn(sigmoid(np.broadcast_to(base_bias, (chains, len(base_bias)))), random)
    log_weights = np.zeros(chains)
    for before, now in pairwise(path):
        inputs = machine.hidden_input(visible)
        tilt = visible @ (machine.visible_bias - base_bias)
        rise = softplus(now * inputs).sum(-1) - softplus(before * inputs).sum(-1)
        log_weights += (now - before) * tilt + rise
        hidden = drawn(sigmoid(now * inputs), random)
        told = (1 - now) * base_bias + now * machine.visible_input(hidden)
        visible = drawn(sigmoid(told), random)
        report(1)
    known = float(softplus(base_bias).sum() + len(machine.hidden_bias) * np.log(2))
    weights = np.exp(log_weights - log_weights.max())
    error = float(weights.std(ddof=1) / np.sqrt(chains) / weights.mean()) if chains > 1 else np.inf
    return Estimate(known + log_sum(log_weights) - float(np.log(chains)), error, log_weights)
