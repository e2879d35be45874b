"""Backpropagation through the steps of one layer, in numpy: what serves has no torch."""

from __future__ import annotations

import numpy as np

from rnn_demo.engine.network import Array


def through_layer(
    cell: str, gates: Array, hidden: Array, memory: Array, weight: Array, d_outputs: Array
) -> Array:
    """The gradient by what a layer's gates add up, W_x x + W_h h + b, at each step.

    Args:
        cell: elman, lstm or gru.
        gates: outputs of the gates, in the order of their rows, (time, rows).
        hidden: h before the first step and after each, (time + 1, hidden).
        memory: an LSTM's C, same shape; of another cell h again, which is not looked at.
        weight: W_h, (hidden, rows).
        d_outputs: the gradient by each h other than by way of the next step, (time, hidden).

    Returns:
        (time, rows). For a GRU's candidate it is by W_x x + W_h (r h) + b.
    """
    if cell == "lstm":
        return _through_lstm(gates, memory, weight, d_outputs)
    if cell == "gru":
        return _through_gru(gates, hidden[:-1], weight, d_outputs)
    return _through_elman(gates, weight, d_outputs)


def _through_lstm(gates: Array, memory: Array, weight: Array, d_outputs: Array) -> Array:
    i, f, g, o = np.split(gates, 4, axis=1)
    squashed = np.tanh(memory[1:])
    # What each sum moves, but for the gradient by C or by h that reaches it.
    by_cell = np.concatenate(
        [g * i * (1 - i), memory[:-1] * f * (1 - f), i * (1 - g**2)], axis=1
    )  # (time, 3 * hidden)
    by_hidden = squashed * o * (1 - o)
    to_cell = o * (1 - squashed**2)
    size = by_hidden.shape[1]
    d_rows = np.empty_like(gates)
    d_hidden, d_cell = np.zeros_like(memory[0]), np.zeros_like(memory[0])
    for t in range(len(gates) - 1, -1, -1):
        d_hidden = d_hidden + d_outputs[t]
        d_cell = d_cell + d_hidden * to_cell[t]
        three = d_rows[t, : 3 * size].reshape(3, size)
        np.multiply(by_cell[t].reshape(3, size), d_cell, out=three)
        d_rows[t, 3 * size :] = d_hidden * by_hidden[t]
        d_cell = d_cell * f[t]
        d_hidden = weight @ d_rows[t]
    return d_rows


def _through_gru(gates: Array, hidden: Array, weight: Array, d_outputs: Array) -> Array:
    z, r, candidate = np.split(gates, 3, axis=1)
    size = hidden.shape[1]
    by_candidate, keep = z * (1 - candidate**2), 1 - z
    by_z, by_r = (candidate - hidden) * z * keep, hidden * r * (1 - r)
    d_rows = np.empty_like(gates)
    d_hidden = np.zeros_like(hidden[0])
    for t in range(len(gates) - 1, -1, -1):
        d_hidden = d_hidden + d_outputs[t]
        d_rows[t, 2 * size :] = d_hidden * by_candidate[t]
        d_read = weight[:, 2 * size :] @ d_rows[t, 2 * size :]  # by r h
        d_rows[t, :size] = d_hidden * by_z[t]
        d_rows[t, size : 2 * size] = d_read * by_r[t]
        d_hidden = (
            d_hidden * keep[t] + d_read * r[t] + weight[:, : 2 * size] @ d_rows[t, : 2 * size]
        )
    return d_rows


def _through_elman(outputs: Array, weight: Array, d_outputs: Array) -> Array:
    slope = 1 - outputs**2
    d_rows = np.empty_like(outputs)
    d_hidden = np.zeros_like(outputs[0])
    for t in range(len(outputs) - 1, -1, -1):
        d_rows[t] = (d_hidden + d_outputs[t]) * slope[t]
        d_hidden = weight @ d_rows[t]
    return d_rows
