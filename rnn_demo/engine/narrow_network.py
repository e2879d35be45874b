"""A network with its weights in 8 bits: what texts are written with.

A step reads every weight once, and is as fast as they can be read: a quarter of the bytes is four
times the speed. Every row of a matrix is scaled so that its largest weight is 127, and the state
that it is multiplied with, between -1 and 1, is rounded to 127ths as well. Element-wise
work and the state itself stay in float32. `evaluate` measures what that costs; gates and
gradients are computed in full precision.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.large_pairs import LargePairs, large_pairs
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.tokenizers.characters import CharacterTokenizer

ELMAN, LSTM, GRU = range(3)
CELLS = {"elman": ELMAN, "lstm": LSTM, "gru": GRU}
LARGEST = 127
COLUMNS = 64  # those of a matrix are padded with zeros to a multiple of this

Floats = NDArray[np.float32]
Scalar = TypeVar("Scalar", bound=np.generic)


class NarrowWeights(NamedTuple):
    """The arrays that compiled code reads.

    All matrices stand one after the other, cut into blocks of sixteen rows; each is a *product*
    with a number. Those of layer l are 3 l for its input's weights, 3 l + 1 for its hidden weights
    and 3 l + 2 for those of a GRU's candidate, which needs the reset gate first; the last one is
    the head. A product that a layer does not have is empty.

    Row r times a state x is scales[r] · (Σ_k weights[r, k] · (x_k + 128) + corrections[r]), where
    x is a state in whole numbers: they are kept without a sign, because processors multiply
    numbers with a sign by numbers without one, and the correction takes the 128 back.

    Attributes:
        cell: ELMAN, LSTM or GRU.
        columns: of each matrix, padding included.
        width: room for all gates of a layer, whole blocks of rows.
        table: the first layer's part of the gates for every character, (vocab, rows).
        starts: the first block of each product, and the end, (3 layers + 2,).
        weights: (blocks, columns / group, 16 · group), groups of neighbouring columns of sixteen
            rows side by side, as the machine multiplies them.
        scales: (16 blocks,).
        corrections: (16 blocks,).
        large: pairs of weights whose products this machine cannot add up at once.
        biases: of the layers above the first, and zeros, (layers, rows).
        input_scales: what the input of a layer is multiplied with before it is rounded; the last
            is the head's, (layers + 1,).
        head_bias: (vocab,).
        code_points: of each character, (vocab,).
    """

    cell: int
    columns: int
    width: int
    table: Floats
    starts: NDArray[np.int64]
    weights: NDArray[np.int8]
    scales: Floats
    corrections: NDArray[np.int32]
    large: LargePairs
    biases: Floats
    input_scales: Floats
    head_bias: Floats
    code_points: NDArray[np.uint32]

    @property
    def hidden_size(self) -> int:
        """Units of a layer."""
        return int(self.table.shape[1] // (1, 4, 3)[self.cell])

    @property
    def nbytes(self) -> int:
        """Bytes that one step reads: all weights, and one row of the table."""
        always = (self.weights, self.scales, self.corrections, self.biases, self.head_bias)
        return int(sum(array.nbytes for array in always) + self.table[0].nbytes)


@dataclass(frozen=True, eq=False)
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
    """Round the weights of a network to 8 bits, row by row, ordered as this machine reads them."""
    # Imported here: those who only read figures need not wait for the compiler.
    from rnn_demo.engine.product_kinds import kind_here

    layers, size = network.config.num_layers, network.config.hidden_size
    cell = CELLS[network.config.cell]
    products: list[tuple[Floats, float]] = []
    nothing = np.zeros((0, size), np.float32)
    for layer in range(layers):
        hidden = network.hidden_weights[layer].T
        first = hidden[: 2 * size] if cell == GRU else hidden
        # The input of layer l is the sum of l states, each between -1 and 1, and so is the head's.
        below = network.input_weights[layer - 1].T if layer else nothing
        products += [(below, LARGEST / max(1, layer)), (first, LARGEST)]
        products.append((hidden[len(first) :], LARGEST))
    products.append((network.head_weight.T, LARGEST / layers))
    packed = [pack(weight, scale, kind_here().group) for weight, scale in products]
    ends = np.cumsum([len(weights) for weights, _, _ in packed])
    weights = _frozen(np.concatenate([p[0] for p in packed]))
    zeros = np.zeros(network.table.shape[1], np.float32)
    return NarrowNetwork(
        network,
        NarrowWeights(
            cell=cell,
            columns=-(-size // COLUMNS) * COLUMNS,
            # A GRU's candidate need not begin where a block of rows does.
            width=max(_whole(len(zeros)), len(zeros) - size + _whole(size)),
            table=network.table,
            starts=_frozen(np.array([0, *ends], np.int64)),
            weights=weights,
            scales=_frozen(np.concatenate([p[1] for p in packed])),
            corrections=_frozen(np.concatenate([p[2] for p in packed])),
            large=large_pairs(weights, kind_here().saturates),
            biases=_frozen(np.stack([zeros, *network.biases])),
            input_scales=_frozen(
                np.array([LARGEST / max(1, layer) for layer in range(layers + 1)], np.float32)
            ),
            head_bias=network.head_bias,
            code_points=network.code_points,
        ),
    )


def pack(
    weight: Floats, state_scale: float, group: int
) -> tuple[NDArray[np.int8], Floats, NDArray[np.int32]]:
    """A matrix as blocks of whole numbers, with the scale and the correction of each row.

    Args:
        weight: (rows, columns).
        state_scale: what the state is multiplied with before it is rounded.
        group: neighbouring columns that the machine multiplies at once.
    """
    rows, size = weight.shape
    largest = np.abs(weight).max(axis=1, initial=0)
    largest[largest == 0] = 1  # a row of zeros stays one
    whole = np.zeros((_whole(rows), -(-size // COLUMNS) * COLUMNS), np.int8)
    whole[:rows, :size] = np.rint(weight * (LARGEST / largest)[:, None])
    scales = np.zeros(len(whole), np.float32)  # the padding rows have scale 0
    scales[:rows] = largest / (LARGEST * state_scale)
    corrections = -128 * whole.sum(axis=1, dtype=np.int32)
    blocks = whole.reshape(len(whole) // LANES, LANES, whole.shape[1] // group, group)
    side_by_side = blocks.transpose(0, 2, 1, 3).reshape(len(blocks), blocks.shape[2], LANES * group)
    return np.ascontiguousarray(side_by_side), scales, corrections.astype(np.int32)


def _whole(rows: int) -> int:
    return -(-rows // LANES) * LANES


def _frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.flags.writeable = False
    return array
