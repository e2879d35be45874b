"""config.json of a generator: what the network is, what it read and how it was trained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.configuration.file import read_file
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import (
    ConfigurationError,
    checked_names,
    number,
    text,
    whole_number,
)
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence


@dataclass(frozen=True)
class DataConfig:
    """Which text, and how it is divided: the fractions for training, validation and test."""

    corpus: str
    split: tuple[float, ...]
    sha256: str = ""

    def __post_init__(self) -> None:
        split = self.split
        if len(split) not in (2, 3) or any(
            isinstance(part, bool) or not isinstance(part, int | float) or not 0 < part < 1
            for part in split
        ):
            raise ConfigurationError(
                sentence(
                    "data.split is {split}; give two or three fractions between 0 and 1.",
                    split=quoted(list(split)),
                )
            )
        if not math.isclose(sum(split), 1, abs_tol=1e-6):
            raise ConfigurationError(
                sentence("data.split adds up to {split:g}; it must be 1.", split=sum(split))
            )


@dataclass(frozen=True)
class GeneratorConfig:
    """All of a generator's config.json.

    Attributes:
        note: whatever the recipe cannot say.
        teachers: models, by name or folder, whose mean prediction is part of the target
            (recipe.distillation is its share).
        temperature: the number that divides the logits: a network that knows its text well is
            too sure of others. `train` fits it on the validation part, where the split has one.
    """

    network: NetworkConfig
    data: DataConfig
    recipe: Recipe
    seed: int = 0
    note: str = ""
    teachers: tuple[str, ...] = ()
    temperature: float = 1.0

    def __post_init__(self) -> None:
        text("note", self.note)
        if not all(isinstance(teacher, str) for teacher in self.teachers):
            raise ConfigurationError(
                sentence(
                    "teachers is {teachers}; give a list of folders.",
                    teachers=quoted(list(self.teachers)),
                )
            )
        if bool(self.teachers) != (self.recipe.distillation > 0):
            raise ConfigurationError(
                sentence(
                    "recipe.distillation is {distillation:g} with {count} "
                    "teachers: give teachers and a share above 0, or neither.",
                    distillation=self.recipe.distillation,
                    count=len(self.teachers),
                )
            )
        whole_number("seed", self.seed, 0, 2**63 - 1)
        number("temperature", self.temperature, 0.01, 100)


def read_generator_config(path: Path) -> GeneratorConfig:
    """Read and check a generator's config.json.

    Raises:
        ConfigurationError: the file is not readable or not JSON, a name is unknown or missing, or a
            value is out of bounds; always one sentence.
    """
    return read_file(path, generator_config)


def generator_config(raw: Any) -> GeneratorConfig:
    """Build a `GeneratorConfig` from parsed JSON, checking every name and value."""
    raw = checked_names(GeneratorConfig, raw, "the configuration")
    teachers = raw.get("teachers", [])
    if not isinstance(teachers, list):
        raise ConfigurationError(
            sentence("teachers is {teachers}; give a list of folders.", teachers=quoted(teachers))
        )
    return GeneratorConfig(
        network=NetworkConfig(**checked_names(NetworkConfig, raw["network"], "network")),
        data=data_config(raw["data"]),
        recipe=Recipe(**checked_names(Recipe, raw["recipe"], "recipe")),
        seed=raw.get("seed", 0),
        note=raw.get("note", ""),
        teachers=tuple(teachers),
        temperature=raw.get("temperature", 1.0),
    )


def data_config(raw: Any) -> DataConfig:
    """Build a `DataConfig` from parsed JSON, checking every name and value."""
    data = dict(checked_names(DataConfig, raw, "data"))
    if not isinstance(data["split"], list):
        raise ConfigurationError(
            sentence(
                "data.split is {split}; give a list of fractions.", split=quoted(data["split"])
            )
        )
    for name in ("corpus", "sha256"):
        text(f"data.{name}", data.get(name, ""))
    data["split"] = tuple(data["split"])
    return DataConfig(**data)
