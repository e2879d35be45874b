"""One step of each cell, over any leading axes, for complex numbers too."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from rnn_demo.gates import GATES

Array = NDArray[Any]  # real or complex floating point
Cell = Literal["elman", "lstm-1997", "lstm", "gru-slide", "gru-torch"]
Activation = Literal["tanh", "logistic", "relu", "linear"]
CELLS: tuple[Cell, ...] = get_args(Cell)
ACTIVATIONS: tuple[Activation, ...] = get_args(Activation)


class Network(NamedTuple):
    """A recurrent network of one layer, its input left out.

    Attributes:
        cell: which.
        activation: of an Elman cell; the others have their own.
        weights: of h_{t-1}, (..., gates, n, n), in the order of `GATES`.
        recurrent_bias: b_hn of torch's GRU, (..., n), which its reset gate multiplies; else 0.

    Example:
        >>> network = Network("elman", "tanh", 0.5 * np.eye(2)[None], np.zeros(2))
        >>> take_step(network, np.zeros((1, 2)), np.array([0.0, 1.0])).state.round(3).tolist()
        [0.0, 0.462]
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
        """Numbers in the state: those of h_t, and of c_t in an LSTM."""
        return self.hidden_size * (2 if self.cell.startswith("lstm") else 1)


class Step(NamedTuple):
    """The result of a step.

    Attributes:
        state: h_t, or h_t and c_t one after the other, (..., state).
        sums: the pre-activations of σ, tanh or φ, in the order of `GATES`,
            (..., gates, n).
        gates: the layers' outputs, (..., gates, n).
        recurrent: W_hn h_{t-1} + b_hn of torch's GRU, (..., n); else zeros.
    """

    state: Array
    sums: Array
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
    none = np.zeros(h.shape, h.dtype)
    if network.cell == "elman":
        a = _times(weights, h) + drive
        gates = activate(network.activation, a)
        return Step(gates[..., 0, :], a, gates, none)
    if network.cell.startswith("gru"):
        a = _times(weights[..., :2, :, :], h) + drive[..., :2, :]
        z, r = np.moveaxis(sigmoid(a), -2, 0)
        if network.cell == "gru-slide":
            recurrent = none
            last = _times(weights[..., 2:, :, :], r * h)[..., 0, :] + drive[..., 2, :]
        else:
            recurrent = _times(weights[..., 2:, :, :], h)[..., 0, :] + network.recurrent_bias
            last = drive[..., 2, :] + r * recurrent
        candidate = np.tanh(last)
        opposite = sigmoid(-a[..., 0, :])  # 1 − z with all its digits
        slide = network.cell == "gru-slide"
        write, keep = (z, opposite) if slide else (opposite, z)
        return Step(
            keep * h + write * candidate,
            np.concatenate([a, last[..., None, :]], -2),
            np.stack([z, r, candidate], -2),
            recurrent,
        )
    a = _times(weights, h) + drive
    gates = sigmoid(a)
    gates[..., -2, :] = g = np.tanh(a[..., -2, :])  # the candidate stands before o
    before = state[..., n:]
    if network.cell == "lstm":
        before = gates[..., 1, :] * before
    c = before + gates[..., 0, :] * g
    return Step(np.concatenate([gates[..., -1, :] * np.tanh(c), c], -1), a, gates, none)


def activate(activation: Activation, a: Array) -> Array:
    """φ(a)."""
    if activation == "tanh":
        return np.tanh(a)
    if activation == "logistic":
        return sigmoid(a)
    if activation == "relu":
        # A complex step adds some of its square to a sum that is 0, and must not pass for all that.
        least = KINK * a.imag**2 if a.dtype.kind == "c" else 0.0
        return np.where(a.real > least, a, 0)
    return a


def slope(activation: Activation, a: Array) -> Array:
    """φ′(a) of real numbers; 0 for ReLU at 0.

    For large |a|, 1 − tanh² and σ(1 − σ) would lose every digit of the slope: it is computed from
    e^−|a| instead.
    """
    if activation == "tanh":
        small = np.exp(-2 * np.abs(a))
        return np.asarray(4 * small / (1 + small) ** 2)
    if activation == "logistic":
        small = np.exp(-np.abs(a))
        return np.asarray(small / (1 + small) ** 2)
    if activation == "relu":
        return np.where(a.real > 0, 1.0, 0.0).astype(a.dtype)
    return np.ones_like(a)


def gate_slopes(network: Network, sums: Array) -> Array:
    """The slope of each layer's σ, tanh or φ at its sum, (..., gates, n)."""
    found = slope("logistic", sums)
    if network.cell == "elman":
        return slope(network.activation, sums)
    place = -1 if network.cell.startswith("gru") else GATES[network.cell].index("cell_candidate")
    found[..., place, :] = slope("tanh", sums[..., place, :])
    return found


KINK = 1e6  # times the square of a complex step: what is below it at ReLU's kink counts as 0
MOST = 300.0  # what may be raised to a power and squared
STEEPEST: dict[Activation, float] = {"tanh": 1.0, "logistic": 0.25, "relu": 1.0, "linear": 1.0}


def sigmoid(a: Array) -> Array:
    """1 / (1 + e^−a), without overflow and without losing the digits of small values."""
    if a.dtype.kind != "c":
        small = np.abs(a)
        np.exp(np.negative(small, out=small), out=small)
        return np.asarray(np.where(a >= 0, 1, small) / (1 + small))
    if (a.real > -MOST).all():
        found = np.negative(a)
        np.exp(found, out=found)
        found += 1
        return np.asarray(np.reciprocal(found, out=found))
    right = a.real >= 0
    small = np.exp(np.where(right, -a, a))
    return np.asarray(np.where(right, 1, small) / (1 + small))


def _times(weights: Array, h: Array) -> Array:
    """W h for each gate, (..., gates, n)."""
    if weights.ndim == 3 and h.ndim == 2:  # one network, many states: products of matrices
        return np.moveaxis(h @ np.swapaxes(weights, -1, -2), 0, -2)
    return (weights @ h[..., None, :, None])[..., 0]
