"""Small translators with made-up weights, and made-up pairs of sentences to learn from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.translation import translator_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.translation import (
    PairData,
    TranslationLearning,
    TranslatorConfig,
    TranslatorSize,
)
from rnn_demo.tokenizers.sentence_pieces import SentencePieces

NAME = "tiny-translator"
TEXTS = (
    "Tom is here.", "Tom was at home.", "Where is the cat?", "I don't know.", "He sings well!",
    "Том здесь.", "Том был дома.", "Где кошка?", "Я не знаю.", "Он хорошо поёт!",
    "Tom est ici.", "Tom était à la maison.", "Où est le chat ?", "Je ne sais pas.",
)  # fmt: skip
PIECES = SentencePieces.learn(TEXTS * 5, 160)
CONFIG = TranslatorConfig(
    TranslatorSize("lstm", PIECES.vocab_size, 12, 8, 2, 16),
    PairData("tatoeba", {"en-ru": 1.0, "en-fr": 1.0, "ru-en": 0.5}, french_dev=2, french_test=3),
    TranslationLearning(Recipe(epochs=2, batch_size=4, learning_rate=0.01, warmup_steps=2)),
)


def write_tiny_translator(
    folder: Path, *, name: str = NAME, attention: bool = True, seed: int = 0
) -> Path:
    """Write models/tiny-translator below a folder; the folder of models."""
    random = np.random.default_rng(seed)
    config = replace(CONFIG, network=replace(CONFIG.network, attention=attention))
    weights = {
        name: random.normal(0, 0.4, shape).astype(np.float16).astype(np.float32)
        for name, shape in translator_shapes(config.network).items()
    }
    write_folder(folder / name, config, PIECES, weights)
    return folder
