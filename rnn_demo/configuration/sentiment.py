"""config.json of a classifier of reviews: what it is, what it read and how it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rnn_demo.configuration.file import read_file
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
from rnn_demo.words import sentence

KIND = "sentiment"


@dataclass(frozen=True)
class ReviewData:
    """Which reviews, and how many of the labelled ones are kept for validation (whole films)."""

    corpus: str
    validation: float
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number("data.validation", self.validation, 0.001, 0.5)


@dataclass(frozen=True)
class Judging:
    """How a reader learns to judge.

    Attributes:
        recipe: `sequence_length` is how many of a text's last pieces are read, in training only.
        perturbation: the length of the worst-case disturbance of a text, 0 for none.
        prefix_share: the weight of judging a random beginning of each text as well.
        head_dropout: the share of the pooled values that is silenced.
    """

    recipe: Recipe
    perturbation: float = 0.0
    prefix_share: float = 0.0
    head_dropout: float = 0.0

    def __post_init__(self) -> None:
        number("perturbation", self.perturbation, 0, 1000)
        number("prefix_share", self.prefix_share, 0, 10)
        number("head_dropout", self.head_dropout, 0, 0.99)


@dataclass(frozen=True)
class ShortTexts:
    """How a second network learns to judge short texts; it begins with the weights of the first.

    Attributes:
        judging: how it learns.
        reviews: how many unlabelled reviews are among the texts.
        fillings: how many sentences are made of each of our patterns.
        kept: the share of the first network's weights in the mean that it ends as.
        temperature: the number that divides its logits, fitted on sentences kept for validation.
    """

    judging: Judging
    reviews: int = 6_000
    fillings: int = 40
    kept: float = 0.1
    temperature: float = 1.0

    def __post_init__(self) -> None:
        whole_number("short_texts.reviews", self.reviews, 0, 1_000_000)
        whole_number("short_texts.fillings", self.fillings, 1, 10_000)
        number("short_texts.kept", self.kept, 0, 1)
        number("short_texts.temperature", self.temperature, 0.01, 100)


@dataclass(frozen=True)
class ClassifierConfig:
    """All of config.json.

    Attributes:
        pretraining: the language model over word pieces.
        samples: how many pieces a target is compared with in its softmax.
        judging: learning from the labels.
        further: how the networks that `judging` made are trained further before they teach; None if
            they are not.
        self_training: the rounds of self-training, empty for none. In the first round, the first of
            the `teachers` networks goes on learning, from the labels and from what all of them and
            the n-gram rival say about the unlabelled reviews. In the next round it learns no longer
            from the labels, but from what it says itself and what an n-gram model says that has
            learned from the same opinions; and so on.
        short_texts: the second network, for short texts; None if the first one reads these, too.
        compare: whether to train from scratch and without disturbance too, for the record.
        temperature: the number that divides the logits, fitted on the validation part.
        steps: the validation figures after each step, as training wrote them.
    """

    network: NetworkConfig
    data: ReviewData
    pretraining: Recipe
    samples: int
    judging: Judging
    further: Judging | None = None
    self_training: tuple[Judging, ...] = ()
    short_texts: ShortTexts | None = None
    teachers: int = 1
    compare: bool = True
    seed: int = 0
    temperature: float = 1.0
    steps: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a classifier"))
        if self.network.num_layers != 1 or self.network.cell != "lstm":
            raise ConfigurationError(
                sentence(
                    "network is {num_layers} × {cell}; a classifier has one layer of lstm.",
                    num_layers=self.network.num_layers,
                    cell=self.network.cell,
                )
            )
        whole_number("samples", self.samples, 1, 1_000_000)
        whole_number("teachers", self.teachers, 1, 16)
        whole_number("seed", self.seed, 0, 2**63 - 1)
        number("temperature", self.temperature, 0.01, 100)


def read_classifier_config(path: Path) -> ClassifierConfig:
    """Read and check a classifier's config.json.

    Raises:
        ConfigurationError: the file is not readable or not JSON, a name is unknown or missing, or a
            value is out of bounds; always one sentence.
    """
    return read_file(path, classifier_config)


def classifier_config(raw: Any) -> ClassifierConfig:
    """Build a `ClassifierConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(ClassifierConfig, raw, "the configuration"))
    values["network"] = NetworkConfig(**checked_names(NetworkConfig, raw["network"], "network"))
    data = checked_names(ReviewData, raw["data"], "data")
    sha256 = data.get("sha256", {})
    if not isinstance(data["corpus"], str) or not isinstance(sha256, dict):
        raise ConfigurationError(sentence("data.corpus must be a text and data.sha256 an object."))
    values["data"] = ReviewData(**data)
    values["pretraining"] = Recipe(**checked_names(Recipe, raw["pretraining"], "pretraining"))
    for name in ("judging", "further"):
        if raw.get(name) is not None:
            values[name] = _judging(raw[name], name)
    values["self_training"] = _rounds(raw.get("self_training", []), "self_training")
    if raw.get("short_texts") is not None:
        short = dict(checked_names(ShortTexts, raw["short_texts"], "short_texts"))
        short["judging"] = _judging(short["judging"], "short_texts.judging")
        values["short_texts"] = ShortTexts(**short)
    steps = raw.get("steps", [])
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise ConfigurationError(sentence("steps must be a list of objects."))
    values["steps"] = tuple(steps)
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return ClassifierConfig(**values)


def _rounds(raw: Any, name: str) -> tuple[Judging, ...]:
    if not isinstance(raw, list):
        raise ConfigurationError(
            sentence("{name} must be a list of rounds, [] for none.", name=name)
        )
    return tuple(_judging(own, f"{name}[{place}]") for place, own in enumerate(raw))


def _judging(raw: Any, name: str) -> Judging:
    values = dict(checked_names(Judging, raw, name))
    values["recipe"] = Recipe(**checked_names(Recipe, values["recipe"], f"{name}.recipe"))
    return Judging(**values)
