"""The kinds of trained network: what each one does, and which functions do it."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rnn_demo.artifacts.models_folder import folder_names, models_folder
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.file import UNNAMED_KIND, kind_named_in, read_json
from rnn_demo.configuration.values import ConfigurationError

# The files of every model's folder. `evaluate` alone writes metrics.json, and the card with it.
CARD = "README.md"
FILES = ("config.json", "tokenizer.json", "model.safetensors", "metrics.json", CARD)


class Artifact(Protocol):
    """What a trained network of any kind is, as it lies on disk.

    Its configuration has at least `network` (a `NetworkConfig`) and `data.corpus`.
    """

    @property
    def name(self) -> str:
        """Of its folder."""

    @property
    def folder(self) -> Path:
        """Where it lies."""

    @property
    def config(self) -> Any:
        """What config.json says."""

    @property
    def tokenizer(self) -> Any:
        """Text to ids."""

    @property
    def weights(self) -> Weights:
        """Every tensor by its name."""

    @property
    def metrics(self) -> dict[str, Any] | None:
        """What metrics.json says; None before `evaluate` was run."""

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""


@dataclass(frozen=True)
class Kind:
    """One kind of trained network.

    Functions are named as `package.module:function` and imported when they are called: some lie in
    layers above this one, and those that train need torch, which a page that serves does not load.

    Attributes:
        noun: what sentences call a network of this kind, with its article.
        does: what it does, with its command.
        does_not: what the networks of other kinds do not do.
        configuration: parsed JSON to the configuration, every name and value checked.
        reader: a folder to the `Artifact`, every file checked.
        training: trains what a configuration says; how it is called is `command`'s affair.
        evaluation: (artifact, text or None, report) to the contents of metrics.json; `report` hears
            how many more of what have been measured.
        card: (artifact, metrics) to the text of README.md.
        figures: (artifact) to its figures as one line of `list`, empty before they are measured.
        section: (name of the kind) draws its part of the Models page; empty for a kind whose
            figures stand on a page of their own.
        command: (arguments, name of the kind, folder or None) to the exit status of `train`.
        more_files: what its folder holds beside `FILES`.
    """

    noun: str
    does: str
    does_not: str
    configuration: str
    reader: str
    training: str
    evaluation: str
    card: str
    figures: str
    section: str = "rnn_demo.exhibits.models.cards:show"
    command: str = "rnn_demo.commands.train_steps:run"
    more_files: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all files of a measured model's folder."""
        return FILES + self.more_files


KINDS = {
    "generator": Kind(
        noun="a generator",
        does="writes text (`python -m rnn_demo generate`)",
        does_not="writes no text",
        configuration="rnn_demo.configuration.generator:generator_config",
        reader="rnn_demo.artifacts.generator:read_generator",
        training="rnn_demo.tasks.generator.training:train_generator",
        evaluation="rnn_demo.tasks.generator.evaluation:evaluate",
        card="rnn_demo.tasks.generator.card:model_card",
        figures="rnn_demo.tasks.generator.comparison:figures_line",
        section="rnn_demo.exhibits.models.generators:show",
        command="rnn_demo.commands.train_generator:run",
    ),
    "sentiment": Kind(
        noun="a classifier",
        does="judges reviews (`python -m rnn_demo classify`)",
        does_not="judges no reviews",
        configuration="rnn_demo.configuration.sentiment:classifier_config",
        reader="rnn_demo.artifacts.sentiment:read_classifier",
        training="rnn_demo.tasks.sentiment.steps:train_classifier",
        evaluation="rnn_demo.tasks.sentiment.evaluation:evaluate",
        card="rnn_demo.tasks.sentiment.card:sentiment_card",
        figures="rnn_demo.tasks.sentiment.card:figures_line",
        section="",  # the page Sentiment shows them
        more_files=("language_model.safetensors", "ngrams.json", "ngrams.safetensors"),
    ),
}


def imported(name: str) -> Callable[..., Any]:
    """The function that `package.module:function` names."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def reading_kind(folder: Path) -> Kind:
    """The kind as which a model is read, so that whatever is wrong with it is said."""
    return KINDS.get(kind_of_model(folder), KINDS[UNNAMED_KIND])


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
