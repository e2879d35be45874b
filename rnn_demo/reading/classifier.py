"""A trained classifier ready to serve: read-only arrays, and one pass over a text."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.sentiment import ClassifierArtifact
from rnn_demo.engine.progress import finished
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer

Array = NDArray[np.float32]
LONGEST = 512  # steps computed at a time, and
CELLS = 2048  # steps times texts: small enough to stay in the cache


@dataclass(frozen=True)
class Classifier:
    """Embedding, one LSTM layer and a linear head; shapes as they are used in products.

    Attributes:
        name: of the model's folder.
        tokenizer: text to pieces.
        embedding: (vocab, embedding_dim).
        input_weight: (embedding_dim, 4 * hidden), the rows input, forget, candidate, output.
        bias: (4 * hidden,).
        hidden_weight: (hidden, 4 * hidden).
        head_weight: (3, hidden), for the last state, the mean and the maximum; divided by the
            calibration's temperature.
        head_bias: divided by it too.
        familiarity: (vocab,), log of the ratio of a piece's frequency in film reviews to that
            in other English texts.

    Example:
        >>> from rnn_demo.artifacts.models_folder import find_model
        >>> from rnn_demo.artifacts.sentiment import read_classifier
        >>> classifier = classifier_from(read_classifier(find_model("imdb-sentiment")))
        >>> ids = classifier.tokenizer.encode("A wonderful film, I loved every minute.").ids
        >>> probability(prefix_logits(classifier, ids)[-1]) > 0.9
        True
    """

    name: str
    tokenizer: WordPieceTokenizer
    embedding: Array
    input_weight: Array
    bias: Array
    hidden_weight: Array
    head_weight: Array
    head_bias: float
    familiarity: Array

    @property
    def hidden_size(self) -> int:
        """Units of the layer."""
        return len(self.hidden_weight)


def classifier_from(artifact: ClassifierArtifact) -> Classifier:
    """The classifier of a model folder."""
    weights, temperature = artifact.weights, artifact.config.temperature
    # In training the embedding has the scale of logits; here it gets the scale of the layer.
    scale = math.sqrt(artifact.config.network.embedding_dim)
    return Classifier(
        name=artifact.name,
        tokenizer=artifact.tokenizer,
        embedding=_frozen(weights["embedding"]),
        input_weight=_frozen(weights["layer.input_weight"].T * scale),
        bias=_frozen(weights["layer.bias"]),
        hidden_weight=_frozen(weights["layer.hidden_weight"].T),
        head_weight=_frozen(weights["head_weight"] / temperature),
        head_bias=float(weights["head_bias"][0]) / temperature,
        familiarity=_frozen(weights["familiarity"]),
    )


@dataclass(frozen=True)
class Memory:
    """The state of a pass over texts, one row a text.

    Attributes:
        hidden: h, (batch, hidden).
        cell: C, same shape.
        total: sum of w_mean · h so far, (batch,), float64.
        maximum: largest h so far, unit by unit, (batch, hidden).
        steps: how many pieces were read.
    """

    hidden: Array
    cell: Array
    total: NDArray[np.float64]
    maximum: Array
    steps: int

    def repeated(self, times: int) -> Memory:
        """The memory of one text, for several texts with that beginning."""
        return Memory(
            np.repeat(self.hidden, times, 0),
            np.repeat(self.cell, times, 0),
            np.repeat(self.total, times),
            np.repeat(self.maximum, times, 0),
            self.steps,
        )


def blank(classifier: Classifier, batch: int) -> Memory:
    """The memory before the first piece."""
    shape = (batch, classifier.hidden_size)
    lowest = np.full(shape, -np.inf, np.float32)
    zeros = np.zeros(shape, np.float32)
    return Memory(zeros, zeros, np.zeros(batch), lowest, 0)


@dataclass(frozen=True)
class Pass:
    """A stretch of one pass over texts, (time, batch, ...).

    Attributes:
        hidden: the hidden states.
        logits: of "positive" after each piece, (time, batch), float64.
        memory: after the last of them.
    """

    hidden: Array
    logits: NDArray[np.float64]
    memory: Memory


def read(
    classifier: Classifier,
    ids: NDArray[np.integer],
    memory: Memory | None = None,
    embedded: Array | None = None,
) -> Iterator[Pass]:
    """Read texts from left to right, a stretch at a time.

    Equation: that of `rnn_demo.networks.text_classifier.TextClassifier`, after every piece.

    Args:
        classifier: the network.
        ids: (batch, time); padding after a text's end changes no earlier logit.
        memory: after what was read before, None for nothing.
        embedded: vectors to read instead of the pieces' own, (time, batch, embedding_dim).
    """
    batch, time = ids.shape
    memory = memory or blank(classifier, batch)
    stretch = max(1, min(LONGEST, CELLS // batch))
    for start in range(0, time, stretch):
        if embedded is None:
            vectors = classifier.embedding[ids[:, start : start + stretch].T]
        else:
            vectors = embedded[start : start + stretch]
        part = _read(classifier, vectors, memory)
        memory = part.memory
        yield part


def _read(classifier: Classifier, vectors: Array, memory: Memory) -> Pass:
    last, mean, largest = classifier.head_weight
    projected = vectors @ classifier.input_weight
    projected += classifier.bias
    time, batch = projected.shape[:2]
    outputs = np.empty((time, batch, classifier.hidden_size), np.float32)
    by_maximum = np.empty((time, batch), np.float32)
    cell, maximum = memory.cell.copy(), memory.maximum.copy()
    gates, hidden = np.empty_like(projected[0]), memory.hidden
    for t in range(time):
        np.matmul(hidden, classifier.hidden_weight, out=gates)
        gates += projected[t]
        hidden = lstm_step(gates, cell, outputs[t])
        np.maximum(maximum, hidden, out=maximum)
        np.matmul(maximum, largest, out=by_maximum[t])
    sums = memory.total + np.cumsum(outputs @ mean, axis=0, dtype=np.float64)
    steps = np.arange(memory.steps + 1, memory.steps + 1 + time)
    logits = outputs @ last + sums / steps[:, None] + by_maximum + classifier.head_bias
    after = Memory(hidden.copy(), cell, sums[-1], maximum, int(steps[-1]))
    return Pass(outputs, logits, after)


def prefix_logits(classifier: Classifier, ids: NDArray[np.integer]) -> NDArray[np.float64]:
    """The logit of "positive" after each piece of one text, (pieces,)."""
    return np.concatenate([part.logits[:, 0] for part in read(classifier, ids[None])])


def logits(
    classifier: Classifier, texts: Sequence[NDArray[np.integer]], memory: Memory | None = None
) -> NDArray[np.float64]:
    """The logit of "positive" of each whole text, read together: (texts,).

    Args:
        classifier: the network.
        texts: the pieces of each, at least one.
        memory: after what was read before them, None for nothing.
    """
    return finished(logits_in_steps(classifier, texts, memory))


def logits_in_steps(
    classifier: Classifier, texts: Sequence[NDArray[np.integer]], memory: Memory | None = None
) -> Generator[float, None, NDArray[np.float64]]:
    """The same, a stretch at a time; it yields the share that is done."""
    lengths = np.array([len(ids) for ids in texts])
    padded = np.zeros((len(texts), lengths.max(initial=1)), np.int64)
    for row, ids in zip(padded, texts, strict=True):
        row[: len(ids)] = ids
    found = np.zeros(len(texts))
    start = 0
    for part in read(classifier, padded, memory):
        ends = lengths - 1 - start
        here = np.flatnonzero((ends >= 0) & (ends < len(part.logits)))
        found[here] = part.logits[ends[here], here]
        start += len(part.logits)
        yield start / padded.shape[1]
    return found


def probability(logit: float) -> float:
    """σ(z), the probability of "positive" of a logit."""
    return 0.5 + 0.5 * math.tanh(0.5 * logit)


def lstm_step(gates: Array, cell: Array, out: Array) -> Array:
    """The LSTM of `rnn_demo.cells.lstm`, (batch, hidden), without a new array.

    Args:
        gates: W_x x + W_h h + b, (batch, 4 * hidden); they become the gates.
        cell: C, which becomes the new one.
        out: where the new h is written.
    """
    input_gate, forget_gate, cell_candidate, output_gate = activated(gates)
    cell *= forget_gate
    np.multiply(input_gate, cell_candidate, out=out)
    cell += out
    np.tanh(cell, out=out)
    out *= output_gate
    return out


def activated(gates: Array) -> tuple[Array, Array, Array, Array]:
    """Pre-activations to gates in place; σ through tanh: one fast ufunc and no overflow."""
    size = gates.shape[1] // 4
    for part in (gates[:, : 2 * size], gates[:, 3 * size :]):
        part *= np.float32(0.5)
    np.tanh(gates, out=gates)
    for part in (gates[:, : 2 * size], gates[:, 3 * size :]):
        part *= np.float32(0.5)
        part += np.float32(0.5)
    return gates[:, :size], gates[:, size : 2 * size], gates[:, 2 * size : 3 * size], gates[
        :, 3 * size :
    ]  # fmt: skip


def _frozen(array: Array) -> Array:
    own = np.array(array, dtype=np.float32, order="C")
    own.flags.writeable = False
    return own
