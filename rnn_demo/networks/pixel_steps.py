"""The network that draws pixel by pixel, in numpy: a row or a pixel at a time, or whole pictures.

It has two LSTMs, with gates i, f, C̃, o in this order. The first reads a whole row x of pixels and
keeps a state for each column c; a column's neighbours speak in its gates:

    gates(c) = W [x_{c−k} … x_{c+k}] + U [h_{c−1}; h_c; h_{c+1}] + b_r + b_c

The second goes along a row from left to right. Before pixel (r, c) it reads the first one's state
a after the rows above and the pixel before, and the logit of ink follows from both:

    gates = V a_c + v x_{r,c−1} + Q h + d
    logit = w · max(0, A h + B a_c + g) + g₀

`rnn_demo.networks.pixel_lstm` trains the same network, `network.js` of the page The next pixel runs
it in the browser. Source of the idea: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, Pixel
recurrent neural networks (2016), whose Row LSTM reads the rows above as the first one does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Weights = Mapping[str, Array]


@dataclass(frozen=True)
class PixelState:
    """The state of one of the two LSTMs.

    Attributes:
        hidden: (batch, columns, channels) of the first one, (batch, hidden) of the second.
        cell: the same.
    """

    hidden: Array
    cell: Array


def first_state(weights: Weights, batch: int) -> PixelState:
    """The first LSTM's state before any row was read; it then reads a row of paper."""
    columns, gates = weights["row_column_bias"].shape
    nothing = np.zeros((batch, columns, gates // 4), weights["column_bias"].dtype)
    return PixelState(nothing, nothing)


def begin_row(weights: Weights, batch: int) -> PixelState:
    """The second LSTM's state at the left edge."""
    nothing = np.zeros(
        (batch, weights["column_hidden_weight"].shape[1]), weights["column_bias"].dtype
    )
    return PixelState(nothing, nothing)


def read_row(weights: Weights, state: PixelState, pixels: Array, row: int) -> PixelState:
    """The first LSTM's state after one more row of pixels.

    Args:
        weights: of the network.
        state: after the rows before.
        pixels: the row, 0 or 1 (batch, columns).
        row: the row below, for which this is the state; for row 0, paper was read.
    """
    edge = weights["row_input_weight"].shape[1] // 2
    padded = np.pad(pixels, ((0, 0), (edge, edge)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * edge + 1, axis=1)
    before = np.pad(state.hidden, ((0, 0), (1, 1), (0, 0)))
    beside = np.concatenate([before[:, :-2], before[:, 1:-1], before[:, 2:]], -1)
    gates = windows @ weights["row_input_weight"].T + beside @ weights["row_hidden_weight"].T
    place = weights["row_row_bias"][row] + weights["row_column_bias"]
    return _after(gates + place, state.cell)


def read_pixel(
    weights: Weights, state: PixelState, above: Array, before: Array
) -> tuple[Array, PixelState]:
    """The logit of a pixel (batch,), and the second LSTM's state with which the next one is read.

    Args:
        weights: of the network.
        state: the second LSTM's, from the pixel to the left or from `begin_row`.
        above: the first one's hidden state of this column (batch, channels).
        before: the pixel to the left, 0 or 1 (batch,); 0 at the left edge.
    """
    gates = above @ weights["column_above_weight"].T
    gates = gates + before[:, None] * weights["column_pixel_weight"][:, 0]
    gates = gates + weights["column_bias"]
    after = _after(gates + state.hidden @ weights["column_hidden_weight"].T, state.cell)
    return _logit(weights, after.hidden, above), after


def logits(weights: Weights, pictures: Array) -> Array:
    """Logits of ink of all pixels of known pictures, each from the pixels before it.

    Args:
        weights: of the network.
        pictures: 0 or 1 (batch, rows, columns).

    Returns:
        (batch, rows, columns).
    """
    batch, rows, columns = pictures.shape
    pictures = pictures.astype(weights["column_bias"].dtype)
    state, states = first_state(weights, batch), []
    for row in range(rows):
        known = pictures[:, row - 1] if row else np.zeros_like(pictures[:, 0])
        state = read_row(weights, state, known, row)
        states.append(state.hidden)
    above = np.stack(states, 1)  # (batch, rows, columns, channels)
    before = np.pad(pictures[:, :, :-1], ((0, 0), (0, 0), (1, 0)))
    along, found = begin_row(weights, batch * rows), np.empty_like(pictures)
    for column in range(columns):
        here = above[:, :, column].reshape(batch * rows, -1)
        gates = here @ weights["column_above_weight"].T
        gates += before[:, :, column].reshape(-1, 1) * weights["column_pixel_weight"][:, 0]
        gates += weights["column_bias"]
        along = _after(gates + along.hidden @ weights["column_hidden_weight"].T, along.cell)
        found[:, :, column] = _logit(weights, along.hidden, here).reshape(batch, rows)
    return found


def nats(pictures: Array, of_ink: Array, temperature: float = 1.0) -> Array:
    """Surprise −ln p of each pixel of pictures, given the logits of ink; the same shape."""
    signed = np.where(pictures > 0, -of_ink, of_ink) / temperature
    found: Array = np.logaddexp(0, signed)
    return found


def _after(gates: Array, cell: Array) -> PixelState:
    """The state that gates (…, 4 * units) and the cell before (…, units) give."""
    size = cell.shape[-1]
    entering, forget, output = (_sigmoid(gates[..., k * size : (k + 1) * size]) for k in (0, 1, 3))
    new = forget * cell + entering * np.tanh(gates[..., 2 * size : 3 * size])
    return PixelState(output * np.tanh(new), new)


def _logit(weights: Weights, hidden: Array, above: Array) -> Array:
    head = hidden @ weights["head_hidden_weight"].T + above @ weights["head_above_weight"].T
    felt = np.maximum(head + weights["head_bias"], 0)
    found: Array = felt @ weights["output_weight"][0] + weights["output_bias"][0]
    return found


def _sigmoid(x: Array) -> Array:
    found: Array = 0.5 * np.tanh(0.5 * x) + 0.5
    return found
