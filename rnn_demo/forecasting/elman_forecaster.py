"""An Elman net that reads a series value by value and forecasts the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.segments import Segments

Numbers = NDArray[Any]  # float64; complex where a test takes derivatives by a complex step


class ElmanParts(NamedTuple):
    """The weights by name: W (hidden, hidden), u, b, v (hidden,), c."""

    recurrent: Numbers
    inputs: Numbers
    biases: Numbers
    readout: Numbers
    constant: Numbers


@dataclass(frozen=True)
class ElmanForecaster:
    """h_t = tanh(u x_t + h_{t−1} W + b),  x̂_{t+1} = c + v · h_t,  h_{−1} = 0.

    Attributes:
        hidden: units.
    """

    hidden: int

    @property
    def size(self) -> int:
        """How many numbers are trained."""
        return self.hidden * (self.hidden + 3) + 1

    def start(self, random: np.random.Generator) -> Numbers:
        """Weights before training: W orthogonal times 0.9, a small readout."""
        n = self.hidden
        turn = np.linalg.qr(random.standard_normal((n, n)))[0]
        inputs, biases = 0.5 * random.standard_normal(n), 0.1 * random.standard_normal(n)
        readout = 0.1 * random.standard_normal(n) / np.sqrt(n)
        return np.concatenate([0.9 * turn.ravel(), inputs, biases, readout, [0.0]])

    def unpacked(self, weights: Numbers) -> ElmanParts:
        """The weights by name, as views."""
        n = self.hidden
        inputs, biases, readout = weights[n * n : n * n + 3 * n].reshape(3, n)
        return ElmanParts(weights[: n * n].reshape(n, n), inputs, biases, readout, weights[-1])

    def step(self, own: ElmanParts, x: Numbers, h: Numbers) -> Numbers:
        """h_t of x_t (…,) and h_{t−1} (…, hidden)."""
        return np.asarray(np.tanh(x[..., None] * own.inputs + h @ own.recurrent + own.biases))

    def loss(self, weights: Numbers, segments: Segments) -> tuple[Any, Numbers]:
        """Mean squared error of the counted forecasts, and its gradient through all steps.

        Args:
            weights: (size,).
            segments: each is read from h = 0.
        """
        own = self.unpacked(weights)
        inputs, targets, counted = segments
        length, count = inputs.shape
        h = np.zeros((length + 1, count, self.hidden), weights.dtype)
        for t in range(length):
            h[t + 1] = self.step(own, inputs[t], h[t])
        errors = counted * (h[1:] @ own.readout + own.constant - targets)
        by_output = 2 * errors / counted.sum()
        by_sum = by_output[..., None] * own.readout  # (time, segments, hidden)
        slopes = 1 - h[1:] ** 2
        for t in range(length - 1, -1, -1):
            if t < length - 1:
                by_sum[t] += by_sum[t + 1] @ own.recurrent.T
            by_sum[t] *= slopes[t]
        flat = by_sum.reshape(-1, self.hidden)
        gradient = [
            (h[:-1].reshape(-1, self.hidden).T @ flat).ravel(),
            inputs.ravel() @ flat,
            flat.sum(0),
            by_output.ravel() @ h[1:].reshape(-1, self.hidden),
            [by_output.sum()],
        ]
        return np.sum(errors**2) / counted.sum(), np.concatenate(gradient)

    def forecasts(self, weights: Numbers, values: Numbers, first: int, steps: int) -> Numbers:
        """From each origin the next values, with a memory of all values before it.

        Args:
            weights: (size,).
            values: the series, (time,).
            first: the first origin: the last value that is known there.
            steps: how many values ahead.

        Returns:
            (time − first, steps).
        """
        own = self.unpacked(weights)
        h, states = np.zeros(self.hidden), []
        for x in values:
            h = self.step(own, x, h)
            states.append(h)
        known = np.array(states[first:])
        found = [known @ own.readout + own.constant]
        for _ in range(steps - 1):
            known = self.step(own, found[-1], known)
            found.append(known @ own.readout + own.constant)
        return np.column_stack(found)
