"""The network that hears digits, in numpy: convolutions, GRUs in both directions, a softmax.

    f = relu(F_1 ∗ X + c_1)          5 × 5 frames and bands, every third frame, every second band
    g = relu(F_2 ∗ f + c_2)          3 × 3, every step, every second band of f
    h→_t = GRU(g_t, h→_{t−1}),  h←_t = GRU(g_t, h←_{t+1})      and the next layer over both
    logits_t = V [h→_t; h←_t] + b    one for each word, the last one for the blank

The GRU is the lecture's, see `rnn_demo.networks.sign_reader`. Each answer depends on the whole
recording, because one direction reads it from its end.

Source of the idea: A. Graves, S. Fernández, F. Gomez and J. Schmidhuber, Connectionist temporal
classification (2006), with LSTMs where GRUs are here; J. Cho et al. (2014) for the GRU.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.speech import KERNELS, STRIDE
from rnn_demo.networks.sign_reader import SignReader, frame_step

Array = NDArray[np.floating[Any]]
Weights = Mapping[str, Array]


def logits_of(weights: Weights, frames: Array) -> Array:
    """Logits of every word and of the blank at every step (steps, words + 1).

    Args:
        weights: of one network, `rnn_demo.configuration.speech.network_shapes`.
        frames: X of one recording (frames, bands).
    """
    channels = frames[:, :, None]
    for layer, stride in enumerate(((STRIDE, 2), (1, 2))):
        name = f"filter{layer}"
        channels = _convolved(channels, weights[f"{name}_weight"], KERNELS[layer], stride)
        channels = np.maximum(channels + weights[f"{name}_bias"], 0)
    below = channels.transpose(0, 2, 1).reshape(len(channels), -1)
    layer = 0
    while f"layer{layer}_forward_bias" in weights:
        forward = _read(weights, f"layer{layer}_forward", below)
        backward = _read(weights, f"layer{layer}_backward", below[::-1])[::-1]
        below, layer = np.concatenate([forward, backward], 1), layer + 1
    found: Array = below @ weights["output_weight"].T + weights["output_bias"]
    return found


def log_chances(logits: Array) -> Array:
    """Logarithms of the softmax over the last axis, float64."""
    wide = logits.astype(np.float64)
    top = wide.max(-1, keepdims=True)
    found: Array = wide - top - np.log(np.exp(wide - top).sum(-1, keepdims=True))
    return found


def _convolved(grid: Array, weight: Array, width: int, stride: tuple[int, int]) -> Array:
    """A grid (rows, columns, channels) under filters (out, channels * width²); zeros around it."""
    half = width // 2
    padded = np.pad(grid, ((half, half), (half, half), (0, 0)))
    cut = np.lib.stride_tricks.sliding_window_view(padded, (width, width), axis=(0, 1))
    cut = cut[:: stride[0], :: stride[1]]
    found: Array = cut.reshape(*cut.shape[:2], -1) @ weight.T
    return found


def _read(weights: Weights, name: str, inputs: Array) -> Array:
    """All states of a GRU from a state of zeros (steps, hidden)."""
    gru = SignReader(
        weights[f"{name}_input_weight"],
        weights[f"{name}_hidden_weight"],
        weights[f"{name}_bias"],
        inputs[:0],
        inputs[:0],
    )
    hidden = np.zeros(gru.hidden_size, inputs.dtype)
    states = np.empty((len(inputs), gru.hidden_size), inputs.dtype)
    for step, row in enumerate(inputs):
        states[step] = hidden = frame_step(gru, row, hidden)
    return states
