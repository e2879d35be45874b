"""A network with its weights in 8 bits: what texts are written with.

A step reads every weight once, so its speed is that of reading them: a quarter of the bytes is
four times the speed. Every row of a matrix is scaled so that its largest weight is 127, and what
the matrix is multiplied with, a state between -1 and 1, is rounded to 127ths as well. Element-wise
work and the state itself stay in float32. `evaluate` measures what that costs; gates and
gradients are computed in full precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.tokenization import CharacterTokenizer

ELMAN, LSTM, GRU = range(3)
CELLS = {"elman": ELMAN, "lstm": LSTM, "gru": GRU}
LARGEST = 127
COLUMNS = 64  # those of a matrix are padded with zeros to a multiple of this

Floats = NDArray[np.float32]
Scalar = TypeVar("Scalar", bound=np.generic)


class NarrowWeights(NamedTuple):
    """The arrays that compiled code reads.

    A product of row r with a state x is scales[r] · (Σ_k weights[r, k] · (x_k + 128) +
    corrections[r]), where x is a state in whole numbers: they are kept without a sign, because
    processors multiply numbers with a sign by numbers without one, and the correction takes the
    128 back.

    Attributes:
        cell: ELMAN, LSTM or GRU.
        table: the first layer's part of the gates for every character, (vocab, rows).
        weights: the hidden weights of layer l are number 2 l, its input weights number 2 l - 1,
            (2 layers - 1, rows, columns).
        scales: (2 layers - 1, rows).
        corrections: (2 layers - 1, rows).
        biases: of the layers above the first, and zeros, (layers, rows).
        input_scales: what the input of a layer is multiplied with before it is rounded; the last
            is the head's, (layers + 1,).
        head_weights: (vocab, columns).
        head_scales: (vocab,).
        head_corrections: (vocab,).
        head_bias: (vocab,).
        code_points: of each character, (vocab,).
    """

    cell: int
    table: Floats
    weights: NDArray[np.int8]
    scales: Floats
    corrections: NDArray[np.int32]
    biases: Floats
    input_scales: Floats
    head_weights: NDArray[np.int8]
    head_scales: Floats
    head_corrections: NDArray[np.int32]
    head_bias: Floats
    code_points: NDArray[np.uint32]

    @property
    def nbytes(self) -> int:
        """Bytes that one step reads: all weights, and one row of the table."""
        steady = (self.weights, self.scales, self.corrections, self.biases, self.head_weights)
        return int(sum(array.nbytes for array in steady) + self.table[0].nbytes)


@dataclass(frozen=True)
class NarrowNetwork:
    """Weights in 8 bits, and the network that they were made from.

    Attributes:
        full: the same in full precision.
        weights: the arrays.
    """

    full: CharacterNetwork
    weights: NarrowWeights

    @property
    def name(self) -> str:
        """Of the model."""
        return self.full.name

    @property
    def tokenizer(self) -> CharacterTokenizer:
        """Its vocabulary."""
        return self.full.tokenizer

    @property
    def code_points(self) -> NDArray[np.uint32]:
        """Of each id, (vocab,)."""
        return self.full.code_points


def narrowed(network: CharacterNetwork) -> NarrowNetwork:
    """Round the weights of a network to 8 bits, row by row."""
    layers = network.config.num_layers
    products: list[tuple[Floats, float]] = []
    for layer in range(layers):
        if layer:
            products.append((network.input_weights[layer - 1].T, LARGEST / layer))
        products.append((network.hidden_weights[layer].T, LARGEST))
    packed = [_pack(weight, scale) for weight, scale in products]
    head = _pack(network.head_weight.T, LARGEST / layers)
    # The input of layer l is the sum of l states, each between -1 and 1, and so is the head's.
    input_scales = [LARGEST / max(1, layer) for layer in range(layers + 1)]
    zeros = np.zeros(network.table.shape[1], np.float32)
    return NarrowNetwork(
        network,
        NarrowWeights(
            cell=CELLS[network.config.cell],
            table=network.table,
            weights=_frozen(np.stack([p[0] for p in packed])),
            scales=_frozen(np.stack([p[1] for p in packed])),
            corrections=_frozen(np.stack([p[2] for p in packed])),
            biases=_frozen(np.stack([zeros, *network.biases])),
            input_scales=_frozen(np.array(input_scales, np.float32)),
            head_weights=_frozen(head[0]),
            head_scales=_frozen(head[1]),
            head_corrections=_frozen(head[2]),
            head_bias=network.head_bias,
            code_points=network.code_points,
        ),
    )


def _pack(weight: Floats, state_scale: float) -> tuple[NDArray[np.int8], Floats, NDArray[np.int32]]:
    """Whole numbers (rows, columns), what turns a sum back into a product, and the correction."""
    rows, size = weight.shape
    largest = np.abs(weight).max(axis=1)
    largest[largest == 0] = 1  # a row of zeros stays one
    whole = np.zeros((rows, -(-size // COLUMNS) * COLUMNS), np.int8)
    whole[:, :size] = np.rint(weight * (LARGEST / largest)[:, None])
    scales = (largest / (LARGEST * state_scale)).astype(np.float32)
    corrections = -128 * whole.sum(axis=1, dtype=np.int32)
    return whole, scales, corrections.astype(np.int32)


def _frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.flags.writeable = False
    return array
