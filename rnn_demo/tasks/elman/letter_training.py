"""Networks trained on Tiny Shakespeare without anything but letters."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import torch

from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.corpora import CORPORA, corpus_paths
from rnn_demo.data.text import read_pieces
from rnn_demo.tasks.elman.letters import ALPHABET, Letters, letters_of
from rnn_demo.tasks.generator.training import (
    best_device,
    best_precision,
    prepare,
    train_generator,
)
from rnn_demo.training import Progress

SPLIT = (0.85, 0.05, 0.1)  # training, validation, which also chooses thresholds, and test
RECIPE = Recipe(
    epochs=7,
    batch_size=32,
    sequence_length=64,
    learning_rate=0.005,
    warmup_steps=100,
    dropout=0.1,
)


def corpus_letters() -> Letters:
    """Tiny Shakespeare without anything but letters.

    Raises:
        TextError: the text is missing.
    """
    (path,) = corpus_paths(CORPORA["shakespeare"])
    return letters_of("".join(read_pieces(path)))


def letter_config(cell: str) -> GeneratorConfig:
    """The configuration of the network with this cell."""
    return GeneratorConfig(
        NetworkConfig(cell, len(ALPHABET), 32, 256, 1),
        DataConfig("shakespeare-letters", SPLIT),
        RECIPE,
    )


def train_letters(
    cell: str, text: Letters, folder: Path, told: Callable[[Progress], None]
) -> Progress:
    """Train one network and write its folder.

    Args:
        cell: elman or lstm.
        text: what it reads.
        folder: see `rnn_demo.tasks.generator.training.train_generator`.
        told: called after each step.
    """
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "letters.txt"
        path.write_text(text.text, "ascii")
        prepared = prepare(letter_config(cell), path)
    device: torch.device = best_device("auto")
    return train_generator(
        prepared,
        folder,
        device=device,
        narrow=best_precision(device),
        report=lambda progress, _: told(progress),
    )
