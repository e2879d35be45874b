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
from rnn_demo.data.sentence_pairs import SentencePairs
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


def made_up_pairs() -> SentencePairs:
    """Pairs as they are on disk; Tom is here, he sleeps, she sings, in every combination."""
    who = (
        ("Tom", "Том", "Tom"),
        ("Mary", "Мэри", "Marie"),
        ("She", "Она", "Elle"),
        ("Who", "Кто", "Qui"),
    )
    does = (
        ("sleeps", "спит", "dort"),
        ("sings", "поёт", "chante"),
        ("waits", "ждёт", "attend"),
        ("reads", "читает", "lit"),
    )
    whole = [
        tuple(f"{one} {other}." for one, other in zip(person, doing, strict=True))
        for person in who
        for doing in does
    ]
    russian = tuple((english, other) for english, other, _ in whole)
    held = {"She sleeps.", "She waits."}
    return SentencePairs(
        tuple(pair for pair in russian if pair[0] not in held),
        (("She sleeps.", "Она спит."),),
        (("Tom is here.", "Том здесь."), ("She waits.", "Она ждёт.")),
        {
            "Tom is here.": ("Том здесь.", "Том тут."),
            "She waits.": ("Она ждёт.",),
            "She sleeps.": ("Она спит.",),
        },
        tuple((english, french) for english, _, french in whole),
        {"mlqe_pe": (("The cat reads.", "Кошка читает."),)},
        {},
    )


def write_pairs(folder: Path) -> Path:
    """Write the pairs as the corpus is, below a data folder; the data folder."""
    pairs = made_up_pairs()
    references = tuple(("test", english, *own) for english, own in pairs.references.items())
    files: dict[str, tuple[tuple[str, ...], ...]] = {
        "eng_rus_tatoeba/train.tsv": pairs.russian,
        "eng_rus_tatoeba/dev.tsv": pairs.russian_dev,
        "eng_rus_tatoeba/test.tsv": pairs.russian_test,
        "eng_rus_tatoeba/references.tsv": references,
        "eng_fra/fra.txt": pairs.french,
        "eng_rus_extra/mlqe_pe.tsv": pairs.extra["mlqe_pe"],
    }
    for name, rows in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return folder
