"""A small classifier of random weights, written to a folder like a trained one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.sentiment import (
    SHORT_WEIGHTS,
    classifier_shapes,
    read_classifier,
    short_shapes,
)
from rnn_demo.artifacts.weights import stored_weights
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.sentiment import ClassifierConfig, Judging, ReviewData, ShortTexts
from rnn_demo.reading.classifier import Classifier, classifier_from
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS

NAME = "imdb-sentiment"
SAMPLE = (
    "It is not a bad film, not at all. The cast is great and the story moves along. "
    "I was never bored, and the music is wonderful! A great film that everybody should see. The "
    "light is warm, the two leads are a pleasure to watch, and the last scene stays with you for "
    "a long time."
)  # as long, and as poor in negations, as a text must be that gets no doubt


def tiny_tokenizer() -> WordPieceTokenizer:
    """One that knows the words of the sample and of the page's reviews."""
    return WordPieceTokenizer.learn([SAMPLE, *LECTURE.values(), *PRESETS.values()] * 3, 1500)


def write_tiny_classifier(
    folder: Path,
    *,
    hidden_size: int = 12,
    seed: int = 0,
    temperature: float = 1.0,
    short: bool = False,
) -> Path:
    """Write models/imdb-sentiment below a folder; the folder of models.

    With `short` it has a network of its own for short texts.
    """
    tokenizer = tiny_tokenizer()
    network = NetworkConfig("lstm", tokenizer.vocab_size, 6, hidden_size, 1)
    config = ClassifierConfig(
        network,
        ReviewData("imdb", 0.1),
        Recipe(1),
        16,
        Judging(Recipe(1)),
        short_texts=ShortTexts(Judging(Recipe(1)), temperature=0.8) if short else None,
        temperature=temperature,
    )
    random = np.random.default_rng(seed)
    weights = _random_weights(random, classifier_shapes(network))
    weights["familiarity"][:] = 0.5
    own = _random_weights(random, short_shapes(network))
    more = {SHORT_WEIGHTS: stored_weights(own)} if short else {}
    write_folder(folder / NAME, config, tokenizer, weights, more)
    write_tiny_ngrams(folder / NAME)
    return folder


def _random_weights(
    random: np.random.Generator, shapes: dict[str, tuple[int, ...]]
) -> dict[str, NDArray[np.float32]]:
    return {
        name: random.normal(scale=0.5, size=shape).astype(np.float32)
        for name, shape in shapes.items()
    }


def write_tiny_ngrams(folder: Path) -> None:
    grams = {"bad": -1.0, "not bad": 1.5, "great": 2.0, "bored": -1.0, "never bored": 1.5}
    (folder / "ngrams.json").write_text(json.dumps(list(grams)), encoding="utf-8")
    arrays = {
        "weights": np.array(list(grams.values()), np.float16),
        "bias": np.array([0.25], np.float16),
    }
    save_file(arrays, folder / "ngrams.safetensors")


def tiny_classifier(folder: Path, **options: float) -> Classifier:
    """The same, read back."""
    return classifier_from(read_classifier(write_tiny_classifier(folder, **options) / NAME))
