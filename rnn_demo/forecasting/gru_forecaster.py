"""A GRU that reads a series value by value and forecasts the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.segments import Segments

Numbers = NDArray[Any]  # float64; complex where a test takes derivatives by a complex step


class GruParts(NamedTuple):
    """The weights by name: those of z and r beside each other, then those of h̃ and the readout."""

    recurrent: Numbers  # (hidden, 2 hidden)
    inputs: Numbers  # (2 hidden,)
    biases: Numbers  # (2 hidden,)
    candidate_recurrent: Numbers  # (hidden, hidden)
    candidate_inputs: Numbers  # (hidden,)
    candidate_biases: Numbers  # (hidden,)
    readout: Numbers  # (hidden,)
    constant: Numbers


@dataclass(frozen=True)
class GruForecaster:
    """The slide's GRU with a linear readout.

    z, r = σ(u x_t + h_{t−1} W + b),  h̃ = tanh(u x_t + (r h_{t−1}) W + b),
    h_t = (1 − z) h_{t−1} + z h̃,  x̂_{t+1} = c + v · h_t,  h_{−1} = 0.

    Attributes:
        hidden: units.
    """

    hidden: int

    @property
    def size(self) -> int:
        """How many numbers are trained."""
        return 3 * self.hidden * (self.hidden + 2) + self.hidden + 1

    def start(self, random: np.random.Generator) -> Numbers:
        """Weights before training: gates half open, recurrent weights orthogonal."""
        n = self.hidden
        turns = [np.linalg.qr(random.standard_normal((n, n)))[0] for _ in range(3)]
        inputs = 0.5 * random.standard_normal(3 * n)
        readout = 0.1 * random.standard_normal(n) / np.sqrt(n)
        return np.concatenate(
            [
                np.hstack(turns[:2]).ravel(), inputs[: 2 * n], np.zeros(2 * n),
                turns[2].ravel(), inputs[2 * n :], np.zeros(n), readout, [0.0],
            ]
        )  # fmt: skip

    def unpacked(self, weights: Numbers) -> GruParts:
        """The weights by name, as views."""
        n = self.hidden
        sizes = (2 * n * n, 2 * n, 2 * n, n * n, n, n, n)
        parts = np.split(weights[:-1], np.cumsum(sizes)[:-1])
        u, b, own, v, c, readout = parts[1:]
        return GruParts(
            parts[0].reshape(n, 2 * n), u, b, own.reshape(n, n), v, c, readout, weights[-1]
        )

    def step(self, own: GruParts, x: Numbers, h: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """h_t of x_t (…,) and h_{t−1} (…, hidden), with both gates (…, 2 hidden) and h̃."""
        x = x[..., None]
        gates = 0.5 + 0.5 * np.tanh(0.5 * (x * own.inputs + h @ own.recurrent + own.biases))
        z, r = gates[..., : self.hidden], gates[..., self.hidden :]
        candidate = np.tanh(
            x * own.candidate_inputs + (r * h) @ own.candidate_recurrent + own.candidate_biases
        )
        return h + z * (candidate - h), gates, candidate

    def loss(self, weights: Numbers, segments: Segments) -> tuple[Any, Numbers]:
        """Mean squared error of the counted forecasts, and its gradient through all steps.

        Args:
            weights: (size,).
            segments: each is read from h = 0.
        """
        own, n = self.unpacked(weights), self.hidden
        inputs, targets, counted = segments
        length, count = inputs.shape
        h = np.zeros((length + 1, count, n), weights.dtype)
        gates = np.empty((length, count, 2 * n), weights.dtype)
        candidates = np.empty((length, count, n), weights.dtype)
        for t in range(length):
            h[t + 1], gates[t], candidates[t] = self.step(own, inputs[t], h[t])
        errors = counted * (h[1:] @ own.readout + own.constant - targets)
        by_output = 2 * errors / counted.sum()
        z, r = gates[..., :n], gates[..., n:]
        by_gates, by_candidates = np.empty_like(gates), np.empty_like(candidates)
        # What one step's h hands back does not depend on the next one's: it is found for all.
        gate_slopes, candidate_slopes = gates * (1 - gates), z * (1 - candidates**2)
        change, read = candidates - h[:-1], h[:-1] * gate_slopes[..., n:]
        by_h = np.zeros((count, n), weights.dtype)
        for t in range(length - 1, -1, -1):
            by_h = by_h + by_output[t][:, None] * own.readout
            by_candidates[t] = by_h * candidate_slopes[t]
            back = by_candidates[t] @ own.candidate_recurrent.T
            by_gates[t, :, :n] = by_h * change[t] * gate_slopes[t, :, :n]
            by_gates[t, :, n:] = back * read[t]
            by_h = by_h * (1 - z[t]) + back * r[t] + by_gates[t] @ own.recurrent.T
        before, x = h[:-1].reshape(-1, n), inputs.ravel()
        of_gates, of_candidates = by_gates.reshape(-1, 2 * n), by_candidates.reshape(-1, n)
        gradient = [
            (before.T @ of_gates).ravel(), x @ of_gates, of_gates.sum(0),
            ((r * h[:-1]).reshape(-1, n).T @ of_candidates).ravel(), x @ of_candidates,
            of_candidates.sum(0), by_output.ravel() @ h[1:].reshape(-1, n), [by_output.sum()],
        ]  # fmt: skip
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
            h = self.step(own, x, h)[0]
            states.append(h)
        known = np.array(states[first:])
        found = [known @ own.readout + own.constant]
        for _ in range(steps - 1):
            known = self.step(own, found[-1], known)[0]
            found.append(known @ own.readout + own.constant)
        return np.column_stack(found)
