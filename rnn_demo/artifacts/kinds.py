"""The kinds of trained network: what each one does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rnn_demo.artifacts.models_folder import folder_names, models_folder
from rnn_demo.configuration.file import UNNAMED_KIND, kind_named_in, read_json
from rnn_demo.configuration.values import ConfigurationError


@dataclass(frozen=True)
class Kind:
    """One kind of trained network.

    Attributes:
        noun: what sentences call a network of this kind.
        does: what it does, with its command.
        does_not: what the networks of other kinds do not do.
    """

    noun: str
    does: str
    does_not: str


KINDS = {
    "generator": Kind(
        noun="generator",
        does="writes text (`python -m rnn_demo generate`)",
        does_not="writes no text",
    ),
    "sentiment": Kind(
        noun="classifier",
        does="judges reviews (`python -m rnn_demo classify`)",
        does_not="judges no reviews",
    ),
}


def declared_kind(config: Path) -> str | None:
    """What a config.json says that its network is; None if it cannot be read."""
    try:
        return kind_named_in(read_json(config))
    except ConfigurationError:
        return None


def kind_of_model(folder: Path) -> str:
    """The kind of a model: `UNNAMED_KIND` unless its config.json says otherwise."""
    # Where it cannot be read, whoever reads it as that kind says what is wrong with it.
    return declared_kind(folder / "config.json") or UNNAMED_KIND


def model_names(kind: str = UNNAMED_KIND) -> list[str]:
    """The models of a kind that are there, by name, whether or not they can be read."""
    folder = models_folder()
    return [name for name in folder_names() if kind_of_model(folder / name) == kind]
