"""config.json of a network that writes tunes: its size, its tunes and how it was trained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import (
    ConfigurationError,
    checked_names,
    number,
    own_kind,
    text,
    whole_number,
)
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

KIND = "tunes"


@dataclass(frozen=True)
class TuneData:
    """Which tunes, and how they are divided.

    Attributes:
        corpus: the name of the collection.
        split: fractions of training, validation and test part.
        rarest: a token that fewer training tunes have is not in the vocabulary, and tunes that have
            one are left out.
        sha256: of the file of tunes; empty for whatever file is there.
    """

    corpus: str
    split: tuple[float, float, float]
    rarest: int = 5
    sha256: str = ""

    def __post_init__(self) -> None:
        if len(self.split) != 3:
            raise ConfigurationError(
                sentence("data.split has {count} parts; give 3.", count=len(self.split))
            )
        for part in self.split:
            number("a part of data.split", part, 0, 1)
        if not math.isclose(sum(self.split), 1, abs_tol=1e-6):
            raise ConfigurationError(
                sentence("data.split adds up to {split:g}; it must be 1.", split=sum(self.split))
            )
        whole_number("data.rarest", self.rarest, 1, 1_000_000)


@dataclass(frozen=True)
class TuneConfig:
    """All of config.json.

    Attributes:
        network: its shape.
        data: the tunes.
        recipe: batch_size is in tunes, and sequence_length the tokens of the longest one.
        seed: of the split, the first weights, the order of the tunes and the dropout.
        note: for the card.
        kind: always "tunes".
    """

    network: NetworkConfig
    data: TuneData
    recipe: Recipe
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a writer of tunes"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def tune_config(raw: Any) -> TuneConfig:
    """Build a `TuneConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(TuneConfig, raw, "the configuration"))
    data = dict(checked_names(TuneData, raw["data"], "data"))
    if not isinstance(data["split"], list):
        raise ConfigurationError(
            sentence(
                "data.split is {split}; give a list of fractions.", split=quoted(data["split"])
            )
        )
    data["split"] = tuple(data["split"])
    for name in ("corpus", "sha256"):
        text(f"data.{name}", data.get(name, ""))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    values["network"] = NetworkConfig(**checked_names(NetworkConfig, raw["network"], "network"))
    values["data"] = TuneData(**data)
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    return TuneConfig(**values)
