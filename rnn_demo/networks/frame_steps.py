"""The network that foretells frames, in numpy: a frame at a time.

A frame is cut into blocks of 2 × 2 pixels, and each block is a cell of a grid. Layers of GRUs lie
above each other; each cell has a state of its own, and its gates see the 3 × 3 cells around it in
the layer below (x) and in the layer itself (h):

    z = σ(W_z ∗ x + U_z ∗ h + b_z)        how much is new
    r = σ(W_r ∗ x + U_r ∗ h + b_r)        how much of the state speaks in the candidate
    n = tanh(W_n ∗ x + b_n + r ⊙ (U_n ∗ h + c))
    h ← (1 − z) ⊙ h + z ⊙ n

The logit of each pixel of the next frame is linear in the last layer's state of its cell. After the
frames that are seen the network reads its own predictions. Outside of the frame everything is zero.

Source of the idea: X. Shi et al., Convolutional LSTM network (2015); N. Ballas et al., Delving
deeper into convolutional networks for learning video representations (2016), for the GRU.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.frames import BLOCK

Array = NDArray[np.floating[Any]]
Weights = Mapping[str, Array]
States = tuple[Array, ...]


def layers_of(weights: Weights) -> int:
    """How many layers a network has."""
    return sum(name.endswith("hidden_bias") for name in weights)


def cells(frames: Array) -> Array:
    """Frames (batch, side, side) as cells (batch, side/2, side/2, 4)."""
    batch, side, _ = frames.shape
    half = side // BLOCK
    parts = frames.reshape(batch, half, BLOCK, half, BLOCK)
    return parts.transpose(0, 1, 3, 2, 4).reshape(batch, half, half, BLOCK**2)


def pixels(blocks: Array) -> Array:
    """Cells (batch, side/2, side/2, 4) as frames (batch, side, side)."""
    batch, half, _, _ = blocks.shape
    parts = blocks.reshape(batch, half, half, BLOCK, BLOCK)
    return parts.transpose(0, 1, 3, 2, 4).reshape(batch, BLOCK * half, BLOCK * half)


def first_states(weights: Weights, batch: int, side: int) -> States:
    """The states before any frame, each (batch, side/2, side/2, channels)."""
    channels, half = len(weights["layer0_hidden_bias"]), side // BLOCK
    nothing = np.zeros((batch, half, half, channels), weights["output_bias"].dtype)
    return (nothing,) * layers_of(weights)


def read_frame(weights: Weights, states: States, frame: Array) -> tuple[Array, States]:
    """Logits of the next frame (batch, side, side), and the states after this one."""
    below, after = cells(frame.astype(weights["output_bias"].dtype)), []
    for layer, hidden in enumerate(states):
        own = {name: weights[f"layer{layer}_{name}"] for name in _OWN}
        size = hidden.shape[-1]
        heard = _around(below) @ own["input_weight"].T + own["bias"]
        said = _around(hidden) @ own["hidden_weight"].T
        update, reset = (
            _sigmoid(heard[..., k * size : (k + 1) * size] + said[..., k * size : (k + 1) * size])
            for k in (0, 1)
        )
        candidate = np.tanh(
            heard[..., 2 * size :] + reset * (said[..., 2 * size :] + own["hidden_bias"])
        )
        below = hidden + update * (candidate - hidden)
        after.append(below)
    return pixels(below @ weights["output_weight"].T + weights["output_bias"]), tuple(after)


def foretell(weights: Weights, seen: Array, foretold: int) -> Array:
    """Predictions of all frames but the first (batch, seen + foretold − 1, side, side), 0 to 1.

    Those up to the last frame seen are each made from the frames before it, the others from these
    and the predictions before.
    """
    batch, time, side, _ = seen.shape
    states = first_states(weights, batch, side)
    found: list[Array] = []
    for step in range(time + foretold - 1):
        frame = seen[:, step] if step < time else found[-1]
        logits, states = read_frame(weights, states, frame)
        found.append(_sigmoid(logits))
    return np.stack(found, 1)


_OWN = ("input_weight", "hidden_weight", "bias", "hidden_bias")


def _around(grid: Array) -> Array:
    """Each cell beside the eight around it, row by row (batch, rows, columns, 9 * channels)."""
    rows, columns = grid.shape[1:3]
    padded = np.pad(grid, ((0, 0), (1, 1), (1, 1), (0, 0)))
    return np.concatenate(
        [padded[:, i : i + rows, j : j + columns] for i in range(3) for j in range(3)], -1
    )


def _sigmoid(x: Array) -> Array:
    found: Array = 0.5 * np.tanh(0.5 * x) + 0.5
    return found
