"""config.json: what a network is, what it read and how it was trained.

The same file is the input of `train` and the record beside the weights. Everything in it is
checked here, so that a hand-edited file gives one sentence and not a traceback.
"""

from __future__ import annotations

import json
import math
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CELLS = ("elman", "lstm", "gru")
MAX_CONFIG_BYTES = 1_000_000


class ConfigurationError(ValueError):
    """A configuration that cannot be used; the message says which value, why and what would do."""


@dataclass(frozen=True)
class NetworkConfig:
    """The shape of a character language model."""

    cell: str
    vocab_size: int
    embedding_dim: int
    hidden_size: int
    num_layers: int

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                f"network.cell is {self.cell!r}; use one of {', '.join(CELLS)}."
            )
        # vocab_size 0 means "not known yet": train fills it in from the text.
        whole_number("network.vocab_size", self.vocab_size, 0, 1_114_112)
        whole_number("network.embedding_dim", self.embedding_dim, 1, 4096)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("network.num_layers", self.num_layers, 1, 16)


@dataclass(frozen=True)
class DataConfig:
    """Which text, and how it is cut: the fractions of training, validation and test."""

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
                f"data.split is {list(split)}; give two or three fractions between 0 and 1."
            )
        if not math.isclose(sum(split), 1, abs_tol=1e-6):
            raise ConfigurationError(f"data.split adds up to {sum(split):g}; it must be 1.")


@dataclass(frozen=True)
class Recipe:
    """How to train. Lengths in characters, rates per step, `epochs` in passes over the text."""

    epochs: float
    batch_size: int = 32
    sequence_length: int = 128
    learning_rate: float = 3e-3
    warmup_steps: int = 100
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.0
    weight_drop: float = 0.0
    averaging: float = 0.99
    reset_probability: float = 0.02
    distillation: float = 0.0

    def __post_init__(self) -> None:
        number("recipe.epochs", self.epochs, 0, 100_000)
        whole_number("recipe.batch_size", self.batch_size, 1, 65_536)
        whole_number("recipe.sequence_length", self.sequence_length, 1, 65_536)
        number("recipe.learning_rate", self.learning_rate, 0, 10)
        whole_number("recipe.warmup_steps", self.warmup_steps, 0, 1_000_000)
        number("recipe.weight_decay", self.weight_decay, 0, 10)
        number("recipe.clip", self.clip, 1e-9, 1e9)
        for name in ("dropout", "weight_drop", "averaging", "reset_probability"):
            number(f"recipe.{name}", getattr(self, name), 0, 0.99999)
        number("recipe.distillation", self.distillation, 0, 1)


@dataclass(frozen=True)
class Config:
    """All of config.json.

    Attributes:
        note: what the recipe cannot say.
        teachers: models, by name or folder, whose mean expectation is part of the target
            (recipe.distillation is its share).
    """

    network: NetworkConfig
    data: DataConfig
    recipe: Recipe
    seed: int = 0
    note: str = ""
    teachers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.note, str):
            raise ConfigurationError(f"note is {self.note!r}; give a text.")
        if not all(isinstance(teacher, str) for teacher in self.teachers):
            raise ConfigurationError(f"teachers is {list(self.teachers)}; give a list of folders.")
        if bool(self.teachers) != (self.recipe.distillation > 0):
            raise ConfigurationError(
                f"recipe.distillation is {self.recipe.distillation:g} with {len(self.teachers)} "
                "teachers: give teachers and a share above 0, or neither."
            )
        whole_number("seed", self.seed, 0, 2**63 - 1)


def read_config(path: Path) -> Config:
    """Read and check a config.json.

    Raises:
        ConfigurationError: not readable, not JSON, an unknown or missing name, a value out of
            bounds; always one sentence.
    """
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            raise ConfigurationError(f"{path} is larger than a configuration can be (1 MB).")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}.") from None
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also a number of 5,000 digits
        raise ConfigurationError(f"{path} is not JSON: {error}.") from None
    try:
        return config_from_dict(raw)
    except ConfigurationError as error:
        raise ConfigurationError(f"{path}: {error}") from None


def config_from_dict(raw: Any) -> Config:
    """Build a `Config` from parsed JSON, checking every name and value."""
    raw = checked_names(Config, raw, "the configuration")
    data = dict(checked_names(DataConfig, raw["data"], "data"))
    if not isinstance(data["split"], list):
        raise ConfigurationError(f"data.split is {data['split']!r}; give a list of fractions.")
    for name in ("corpus", "sha256"):
        if not isinstance(data.get(name, ""), str):
            raise ConfigurationError(f"data.{name} is {data[name]!r}; give a text.")
    data["split"] = tuple(data["split"])
    teachers = raw.get("teachers", [])
    if not isinstance(teachers, list):
        raise ConfigurationError(f"teachers is {teachers!r}; give a list of folders.")
    return Config(
        network=NetworkConfig(**checked_names(NetworkConfig, raw["network"], "network")),
        data=DataConfig(**data),
        recipe=Recipe(**checked_names(Recipe, raw["recipe"], "recipe")),
        seed=raw.get("seed", 0),
        note=raw.get("note", ""),
        teachers=tuple(teachers),
    )


def config_to_json(config: DataclassInstance) -> str:
    """The text of config.json, one line a value, the same for equal configurations."""
    return json.dumps(asdict(config), indent=2, ensure_ascii=False) + "\n"


_T = TypeVar("_T")


def checked_names(kind: type[_T], raw: Any, where: str) -> dict[str, Any]:
    """Parsed JSON with the names of a dataclass, none unknown and none missing."""
    if not isinstance(raw, dict):
        raise ConfigurationError(f"{where} must be an object with named values.")
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    needed = {
        f.name
        for f in fields(kind)  # type: ignore[arg-type]
        if f.default is MISSING and f.default_factory is MISSING
    }
    if unknown := sorted(set(raw) - known):
        raise ConfigurationError(
            f"{where} has an unknown name {unknown[0]!r}; it knows {', '.join(sorted(known))}."
        )
    if missing := sorted(needed - set(raw)):
        raise ConfigurationError(f"{where} lacks {missing[0]!r}.")
    return raw


def whole_number(name: str, value: Any, low: int, high: int) -> None:
    """Refuse all but a whole number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ConfigurationError(
            f"{name} is {value!r}; give a whole number from {low:,} to {high:,}."
        )


def number(name: str, value: Any, low: float, high: float) -> None:
    """Refuse all but a number from low to high."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ConfigurationError(f"{name} is {value!r}; give a number from {low:g} to {high:g}.")
