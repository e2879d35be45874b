"""config.json of a translator: its encoder and decoder, its sentences and how it was trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

KIND = "translator"
CELLS = ("lstm",)
DIRECTIONS = ("en-ru", "en-fr", "ru-en")
LANGUAGES = tuple(direction.split("-")[1] for direction in DIRECTIONS)  # into which it may be


@dataclass(frozen=True)
class TranslatorSize:
    """An encoder of LSTM layers in both directions, and a decoder of two LSTM layers.

    Attributes:
        cell: always "lstm".
        vocab_size: pieces of all languages together; 0 until they are known.
        embedding_dim: numbers a piece, the same for reading and for writing.
        encoder_size: units of one encoder layer in one direction.
        encoder_layers: how many.
        hidden_size: units of each of the two layers of the decoder.
        attention: whether the decoder looks at every place of the source; without, it is given the
            last states of the encoder at every step instead.
    """

    cell: str
    vocab_size: int
    embedding_dim: int
    encoder_size: int
    encoder_layers: int
    hidden_size: int
    attention: bool = True

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.vocab_size", self.vocab_size, 0, 100_000)
        whole_number("network.embedding_dim", self.embedding_dim, 1, 8192)
        whole_number("network.encoder_size", self.encoder_size, 1, 8192)
        whole_number("network.encoder_layers", self.encoder_layers, 1, 8)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        if not isinstance(self.attention, bool):
            raise ConfigurationError(
                sentence(
                    "network.attention is {value}; give true or false.",
                    value=quoted(self.attention),
                )
            )

    @property
    def memory_size(self) -> int:
        """Numbers that the encoder gives for each place of the source, both directions."""
        return 2 * self.encoder_size


@dataclass(frozen=True)
class PairData:
    """Which pairs of sentences, and what is kept from training.

    Attributes:
        corpus: the name of the data set.
        directions: from which language into which, and the share of its pairs learned in each pass.
        extra: files of further pairs of English and Russian, without their ending.
        french_dev: so many English sentences of the French pairs are kept for choosing.
        french_test: so many others are kept for the test.
        longest: pairs with a side of more pieces are not learned.
        sha256: of each file as it is unpacked.
    """

    corpus: str
    directions: Mapping[str, float]
    extra: tuple[str, ...] = ()
    french_dev: int = 1000
    french_test: int = 2000
    longest: int = 40
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.directions or not set(self.directions) <= set(DIRECTIONS):
            raise ConfigurationError(
                sentence(
                    "data.directions is {given}; name some of {known}.",
                    given=quoted(list(self.directions)),
                    known=", ".join(DIRECTIONS),
                )
            )
        for direction, share in self.directions.items():
            number(f"data.directions.{direction}", share, 0, 1)
        whole_number("data.french_dev", self.french_dev, 0, 100_000)
        whole_number("data.french_test", self.french_test, 0, 100_000)
        whole_number("data.longest", self.longest, 1, 1000)


@dataclass(frozen=True)
class TranslationLearning:
    """How the translator learns, besides the recipe of every network.

    Attributes:
        recipe: `batch_size` in pairs of sentences, `dropout` of every layer's output.
        smoothing: of the target of each piece.
        word_drop: the share of pieces that encoder and decoder are not told in training.
    """

    recipe: Recipe
    smoothing: float = 0.1
    word_drop: float = 0.0

    def __post_init__(self) -> None:
        number("training.smoothing", self.smoothing, 0, 0.9)
        number("training.word_drop", self.word_drop, 0, 0.9)


@dataclass(frozen=True)
class TranslatorConfig:
    """All of config.json.

    Attributes:
        network: encoder and decoder.
        data: the pairs.
        training: of both together.
        length_power: alpha of the beam's score, log p / ((5 + n) / 6)^alpha for n pieces.
        seed: of the first weights, the order of the pairs and all noise.
        note: for the card.
        kind: always "translator".
    """

    network: TranslatorSize
    data: PairData
    training: TranslationLearning
    length_power: float = 1.0
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a translator"))
        number("length_power", self.length_power, 0, 2)
        whole_number("seed", self.seed, 0, 2**63 - 1)


def translator_config(raw: Any) -> TranslatorConfig:
    """Build a `TranslatorConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(TranslatorConfig, raw, "the configuration"))
    values["network"] = TranslatorSize(**checked_names(TranslatorSize, raw["network"], "network"))
    data = dict(checked_names(PairData, raw["data"], "data"))
    extra = data.get("extra", [])
    if (
        not isinstance(data["corpus"], str)
        or not isinstance(data["directions"], dict)
        or not isinstance(data.get("sha256", {}), dict)
        or not isinstance(extra, list)
        or not all(isinstance(name, str) for name in extra)
    ):
        raise ConfigurationError(
            sentence(
                "data.corpus must be a text, data.directions and data.sha256 objects and "
                "data.extra a list of texts."
            )
        )
    data["extra"] = tuple(extra)
    values["data"] = PairData(**data)
    training = dict(checked_names(TranslationLearning, raw["training"], "training"))
    training["recipe"] = Recipe(**checked_names(Recipe, training["recipe"], "training.recipe"))
    values["training"] = TranslationLearning(**training)
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return TranslatorConfig(**values)
