"""A feedforward net that forecasts from a window of the last values, and sees nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]  # float64; complex where a test takes derivatives by a complex step


class WindowParts(NamedTuple):
    """The weights by name: W (window, hidden), b (hidden,), v (hidden,), c."""

    inputs: Numbers
    biases: Numbers
    readout: Numbers
    constant: Numbers


@dataclass(frozen=True)
class WindowNetwork:
    """x̂_{t+1} = c + v · tanh(x_{t−w+1…t} W + b).

    Attributes:
        window: w, how many values it sees.
        hidden: its hidden units.
    """

    window: int
    hidden: int

    @property
    def size(self) -> int:
        """How many numbers are trained."""
        return self.hidden * (self.window + 2) + 1

    def start(self, random: np.random.Generator) -> Numbers:
        """Weights before training: sums of variance near 1 for standardised values, and no say."""
        inputs = random.standard_normal((self.window, self.hidden)) / np.sqrt(self.window)
        biases = 0.5 * random.standard_normal(self.hidden)
        readout = 0.1 * random.standard_normal(self.hidden) / np.sqrt(self.hidden)
        return np.concatenate([inputs.ravel(), biases, readout, [0.0]])

    def unpacked(self, weights: Numbers) -> WindowParts:
        """The weights by name, as views."""
        w, n = self.window, self.hidden
        return WindowParts(
            weights[: w * n].reshape(w, n),
            weights[w * n : w * n + n],
            weights[w * n + n : w * n + 2 * n],
            weights[-1],
        )

    def following(self, weights: Numbers, windows: Numbers) -> Numbers:
        """The next value after each window, (rows, window) → (rows,)."""
        own = self.unpacked(weights)
        return np.asarray(np.tanh(windows @ own.inputs + own.biases) @ own.readout + own.constant)

    def loss(self, weights: Numbers, windows: Numbers, targets: Numbers) -> tuple[Any, Numbers]:
        """Mean squared error of the next value, and its gradient.

        Args:
            weights: (size,).
            windows: oldest value first, (rows, window).
            targets: the value after each, (rows,).
        """
        own = self.unpacked(weights)
        h = np.tanh(windows @ own.inputs + own.biases)  # (rows, hidden)
        errors = h @ own.readout + own.constant - targets
        by_output = 2 * errors / len(errors)
        by_sum = by_output[:, None] * own.readout * (1 - h**2)
        gradient = [
            (windows.T @ by_sum).ravel(), by_sum.sum(0), by_output @ h, [by_output.sum()],
        ]  # fmt: skip
        return np.mean(errors**2), np.concatenate(gradient)

    def forecasts(self, weights: Numbers, values: Numbers, first: int, steps: int) -> Numbers:
        """From each origin the next values, each from known and forecast ones.

        Args:
            weights: (size,).
            values: the series, (time,).
            first: the first origin: the last value that is known there.
            steps: how many values ahead.

        Returns:
            (time − first, steps).
        """
        before = np.concatenate([np.zeros(self.window), values])  # 0 is the mean
        every = np.lib.stride_tricks.sliding_window_view(before, self.window)[first + 1 :]
        known = np.array(every[: len(values) - first])
        found = []
        for _ in range(steps):
            found.append(self.following(weights, known))
            known = np.column_stack([known[:, 1:], found[-1]])
        return np.column_stack(found)
