"""A feedforward net as one vector of numbers: its first weights, its outputs, its gradient.

h₀ = x, h_l = φ(W_l h_{l−1} + b_l), z = W_L h_{L−1} + b_L: the last layer has no activation. The
vector θ holds W₁ row by row, b₁, W₂ and so on. network.js is the same in JavaScript; a test holds
the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from rnn_demo.dynamics.chance import WEIGHTS, words
from rnn_demo.exhibits.approximation.compute.targets import Numbers
from rnn_demo.words import sentence

Activation = Literal["tanh", "sigmoid", "relu", "square", "linear"]
Loss = Literal["squares", "classes"]
# How steep the units of the first layer are at first.
STEEPNESS: dict[Activation, float] = {
    "tanh": 4.0,
    "sigmoid": 8.0,
    "relu": 1.0,
    "square": 1.0,
    "linear": 1.0,
}


@dataclass(frozen=True)
class Architecture:
    """What a net looks like before it has weights.

    Attributes:
        inputs: 1 for a curve, 2 for the plane; the output is one number.
        width: units of each hidden layer.
        depth: hidden layers, from 1 on.
        activation: of the hidden units.
    """

    inputs: int
    width: int
    depth: int
    activation: Activation

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units layer by layer, the inputs first."""
        return (self.inputs, *[self.width] * self.depth, 1)

    @property
    def parameters(self) -> int:
        """Numbers in θ."""
        return sum(
            (before + 1) * after for before, after in zip(self.sizes, self.sizes[1:], strict=False)
        )


class Layer(NamedTuple):
    """One layer's part of θ.

    Attributes:
        weights: (units, units before).
        biases: (units,).
    """

    weights: Numbers
    biases: Numbers


def layers_of(net: Architecture, theta: Numbers) -> list[Layer]:
    """The layers as views of θ, (parameters,)."""
    found, at = [], 0
    for before, after in zip(net.sizes, net.sizes[1:], strict=False):
        weights = theta[at : at + before * after].reshape(after, before)
        at += before * after
        found.append(Layer(weights, theta[at : at + after]))
        at += after
    return found


def first_weights(net: Architecture, seed: int) -> Numbers:
    """θ by chance, (parameters,).

    Each unit of the first layer turns somewhere within the inputs' range: at one of `width` equal
    parts of [−1, 1], or, with two inputs, along a line through a random point of the square. The
    other weights are uniform within ±√(6 / (units before + units)), as Glorot and Bengio (2010)
    have it; the other biases are 0.
    """
    luck = words(seed, WEIGHTS)

    def coin() -> float:
        return 2 * next(luck) / 2**32 - 1

    theta = np.zeros(net.parameters)
    layers, steep = layers_of(net, theta), STEEPNESS[net.activation]
    for unit in range(net.width):
        first = layers[0]
        if net.inputs == 1:
            centre = (2 * unit + 1 + coin()) / net.width - 1
            weight = steep * (0.75 + 0.25 * coin())
            first.weights[unit, 0] = weight if coin() > 0 else -weight
            first.biases[unit] = -first.weights[unit, 0] * centre
        else:
            first.weights[unit] = [steep * coin(), steep * coin()]
            first.biases[unit] = -(
                first.weights[unit, 0] * coin() + first.weights[unit, 1] * coin()
            )
    for layer in layers[1:]:
        after, before = layer.weights.shape
        reach = math.sqrt(6 / (before + after))
        for unit in range(after):
            layer.weights[unit] = [reach * coin() for _ in range(before)]
    return theta


def folding_weights(net: Architecture) -> Numbers:
    """θ of a ReLU net that folds [−1, 1] once in each layer: 2^(depth − 1) exact teeth.

    The tent map T(u) = 2 relu(u) − 4 relu(u − ½) needs two units; T applied `depth` times to
    u = (x + 1) / 2 has 2^(depth − 1) teeth, and the output is 2 T − 1 (Telgarsky 2016). All other
    units stay at 0.

    Raises:
        ValueError: the net has other activations, more inputs or fewer units than two in a layer.
    """
    if net.activation != "relu" or net.inputs != 1 or net.width < 2:
        raise ValueError(
            sentence("This net cannot fold; give ReLU, one input and at least 2 units a layer.")
        )
    theta = np.zeros(net.parameters)
    layers = layers_of(net, theta)
    layers[0].weights[:2, 0] = 0.5
    layers[0].biases[:2] = [0.5, 0]
    for layer in layers[1:-1]:
        layer.weights[:2, :2] = [[2, -4], [2, -4]]
        layer.biases[1] = -0.5
    layers[-1].weights[0, :2] = [4, -8]
    layers[-1].biases[0] = -1
    return theta


def activated(activation: Activation, z: Numbers) -> Numbers:
    """φ(z), of any shape."""
    if activation == "tanh":
        return np.tanh(z)
    if activation == "sigmoid":
        return np.asarray((1 + np.tanh(z / 2)) / 2)
    if activation == "relu":
        return np.maximum(z, 0)
    return z * z if activation == "square" else z


def slopes(activation: Activation, z: Numbers, h: Numbers) -> Numbers:
    """φ′(z), where h = φ(z)."""
    if activation == "tanh":
        return np.asarray(1 - h * h)
    if activation == "sigmoid":
        return np.asarray(h * (1 - h))
    if activation == "relu":
        return np.asarray(np.where(z > 0, 1.0, 0.0))
    return 2 * z if activation == "square" else np.ones_like(z)


def outputs(net: Architecture, theta: Numbers, x: Numbers) -> Numbers:
    """The output z for each of the points x, (points, inputs); (points,)."""
    h = x
    *hidden, last = layers_of(net, theta)
    for layer in hidden:
        h = activated(net.activation, h @ layer.weights.T + layer.biases)
    return np.asarray((h @ last.weights.T + last.biases)[:, 0])


def loss_and_gradient(
    net: Architecture, theta: Numbers, x: Numbers, y: Numbers, loss: Loss
) -> tuple[float, Numbers]:
    """The loss over all points and its gradient, by backpropagation.

    Args:
        net: the architecture.
        theta: its numbers, (parameters,).
        x: the points, (points, inputs).
        y: what is wanted there, (points,): values, or classes 0 and 1.
        loss: `squares` for the mean of (z − y)²; `classes` for the mean cross-entropy in nats,
            ln(1 + e^z) − y z.
    """
    layers, zs, hs = layers_of(net, theta), [], [x]
    for layer in layers[:-1]:
        zs.append(hs[-1] @ layer.weights.T + layer.biases)
        hs.append(activated(net.activation, zs[-1]))
    z = (hs[-1] @ layers[-1].weights.T + layers[-1].biases)[:, 0]
    if loss == "squares":
        value = float(np.mean((z - y) ** 2))
        delta = 2 * (z - y) / len(y)
    else:
        value = float(np.mean(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))) - y * z))
        delta = (activated("sigmoid", z) - y) / len(y)
    gradient = np.empty_like(theta)
    parts = layers_of(net, gradient)
    back = delta[:, None]
    for at in range(len(layers) - 1, -1, -1):
        parts[at].weights[:] = back.T @ hs[at]
        parts[at].biases[:] = back.sum(axis=0)
        if at:
            back = (back @ layers[at].weights) * slopes(net.activation, zs[at - 1], hs[at])
    return value, gradient
