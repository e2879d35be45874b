"""One step of each cell, written so that complex numbers may pass: over any leading axes."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]  # real or complex floating point
Cell = Literal["elman", "lstm-1997", "lstm", "gru-slide", "gru-torch"]
Activation = Literal["tanh", "logistic", "relu", "linear"]
CELLS: tuple[Cell, ...] = get_args(Cell)
ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)

GATES: dict[Cell, tuple[str, ...]] = {
    "elman": ("hidden",),
    "lstm-1997": ("input_gate", "cell_candidate", "output_gate"),
    "lstm": ("input_gate", "forget_gate", "cell_candidate", "output_gate"),
    "gru-slide": ("update_gate", "reset_gate", "candidate"),
    "gru-torch": ("update_gate", "reset_gate", "candidate"),
}


class Network(NamedTuple):
    """A recurrent network of one layer, its input left out.

    Attributes:
        cell: which.
        activation: of an Elman cell; the others have their own.
        weights: what reads h_{t-1}, (..., gates, n, n), in the order of `GATES`.
        recurrent_bias: b_hn of torch's GRU, (..., n), which its reset gate multiplies; else 0.
    """

    cell: Cell
    activation: Activation
    weights: Array
    recurrent_bias: Array

    @property
    def hidden_size(self) -> int:
        """The n of h_t."""
        return int(self.weights.shape[-1])

    @property
    def state_size(self) -> int:
        """Numbers that a step carries on: h_t, and c_t beside it in an LSTM."""
        return self.hidden_size * (2 if self.cell.startswith("lstm") else 1)


class Step(NamedTuple):
    """What a step came to.

    Attributes:
        state: h_t, or h_t and c_t one after the other, (..., state).
        gates: the layers' outputs in the order of `GATES`, (..., gates, n); an Elman cell's one
            "gate" is its pre-activation a_t.
        recurrent: W_hn h_{t-1} + b_hn of torch's GRU, (..., n); else zeros.
    """

    state: Array
    gates: Array
    recurrent: Array


def take_step(network: Network, drive: Array, state: Array) -> Step:
    """Take one step.

    Equations, with u_t the drive (what input and bias add to each layer)::

        elman      h = φ(W h + u)
        lstm       i, f, o = σ(W h + u);  g = tanh(W h + u);  c = f c + i g;  h = o tanh(c)
        lstm-1997  the same with f = 1
        gru-slide  z, r = σ(W h + u);  h̃ = tanh(W (r h) + u);  h = (1 − z) h + z h̃
        gru-torch  z, r = σ(W h + u);  n = tanh(u + r (W h + b));  h = (1 − z) n + z h

    Args:
        network: whose step.
        drive: u_t, (..., gates, n).
        state: (..., state) as in `Step`.

    Source: slides "RNN с задержкой на скрытом слое", "Long Short Term Memory" 1-5, "GRU";
    torch.nn.GRU. The LSTM of 1997 had no forget gate (Hochreiter and Schmidhuber 1997).
    """
    weights, n = network.weights, network.hidden_size
    h = state[..., :n]
    none = np.zeros_like(h)
    if network.cell == "elman":
        a = _times(weights, h) + drive
        return Step(activate(network.activation, a[..., 0, :]), a, none)
    if network.cell == "gru-slide":
        z, r = np.moveaxis(sigmoid(_times(weights[..., :2, :, :], h) + drive[..., :2, :]), -2, 0)
        candidate = np.tanh(_times(weights[..., 2:, :, :], r * h)[..., 0, :] + drive[..., 2, :])
        return Step((1 - z) * h + z * candidate, np.stack([z, r, candidate], -2), none)
    if network.cell == "gru-torch":
        z, r = np.moveaxis(sigmoid(_times(weights[..., :2, :, :], h) + drive[..., :2, :]), -2, 0)
        recurrent = _times(weights[..., 2:, :, :], h)[..., 0, :] + network.recurrent_bias
        candidate = np.tanh(drive[..., 2, :] + r * recurrent)
        return Step((1 - z) * candidate + z * h, np.stack([z, r, candidate], -2), recurrent)
    a = _times(weights, h) + drive
    candidate_place = GATES[network.cell].index("cell_candidate")
    gates = sigmoid(a)
    gates[..., candidate_place, :] = np.tanh(a[..., candidate_place, :])
    if network.cell == "lstm-1997":
        (i, g, o), f = np.moveaxis(gates, -2, 0), 1.0
    else:
        i, f, g, o = np.moveaxis(gates, -2, 0)
    c = f * state[..., n:] + i * g
    return Step(np.concatenate([o * np.tanh(c), c], -1), gates, none)


def activate(activation: Activation, a: Array) -> Array:
    """φ(a)."""
    if activation == "tanh":
        return np.tanh(a)
    if activation == "logistic":
        return sigmoid(a)
    if activation == "relu":
        return np.where(a.real > 0, a, 0)
    return a


def slope(activation: Activation, a: Array) -> Array:
    """φ′(a); 0 for ReLU at 0."""
    if activation == "tanh":
        return 1 - np.tanh(a) ** 2
    if activation == "logistic":
        s = sigmoid(a)
        return np.asarray(s * (1 - s))
    if activation == "relu":
        return np.where(a.real > 0, 1.0, 0.0).astype(a.dtype)
    return np.ones_like(a)


STEEPEST: dict[Activation, float] = {"tanh": 1.0, "logistic": 0.25, "relu": 1.0, "linear": 1.0}


def sigmoid(a: Array) -> Array:
    """1 / (1 + e^−a), by way of tanh: nothing overflows."""
    return 0.5 * (1 + np.tanh(0.5 * a))


def _times(weights: Array, h: Array) -> Array:
    """W h for each gate, (..., gates, n)."""
    return (weights @ h[..., None, :, None])[..., 0]
