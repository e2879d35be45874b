"""Small Jordan and Elman networks, several seeds at once, in numpy.

    h_t = tanh(U x_t + W f_t + b)        y_t = σ(V h_t + c)

One bit in, one probability out. They differ in f_t alone, what the last step gives back: h_{t−1} in
an Elman network; in a Jordan network y_{t−1}, or the right answer d_{t−1} in its place, which is
teacher forcing.

Source: Jordan 1986, Serial order: a parallel distributed processing approach (there the output
units feed state units, which also feed themselves); Elman 1990, Finding structure in time.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# What is fed back: the hidden layer, the right answer, or the net's own output.
Feedback = Literal["hidden", "taught", "own"]
UNKNOWN = 0.5  # fed back by a Jordan network before there is an output or an answer


@dataclass(frozen=True)
class SmallNets:
    """The weights of several networks of one kind.

    Attributes:
        feedback: what is fed back.
        U: from the input, (seeds, hidden).
        W: from what is fed back, (seeds, fed, hidden); fed is hidden, or 1 in a Jordan network.
        b: (seeds, hidden).
        V: to the output, (seeds, hidden).
        c: (seeds,).
    """

    feedback: Feedback
    U: Array
    W: Array
    b: Array
    V: Array
    c: Array

    @property
    def tensors(self) -> tuple[Array, ...]:
        """All weights, in the order of their names here."""
        return tuple(getattr(self, own.name) for own in fields(self)[1:])

    def one(self, seed: int) -> SmallNets:
        """One of the networks, still with an axis of length 1 for it."""
        return SmallNets(self.feedback, *(own[seed : seed + 1] for own in self.tensors))


@dataclass(frozen=True)
class SmallRun:
    """What the networks do with some strings.

    Attributes:
        fed: f_t, (time, seeds, strings, fed).
        hidden: h_t, (time, seeds, strings, hidden).
        outputs: y_t, (time, seeds, strings).
    """

    fed: Array
    hidden: Array
    outputs: Array


def drawn(feedback: Feedback, hidden_size: int, seeds: list[int]) -> SmallNets:
    """First weights: uniform within ±1/√(inputs of a unit), biases 0; a seed has its own."""
    fed = hidden_size if feedback == "hidden" else 1
    parts: list[tuple[Array, ...]] = []
    for seed in seeds:
        random = np.random.default_rng(seed)
        bound, out = 1 / np.sqrt(1 + fed), 1 / np.sqrt(hidden_size)
        parts.append(
            (
                random.uniform(-bound, bound, hidden_size),
                random.uniform(-bound, bound, (fed, hidden_size)),
                np.zeros(hidden_size),
                random.uniform(-out, out, hidden_size),
                np.zeros(()),
            )
        )
    return SmallNets(feedback, *(np.stack(own) for own in zip(*parts, strict=True)))


def run(nets: SmallNets, inputs: Array, answers: Array) -> SmallRun:
    """Read strings of bits.

    Args:
        nets: the networks.
        inputs: x_t, (time, seeds or 1, strings).
        answers: d_t, (time, seeds or 1, strings); `UNKNOWN` where there is none. Only networks
            that are taught look at them.
    """
    time, _, strings = inputs.shape
    seeds, size = nets.b.shape
    width = nets.W.shape[1]
    fed = np.empty((time, seeds, strings, width))
    hidden = np.empty((time, seeds, strings, size))
    outputs = np.empty((time, seeds, strings))
    back = np.full((seeds, strings, width), 0.0 if nets.feedback == "hidden" else UNKNOWN)
    drive = inputs[..., None] * nets.U[:, None] + nets.b[:, None]
    for t in range(time):
        fed[t] = back
        h = hidden[t] = np.tanh(drive[t] + back @ nets.W)
        outputs[t] = _logistic((h @ nets.V[:, :, None])[..., 0] + nets.c[:, None])
        if nets.feedback == "hidden":
            back = h
        else:
            back = np.broadcast_to(
                answers[t] if nets.feedback == "taught" else outputs[t], (seeds, strings)
            )[..., None]
    return SmallRun(fed, hidden, outputs)


def gradient(
    nets: SmallNets,
    inputs: Array,
    answers: Array,
    counted: Array,
    through_time: bool = True,
) -> tuple[Array, SmallNets]:
    """The loss of each network and its derivative by every weight.

    The loss is the cross-entropy −d ln y − (1−d) ln (1−y) in nats, the mean over the strings of
    its sum over the steps that count. Backpropagation through time::

        δ_t = V (y_t − d_t) [t counts]  +  W δa_{t+1} where h_t is fed back
        δa_t = (1 − h_t²) δ_t

    Args:
        nets: the networks.
        inputs: see `run`.
        answers: see `run`.
        counted: which steps count, (time,), 1 or 0.
        through_time: if False, what is fed back is taken as an input like any other, as in Elman
            1990: no error goes back through it.

    Returns:
        Losses (seeds,), and derivatives in the shapes of the weights.
    """
    made = run(nets, inputs, answers)
    time, seeds, strings = made.outputs.shape
    y = np.clip(made.outputs, 1e-12, 1 - 1e-12)
    losses = -(answers * np.log(y) + (1 - answers) * np.log(1 - y)) * counted[:, None, None]
    error = (made.outputs - answers) * counted[:, None, None]  # by the logistic's argument
    slope = 1 - made.hidden**2
    to_hidden = np.empty_like(made.hidden)
    back = np.zeros((seeds, strings, nets.W.shape[1]))
    returned = np.swapaxes(nets.W, 1, 2)
    for t in range(time - 1, -1, -1):
        if through_time and nets.feedback == "own":
            error[t] += back[..., 0] * made.outputs[t] * (1 - made.outputs[t])
        delta = error[t][..., None] * nets.V[:, None]
        if through_time and nets.feedback == "hidden":
            delta = delta + back
        to_hidden[t] = delta * slope[t]
        if through_time and nets.feedback != "taught":
            back = to_hidden[t] @ returned
    found = SmallNets(
        nets.feedback,
        np.einsum("tsnh,tsn->sh", to_hidden, np.broadcast_to(inputs, error.shape)) / strings,
        np.einsum("tsnf,tsnh->sfh", made.fed, to_hidden, optimize=True) / strings,
        to_hidden.sum((0, 2)) / strings,
        np.einsum("tsn,tsnh->sh", error, made.hidden) / strings,
        error.sum((0, 2)) / strings,
    )
    return losses.sum(0).mean(-1), found


def _logistic(x: Array) -> Array:
    # Through tanh, which does not overflow.
    found: Array = 0.5 * np.tanh(0.5 * x) + 0.5
    return found
