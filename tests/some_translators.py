"""Small translators that end their sentences, for tests of what serves them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.translation import read_translator, translator_shapes
from rnn_demo.tokenizers.sentence_pieces import END
from rnn_demo.translation.translator import Translator, translator_from
from tests.tiny_translator import CONFIG, PIECES, TEXTS

NAME, PLAIN = "tiny-translator", "tiny-without-attention"
Result = TypeVar("Result")


def write_translators(folder: Path, *names: str, ends: float = 3.0) -> Path:
    """Write translators below a folder, those called `PLAIN` without attention; the folder.

    Args:
        folder: of models.
        names: by default both.
        ends: how much likelier than by chance a sentence ends, in nats.
    """
    for name in names or (NAME, PLAIN):
        random = np.random.default_rng(len(name))
        network = replace(CONFIG.network, attention=name != PLAIN)
        data = replace(CONFIG.data, longest=200)  # small vocabularies cut into many pieces
        weights = {
            own: random.normal(0, 0.4, shape).astype(np.float16).astype(np.float32)
            for own, shape in translator_shapes(network).items()
        }
        weights["head_bias"][END] += ends
        write_folder(folder / name, replace(CONFIG, network=network, data=data), PIECES, weights)
    return folder


def some_translator(folder: Path, name: str = NAME, ends: float = 3.0) -> Translator:
    """One of them, ready to run."""
    return translator_from(read_translator(write_translators(folder, name, ends=ends) / name))


def result(steps: Generator[object, None, Result]) -> Result:
    """What a computation returns in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Result = end.value
            return found


ENGLISH = TEXTS[:5]
