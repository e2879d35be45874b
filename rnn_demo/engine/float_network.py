"""A network in full precision whose matrices lie as many streams are multiplied with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.elementwise import Floats
from rnn_demo.engine.float_product import side_by_side
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import CELLS, GRU
from rnn_demo.engine.network import CharacterNetwork

Scalar = TypeVar("Scalar", bound=np.generic)


class FloatWeights(NamedTuple):
    """The arrays that compiled code reads.

    The matrices of layer l are the products 3 l for its input's weights, 3 l + 1 for its hidden
    weights and 3 l + 2 for those of a GRU's candidate, which needs the reset gate first; the last
    product is the head. A product that a layer does not have is empty.

    Attributes:
        cell: ELMAN, LSTM or GRU.
        width: room for all gates of a layer, whole blocks of rows.
        table: the first layer's part of the gates for every character, (vocab, rows).
        starts: the first block of each product, and the end, (3 layers + 2,).
        weights: blocks of sixteen rows side by side, (blocks, hidden, 16).
        biases: of the layers above the first, and zeros, (layers, rows).
        head_bias: (vocab,).
    """

    cell: int
    width: int
    table: Floats
    starts: NDArray[np.int64]
    weights: Floats
    biases: Floats
    head_bias: Floats


@dataclass(frozen=True)
class FloatNetwork:
    """Weights in float32, laid out for many streams, and the network that they are of.

    Attributes:
        full: the same as it is read in one stream.
        weights: the arrays: a second copy of the matrices.
    """

    full: CharacterNetwork
    weights: FloatWeights


def laid_out(network: CharacterNetwork) -> FloatNetwork:
    """Lay out the weights of a network for many streams."""
    layers, size = network.config.num_layers, network.config.hidden_size
    cell = CELLS[network.config.cell]
    products: list[Floats] = []
    nothing = np.zeros((size, 0), np.float32)
    for layer in range(layers):
        hidden = network.hidden_weights[layer]
        rows = 2 * size if cell == GRU else hidden.shape[1]
        products.append(network.input_weights[layer - 1] if layer else nothing)
        products += [hidden[:, :rows], hidden[:, rows:]]
    packed = [side_by_side(weight) for weight in (*products, network.head_weight)]
    zeros = np.zeros(network.table.shape[1], np.float32)
    return FloatNetwork(
        network,
        FloatWeights(
            cell=cell,
            # A GRU's candidate need not begin where a block of rows does.
            width=max(_whole(len(zeros)), len(zeros) - size + _whole(size)),
            table=network.table,
            starts=_frozen(np.cumsum([0, *map(len, packed)], dtype=np.int64)),
            weights=_frozen(np.concatenate(packed)),
            biases=_frozen(np.stack([zeros, *network.biases])),
            head_bias=network.head_bias,
        ),
    )


def _whole(rows: int) -> int:
    return -(-rows // LANES) * LANES


def _frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.flags.writeable = False
    return array
