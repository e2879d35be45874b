"""The trained models: their names, and one of them ready for use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rnn_demo.artifacts.artifact import Artifact
from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.kinds import (
    KINDS,
    imported,
    kind_of_model,
    model_names,
    reading_kind,
)
from rnn_demo.artifacts.models_folder import find_model, missing_models_folder
from rnn_demo.artifacts.sentiment import ClassifierArtifact, read_classifier
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.knobs.values import quoted
from rnn_demo.reading.by_length import ByLength, classifiers_from
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.narrow_weights import NarrowClassifier, narrowed_classifier
from rnn_demo.words import sentence


@dataclass(frozen=True, eq=False)
class Model:
    """A trained model. Each of its networks is prepared at its first use and then kept.

    Example:
        >>> import rnn_demo
        >>> model = rnn_demo.load_model("shakespeare-lstm")
        >>> model.kind, model.parameters
        ('generator', 5129985)

    Attributes:
        name: the name of its folder.
        kind: what it does: `generator`, `sentiment`, `rbm`, `hmm`, `ngram` or `signs`.
        folder: the path of its folder.
        artifact: the configuration, vocabulary and weights, as they were read.
    """

    name: str
    kind: str
    folder: Path
    artifact: Artifact = field(repr=False)

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return self.artifact.parameters

    @property
    def metrics(self) -> Mapping[str, Any]:
        """Measurements on texts that are new to it (metrics.json); empty if there are none."""
        return MappingProxyType(self.artifact.metrics or {})

    @cached_property
    def network(self) -> CharacterNetwork:
        """The generator in float32.

        Raises:
            ArtifactError: the model is of another kind.
        """
        artifact = self.artifact
        if not isinstance(artifact, GeneratorArtifact):
            artifact = read_generator(self.folder)  # its error says what the model does instead
        return network_from(artifact)

    @cached_property
    def narrow_network(self) -> NarrowNetwork:
        """The generator with weights in 8 bits, for writing; raises as `network` does."""
        return narrowed(self.network)

    @cached_property
    def classifiers(self) -> ByLength[Classifier]:
        """The classifier in float32: its network for whole reviews and that for short texts.

        Raises:
            ArtifactError: the model is of another kind.
        """
        artifact = self.artifact
        if not isinstance(artifact, ClassifierArtifact):
            artifact = read_classifier(self.folder)  # its error says what the model does instead
        return classifiers_from(artifact)

    @cached_property
    def narrow_classifiers(self) -> ByLength[NarrowClassifier]:
        """The classifier with weights in 8 bits; raises as `classifiers` does."""
        return self.classifiers.each(narrowed_classifier)


def load_model(model: str | os.PathLike[str] | Model, kind: str | None = None) -> Model:
    """Read a model and check its files; a model that is already loaded is returned as it is.

    Args:
        model: the name of a shipped model, or a folder.
        kind: the kind that it has to be, `generator` or `sentiment`; None for any kind.

    Raises:
        ArtifactError: there is no such model or kind, one of its files is missing or damaged, or it
            is of another kind.
    """
    check_kind(kind)
    if isinstance(model, Model):
        if kind in (None, model.kind):
            return model
        folder = model.folder
    elif isinstance(model, str | os.PathLike):
        folder = find_model(os.fspath(model))
    else:
        raise ArtifactError(
            sentence(
                "The model is {value}; give its name, its folder, or what `load_model` returned.",
                value=quoted(model),
            )
        )
    # The reader refuses a model of another kind, with an error that says what the model does.
    reader = KINDS[kind].reader if kind else reading_kind(folder).reader
    artifact: Artifact = imported(reader)(folder)
    return Model(artifact.name, kind or kind_of_model(folder), folder, artifact)


def list_models(kind: str | None = None) -> tuple[str, ...]:
    """The names of the models that can be loaded by name: generators first, each kind by name.

    Args:
        kind: `generator` or `sentiment`; None lists all.

    Raises:
        ArtifactError: there is no such kind, or RNN_DEMO_MODELS names something that is not a
            folder.
    """
    check_kind(kind)
    if missing := missing_models_folder():
        raise ArtifactError(missing)
    return tuple(name for one in KINDS if kind in (None, one) for name in model_names(one))


def check_kind(kind: str | None) -> None:
    """Refuse a name that is not a kind of model; None stands for any kind.

    Raises:
        ArtifactError: there is no such kind.
    """
    if kind is not None and not (isinstance(kind, str) and kind in KINDS):
        raise ArtifactError(
            sentence(
                "There is no kind of model {kind!r}; there are {kinds}.",
                kind=kind,
                kinds=", ".join(KINDS),
            )
        )
