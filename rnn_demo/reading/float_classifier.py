"""The classifier in full precision, its matrices laid out for many texts at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.float_product import side_by_side
from rnn_demo.reading.classifier import Array, Classifier


class FloatProduct(NamedTuple):
    """A matrix as `rnn_demo.engine.float_product.add_float_product` reads it."""

    starts: NDArray[np.int64]
    weights: Array


class FloatClassifier(NamedTuple):
    """The arrays that compiled code reads.

    Attributes:
        embedding: (vocab, embedding_dim).
        from_input: W_x.
        from_hidden: W_h.
        bias: (4 * hidden,).
        head_weight: (3, hidden).
        head_bias: the head's.
    """

    embedding: Array
    from_input: FloatProduct
    from_hidden: FloatProduct
    bias: Array
    head_weight: Array
    head_bias: float


def laid_out_classifier(classifier: Classifier) -> FloatClassifier:
    """Lay out a classifier's weights for many texts."""
    return FloatClassifier(
        classifier.embedding,
        _product(classifier.input_weight),
        _product(classifier.hidden_weight),
        classifier.bias,
        classifier.head_weight,
        classifier.head_bias,
    )


def _product(weight: Array) -> FloatProduct:
    weights = side_by_side(weight)
    return FloatProduct(np.array([0, len(weights)], np.int64), weights)
