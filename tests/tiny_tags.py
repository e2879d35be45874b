"""A small tagger with made-up weights, and a treebank of made-up sentences."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.tags import tagger_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.tags import TagConfig, TagData, TaggerSize
from rnn_demo.data.treebanks import TAGS
from rnn_demo.tokenizers.tagged_words import TaggedWords

NAME, RUSSIAN = "tiny-tags-en", "tiny-tags-ru"
ENGLISH_WORDS = (
    "the", "old", "man", "boat", "a", "fruit", "flies", "like", "banana", "time", "an", "arrow",
    "saw", "her", "duck", "under", "table", ".", "i", "and", "its", "eggs",
)  # fmt: skip
RUSSIAN_WORDS = ("эти", "типы", "стали", "есть", "на", "складе", ".", *ENGLISH_WORDS[:12])
CONFIG = TagConfig(
    TaggerSize("lstm", len(TAGS), 0, 0, 4, 6, 5, 4, 8),
    TagData("en_ewt", "en", rarest=1),
    Recipe(epochs=30, batch_size=40, learning_rate=0.02, warmup_steps=2, averaging=0.5),
)
LEXICON = {
    "DET": ("the", "a"),
    "ADJ": ("old", "red", "small"),
    "NOUN": ("boat", "man", "table", "duck"),
    "VERB": ("sees", "likes"),
}
ORDER = ("DET", "ADJ", "NOUN", "VERB", "DET", "NOUN", "PUNCT")


def vocabulary(words: tuple[str, ...] = ENGLISH_WORDS) -> TaggedWords:
    return TaggedWords(TAGS, words, "".join(sorted(set("".join(words)))))


def write_tiny_tags(folder: Path, config: TagConfig = CONFIG) -> Path:
    """Write models/tiny-tags-en and -ru below a folder; the folder of models."""
    for name, language, words in (
        (NAME, "en", ENGLISH_WORDS),
        (RUSSIAN, "ru", RUSSIAN_WORDS),
    ):
        known = vocabulary(words)
        size = dataclasses.replace(
            config.network, words=len(known.words), characters=len(known.characters)
        )
        own = dataclasses.replace(
            config, network=size, data=dataclasses.replace(config.data, language=language)
        )
        random = np.random.default_rng(0)
        weights = {
            tensor: random.normal(size=shape).astype(np.float16).astype(np.float32)
            for tensor, shape in tagger_shapes(size).items()
        }
        write_folder(folder / name, own, known, weights)
    return folder


def made_up_sentence(random: np.random.Generator) -> list[tuple[str, str]]:
    return [
        (".", tag) if tag == "PUNCT" else (str(random.choice(LEXICON[tag])), tag) for tag in ORDER
    ]


def conllu(sentences: list[list[tuple[str, str]]]) -> str:
    """Sentences as CoNLL-U."""
    lines = []
    for own in sentences:
        lines.append("# text = " + " ".join(word for word, _ in own).replace(" .", "."))
        lines += [
            "\t".join([str(place), word, "_", tag, *["_"] * 6])
            for place, (word, tag) in enumerate(own, 1)
        ]
        lines.append("")
    return "\n".join(lines) + "\n"


def write_treebank(folder: Path) -> Path:
    """Write a treebank as the data folder has it; the data folder."""
    random = np.random.default_rng(0)
    place = folder / "ud_english_ewt"
    place.mkdir(parents=True)
    for part, count in (("train", 60), ("dev", 6), ("test", 6)):
        own = [made_up_sentence(random) for _ in range(count)]
        (place / f"en_ewt-ud-{part}.conllu").write_text(conllu(own), encoding="utf-8")
    return folder
