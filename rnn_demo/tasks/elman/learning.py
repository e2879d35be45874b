"""Adam for the small networks, one step size for each weight of each seed."""

from __future__ import annotations

import math

import numpy as np

from rnn_demo.tasks.elman.networks import SmallNets

FIRST, SECOND, TINY = 0.9, 0.99, 1e-8
CLIP = 1.0  # of each network's gradient, its norm


class Adam:
    """The optimiser with its moments, and the weights that it has come to.

    Source: Kingma and Ba 2015, Adam: a method for stochastic optimization.
    """

    def __init__(self, nets: SmallNets, rate: float) -> None:
        self.nets, self.rate = nets, rate
        self._first = [np.zeros_like(own) for own in nets.tensors]
        self._second = [np.zeros_like(own) for own in nets.tensors]
        self._count = 0

    def step(self, slopes: SmallNets, fraction: float) -> None:
        """Go one step; the rate falls as a cosine with the fraction of the training done."""
        self._count += 1
        seeds = len(slopes.b)
        norms = np.sqrt(sum((own.reshape(seeds, -1) ** 2).sum(1) for own in slopes.tensors))
        kept = np.minimum(1, CLIP / np.maximum(norms, TINY))
        rate = self.rate * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * fraction)))
        rate *= math.sqrt(1 - SECOND**self._count) / (1 - FIRST**self._count)
        moved = []
        moments = zip(self.nets.tensors, slopes.tensors, self._first, self._second, strict=True)
        for weight, slope, first, second in moments:
            own = slope * kept.reshape(-1, *[1] * (slope.ndim - 1))
            first += (1 - FIRST) * (own - first)
            second += (1 - SECOND) * (own**2 - second)
            moved.append(weight - rate * first / (np.sqrt(second) + TINY))
        self.nets = SmallNets(self.nets.feedback, *moved)
