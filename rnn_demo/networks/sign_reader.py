"""A GRU that reads a clip frame by frame and names the sign after each, in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class SignReader:
    """The lecture's GRU and a linear layer after it.

    Attributes:
        input_weight: rows of the gates z, r and of the candidate, (3 hidden, features).
        hidden_weight: (3 hidden, hidden).
        bias: (3 hidden,).
        output_weight: (words, hidden).
        output_bias: (words,).
    """

    input_weight: Array
    hidden_weight: Array
    bias: Array
    output_weight: Array
    output_bias: Array

    @property
    def hidden_size(self) -> int:
        """Units."""
        return int(self.hidden_weight.shape[1])


def frame_step(reader: SignReader, frame: Array, hidden: Array) -> Array:
    """The state after a frame.

    Equations::

        z = σ(W_z x + U_z h + b_z)          r = σ(W_r x + U_r h + b_r)
        h̃ = tanh(W x + U (r ⊙ h) + b)       h ← (1 − z) ⊙ h + z ⊙ h̃

    Args:
        reader: the network.
        frame: x, (features,) or (clips, features).
        hidden: h, (hidden,) or (clips, hidden).
    """
    size = reader.hidden_size
    driven = frame @ reader.input_weight.T + reader.bias
    gates = _sigmoid(driven[..., : 2 * size] + hidden @ reader.hidden_weight[: 2 * size].T)
    update, reset = gates[..., :size], gates[..., size:]
    candidate = np.tanh(
        driven[..., 2 * size :] + (reset * hidden) @ reader.hidden_weight[2 * size :].T
    )
    return hidden + update * (candidate - hidden)


def logits_of(reader: SignReader, frames: Array, hidden: Array | None = None) -> Array:
    """Logits of the words after each frame.

    A frame's numbers are computed from it and from the state before it, in the same products
    whatever comes later: with other frames behind it they are the same to the last bit.

    Args:
        reader: the network.
        frames: (time, features) or (clips, time, features).
        hidden: the state before the first frame; zeros if None.

    Returns:
        (time, words) or (clips, time, words).
    """
    if hidden is None:
        hidden = np.zeros((*frames.shape[:-2], reader.hidden_size), frames.dtype)
    found = []
    for time in range(frames.shape[-2]):
        hidden = frame_step(reader, frames[..., time, :], hidden)
        found.append(hidden @ reader.output_weight.T + reader.output_bias)
    return np.stack(found, axis=-2)


def probabilities(logits: Array, temperature: float = 1.0) -> Array:
    """Softmax over the last axis of logits / T."""
    warm = logits / temperature
    weights = np.exp(warm - warm.max(-1, keepdims=True))
    found: Array = weights / weights.sum(-1, keepdims=True)
    return found


def _sigmoid(x: Array) -> Array:
    found: Array = 0.5 * (1 + np.tanh(0.5 * x))
    return found
