"""The classifier with weights in 8 bits, for long files of reviews.

As texts are written (`rnn_demo.engine.narrow_network`): every row of a matrix is scaled so that its
largest weight is 127, states and vectors of pieces are rounded to 127ths of their largest. Sums of
products are sums of whole numbers and all else goes element by element, so the number of a text is
the same to the last bit whoever is read beside it. `evaluate` measures what that costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.large_pairs import LargePairs, large_pairs
from rnn_demo.engine.narrow_network import COLUMNS, LARGEST, pack
from rnn_demo.reading.classifier import Array, Classifier

if TYPE_CHECKING:  # it imports the compiler
    from rnn_demo.engine.product_kinds import ProductKind


class Product(NamedTuple):
    """A matrix in whole numbers, as `rnn_demo.engine.stepping.add_product` reads it."""

    starts: NDArray[np.int64]
    weights: NDArray[np.int8]
    scales: Array
    corrections: NDArray[np.int32]
    large: LargePairs


class NarrowClassifier(NamedTuple):
    """The arrays that compiled code reads.

    Attributes:
        vectors: of the pieces in whole numbers, plus 128, (vocab, columns).
        vector_scales: what each of them is multiplied with, (vocab,).
        from_input: W_x.
        from_hidden: W_h.
        bias: (4 * hidden,).
        head_weight: (3, hidden).
        head_bias: the head's.
    """

    vectors: NDArray[np.uint8]
    vector_scales: Array
    from_input: Product
    from_hidden: Product
    bias: Array
    head_weight: Array
    head_bias: float


def narrowed_classifier(classifier: Classifier) -> NarrowClassifier:
    """Round a classifier's weights to 8 bits, ordered as this machine reads them."""
    # Imported here: judging one text need not wait for the compiler.
    from rnn_demo.engine.product_kinds import kind_here

    kind = kind_here()
    largest = np.abs(classifier.embedding).max(axis=1)
    largest[largest == 0] = 1
    vocab_size, dim = classifier.embedding.shape
    vectors = np.full((vocab_size, -(-dim // COLUMNS) * COLUMNS), 128, np.uint8)
    whole = np.rint(classifier.embedding * (LARGEST / largest)[:, None])
    vectors[:, :dim] = (whole + 128).astype(np.uint8)
    return NarrowClassifier(
        vectors,
        # `pack` divides by the scale that its input was multiplied with: that of each piece here.
        largest.astype(np.float32),
        _product(classifier.input_weight, kind),
        _product(classifier.hidden_weight, kind),
        classifier.bias,
        classifier.head_weight,
        classifier.head_bias,
    )


def _product(weight: Array, kind: ProductKind) -> Product:
    weights, scales, corrections = pack(weight.T, LARGEST, kind.group)
    ends, large = np.array([0, len(weights)], np.int64), large_pairs(weights, kind.saturates)
    return Product(ends, weights, scales, corrections, large)
