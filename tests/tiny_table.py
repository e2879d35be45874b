"""A small table of n-grams of a made-up text, for tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.ngram import tensors_of
from rnn_demo.artifacts.weights import Counts
from rnn_demo.configuration.generator import DataConfig
from rnn_demo.configuration.ngram import TableConfig, TableSize
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.tokenizers.characters import CharacterTokenizer

NAME = "tiny-ngram"
# Some follow one another more often than others, and one stands beside itself.
TEXT = (
    "aaaaa! The sea is the sea,\nROMEO: the rose is a rose. Oh sea, oh Romeo, no rose is there." * 3
)
CHARACTERS = "".join(sorted(set(TEXT)))
CONFIG = TableConfig(TableSize("ngram", len(CHARACTERS), 3), DataConfig("shakespeare", (0.9, 0.1)))


def write_tiny_table(folder: Path, name: str = NAME) -> Path:
    """Write models/tiny-ngram below a folder; the folder of models."""
    tokenizer, size = CharacterTokenizer(CHARACTERS), CONFIG.network
    ids = tokenizer.encode(TEXT)
    weights = tensors_of(fit(ids, size.vocab_size, size.order), ids[: size.order - 1])
    config = replace(CONFIG, network=replace(size, grams=len(weights["counts"])))
    write_folder(folder / name, config, tokenizer, weights)
    return folder


def one_more(counts: Counts) -> None:
    """Count a gram once more that begins and ends alike, so that a text may still have it."""
    same = (counts["grams"] == counts["grams"][:, :1]).all(1)
    counts["counts"][int(same.argmax())] += 1
