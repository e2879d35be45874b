"""A table of n-grams as it is stored on disk: the longest ones, of which the others are sums."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import WEIGHTS, read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Counts, read_counts
from rnn_demo.configuration.ngram import KIND, TableConfig, TableSize, table_config
from rnn_demo.files.regular import shown
from rnn_demo.files.together import latest
from rnn_demo.networks.ngram import Codes, NgramModel, packed
from rnn_demo.networks.ngram_counts import from_longest
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import Sentence, sentence

FIGURE: Form = {"nats_per_character": float, "bits_per_character": float, "predictions": int}
# What the page Hidden Markov model shows of metrics.json.
METRICS: dict[str, Form] = {
    "parameters": int,
    "test": {"stateful": FIGURE, "cold-256": FIGURE, "cold-64": FIGURE},
    "by_order": {"*": {"grams": int, "stateful": FIGURE}},
}


@dataclass(frozen=True)
class TableArtifact:
    """A table as it is stored on disk."""

    name: str
    folder: Path
    config: TableConfig
    tokenizer: CharacterTokenizer
    weights: Counts
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many counts are stored: one for each of the longest grams."""
        return self.config.network.grams

    @property
    def model(self) -> NgramModel:
        """The model, with the counts of the shorter grams; they are summed anew at each call."""
        size = self.config.network
        return from_longest(
            _codes(self.weights["grams"], size),
            self.weights["counts"].astype(np.int64),
            self.weights["head"],
            size.vocab_size,
        )


def tensors_of(model: NgramModel, head: NDArray[np.integer]) -> Counts:
    """The tensors of a folder, each in the narrowest whole numbers that hold it.

    Args:
        model: the counts.
        head: the first order - 1 characters of its text.
    """
    longest, order = model.lengths[-1], len(model.lengths)
    powers = model.vocab_size ** np.arange(order - 1, -1, -1, dtype=np.int64)
    ids = np.min_scalar_type(model.vocab_size - 1)
    counts = longest.gram_counts
    return {
        "grams": (longest.grams[:, None] // powers % model.vocab_size).astype(ids),
        "counts": counts.astype(np.min_scalar_type(int(counts.max(initial=0)))),
        "head": head.astype(ids),
    }


def table_shapes(size: TableSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor.

    `grams` has a row of ids for each, sorted; `counts` says how often it was seen; `head` is how
    the text begins.
    """
    return {
        "grams": (size.grams, size.order),
        "counts": (size.grams,),
        "head": (size.order - 1,),
    }


def read_table(folder: Path) -> TableArtifact:
    """Read and check the folder of a table.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=table_config,
        tokenizer_from=CharacterTokenizer.load,
        entries="characters",
        shapes_of=table_shapes,
        numbers_from=read_counts,
        metrics_form=METRICS,
    )
    artifact = TableArtifact(**vars(contents))
    if problem := _nonsense(artifact.weights, artifact.config.network):
        path = shown(latest(folder, WEIGHTS))
        raise ArtifactError(
            sentence("{path} holds no counts of a text: {problem}.", path=path, problem=problem)
        )
    return artifact


def _codes(grams: NDArray[np.integer], size: TableSize) -> Codes:
    """Each row of ids as one number."""
    codes: Codes = np.zeros(len(grams), dtype=np.int64)
    for column in range(size.order):
        codes = codes * size.vocab_size + grams[:, column]
    return codes


def _nonsense(counted: Counts, size: TableSize) -> Sentence | None:
    """Why a table is none of any text; None if it may be one."""
    grams, counts, head = counted["grams"], counted["counts"], counted["head"]
    if not len(grams):
        return sentence("it has no gram")
    for name, ids in (("grams", grams), ("head", head)):
        if ids.size and int(ids.max()) >= size.vocab_size:
            return sentence(
                "{name} has the id {id}, and there are {vocab_size} characters, from 0",
                name=name,
                id=int(ids.max()),
                vocab_size=size.vocab_size,
            )
    codes = _codes(grams, size)
    if (disorder := np.diff(codes) <= 0).any():
        return sentence(
            "row {row:,} of grams does not come after the one before it",
            row=int(disorder.argmax()) + 1,
        )
    if not counts.all():
        return sentence(
            "gram {row:,} is there and was seen 0 times", row=int((counts == 0).argmax())
        )
    return _unbalanced(codes, counts.astype(np.int64), head, size)


def _unbalanced(
    codes: Codes, counts: Codes, head: NDArray[np.integer], size: TableSize
) -> Sentence | None:
    """Which context is left more often than a text comes to it; None if there is none.

    A text comes to a context by a gram that ends with it, or begins with it, and leaves it by a
    gram that begins with it, or ends there.
    """
    contexts = size.vocab_size ** (size.order - 1)
    begun = packed(head.astype(np.int64), size.order - 2, size.vocab_size) if len(head) else [0]
    places, where = np.unique(
        np.concatenate([codes // size.vocab_size, codes % contexts, begun]), return_inverse=True
    )
    left, come = np.zeros((2, len(places)), dtype=np.int64)
    np.add.at(left, where[: len(codes)], counts)
    np.add.at(come, where[len(codes) :], np.append(counts, 1))
    if not (more := left > come).any():
        return None
    worst = int(more.argmax())
    ids = [int(places[worst]) // size.vocab_size**n % size.vocab_size for n in range(len(head))]
    return sentence(
        "the ids {ids} are followed by another {left:,} times, and are there {come:,} times",
        ids=ids[::-1],
        left=int(left[worst]),
        come=int(come[worst]),
    )
