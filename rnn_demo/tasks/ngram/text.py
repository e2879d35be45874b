"""The text of a configuration, and its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.ngram import TableConfig
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts, vocabulary_of
from rnn_demo.data.text import TextError
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import sentence

Ids = NDArray[np.unsignedinteger]


@dataclass(frozen=True)
class CountedText:
    """A text as ids, cut as a configuration says.

    Attributes:
        config: completed with the text's vocabulary and checksum.
        tokenizer: its vocabulary.
        train: what is counted.
        test: the last part, which is measured in the end.
    """

    config: TableConfig
    tokenizer: CharacterTokenizer
    train: Ids
    test: Ids


def read_text(config: TableConfig, tokenizer: CharacterTokenizer | None = None) -> CountedText:
    """The text that a configuration names.

    Args:
        config: the configuration.
        tokenizer: of the table; None for the vocabulary of the text.

    Raises:
        TextError: unknown, missing, too short, or not the text of the configuration.
        TokenizerError: the text has a character that the tokenizer lacks.
    """
    data, order = config.data, config.network.order
    corpus = CORPORA.get(data.corpus)
    if corpus is None:
        raise TextError(
            sentence(
                "The corpus {corpus!r} is not one of {corpora}.",
                corpus=data.corpus,
                corpora=", ".join(CORPORA),
            )
        )
    paths = corpus_paths(corpus)
    tokenizer = tokenizer or vocabulary_of(paths)
    loaded = read_texts(paths, tokenizer)
    if data.sha256 not in ("", loaded.sha256):
        raise TextError(
            sentence(
                "The corpus {corpus} here is not the text that config.json names: its sha256 is "
                "{sha256}…, expected {expected}….",
                corpus=data.corpus,
                sha256=loaded.sha256[:12],
                expected=data.sha256[:12],
            )
        )
    parts = loaded.parts(data.split)
    if len(parts[0]) < order or len(parts[-1]) < 2:
        raise TextError(
            sentence(
                "The text leaves {train} characters to count and {test} for the test; {order} and "
                "2 are needed: use a longer text.",
                train=len(parts[0]),
                test=len(parts[-1]),
                order=order,
            )
        )
    completed = replace(
        config,
        network=replace(config.network, vocab_size=tokenizer.vocab_size),
        data=replace(data, sha256=loaded.sha256),
    )
    return CountedText(completed, tokenizer, parts[0], parts[-1])
