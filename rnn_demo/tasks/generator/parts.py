"""The text of a generator's training, cut as it was cut then, to measure the model on its parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence


def parts_of(
    artifact: GeneratorArtifact, text: Path | None
) -> tuple[NDArray[np.unsignedinteger], ...]:
    """The parts of the text as ids: training, validation if there is one, and test.

    Args:
        artifact: the model.
        text: the file that it was trained on; None for a corpus known by name.

    Raises:
        TextError: the text is unknown, missing, too short, or not the one of the training.
    """
    data = artifact.config.data
    corpus = CORPORA.get(data.corpus)
    if text is None and corpus is None:
        raise TextError(
            sentence(
                "The corpus {corpus!r} of {name} is not one of {corpora}: "
                "name the text that it was trained on with --text FILE.",
                corpus=data.corpus,
                name=artifact.name,
                corpora=", ".join(CORPORA),
            )
        )
    paths = [text] if text else corpus_paths(corpus) if corpus else []
    loaded = read_texts(paths, artifact.tokenizer)
    if loaded.sha256 != data.sha256:
        raise TextError(
            sentence(
                "The corpus {corpus} here is not the one that {name} was trained on: "
                "its sha256 is {sha256}…, expected {expected}….",
                corpus=data.corpus,
                name=artifact.name,
                sha256=loaded.sha256[:12],
                expected=data.sha256[:12],
            )
        )
    parts = loaded.parts(data.split)
    if min(len(part) for part in parts) < 2:
        raise TextError(
            sentence(
                "A part of the text has {parts} characters; each needs "
                "at least 2 to be measured: use a longer text.",
                parts=min(len(part) for part in parts),
            )
        )
    return parts
