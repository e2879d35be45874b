"""config.json of a captioner: its encoder and decoder, its pictures and how it was trained."""

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

KIND = "captions"
CELLS = ("lstm",)
MOST_STAGES = 5  # each halves the grid


@dataclass(frozen=True)
class CaptionerSize:
    """A convolutional encoder, and an LSTM that looks at its grid.

    Attributes:
        cell: of the decoder, always "lstm".
        vocab_size: words; 0 until they are known.
        side: pixels of a picture, each way.
        stem: channels of the first convolution, which halves the picture.
        channels: of each stage; every stage after the first halves the grid.
        embedding_dim: numbers a word.
        hidden_size: units of the LSTM.
    """

    cell: str
    vocab_size: int
    side: int
    stem: int
    channels: tuple[int, ...]
    embedding_dim: int
    hidden_size: int

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.vocab_size", self.vocab_size, 0, 20_000)
        whole_number("network.side", self.side, 8, 128)
        whole_number("network.stem", self.stem, 1, 1024)
        if not isinstance(self.channels, tuple) or not 1 <= len(self.channels) <= MOST_STAGES:
            raise ConfigurationError(
                sentence(
                    "network.channels is {channels}; give 1 to {most} numbers.",
                    channels=quoted(self.channels),
                    most=MOST_STAGES,
                )
            )
        for channels in self.channels:
            whole_number("network.channels", channels, 1, 1024)
        if self.side % (1 << len(self.channels)):
            raise ConfigurationError(
                sentence(
                    "network.side is {side}; the {stages} stages halve it as many times: give a "
                    "multiple of {multiple}.",
                    side=self.side,
                    stages=len(self.channels),
                    multiple=1 << len(self.channels),
                )
            )
        whole_number("network.embedding_dim", self.embedding_dim, 1, 4096)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)

    @property
    def grid(self) -> int:
        """Places of the grid, each way."""
        return self.side >> len(self.channels)


@dataclass(frozen=True)
class DrawingData:
    """Which drawings, and what is kept from training.

    Attributes:
        corpus: the name of the data set.
        held_out_hands: their drawings are for the test, all of them.
        held_out_tones: of so many concepts one skin tone is kept from training, of every hand.
        validation: so many drawings are kept for choosing; of their names others are learned.
        split_seed: of which tones and which drawings these are.
        sha256: of the names and of each hand's pixels.
    """

    corpus: str
    held_out_hands: tuple[str, ...]
    held_out_tones: int
    validation: int
    split_seed: int = 0
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        whole_number("data.held_out_tones", self.held_out_tones, 0, 10_000)
        whole_number("data.validation", self.validation, 0, 10_000)
        whole_number("data.split_seed", self.split_seed, 0, 2**63 - 1)


@dataclass(frozen=True)
class CaptionLearning:
    """How the captioner learns, besides the recipe of every network.

    Attributes:
        recipe: `dropout` is that of the grid, the words and the head.
        smoothing: of the target of each word.
        bag: the weight of a second loss: the encoder alone says which words the name has.
        word_drop: the share of words that the decoder is not told in training.
        augmentation: how strong the changes of the pictures are, 1 for as strong as planned.
    """

    recipe: Recipe
    smoothing: float = 0.1
    bag: float = 0.5
    word_drop: float = 0.1
    augmentation: float = 1.0

    def __post_init__(self) -> None:
        number("training.smoothing", self.smoothing, 0, 0.9)
        number("training.bag", self.bag, 0, 100)
        number("training.word_drop", self.word_drop, 0, 0.9)
        number("training.augmentation", self.augmentation, 0, 3)


@dataclass(frozen=True)
class CaptionerConfig:
    """All of config.json.

    Attributes:
        network: encoder and decoder.
        data: the drawings.
        training: of both together.
        seed: of the first weights, the order of the drawings and all noise.
        note: for the card.
        kind: always "captions".
    """

    network: CaptionerSize
    data: DrawingData
    training: CaptionLearning
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a captioner"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def captioner_config(raw: Any) -> CaptionerConfig:
    """Build a `CaptionerConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(CaptionerConfig, raw, "the configuration"))
    network = dict(checked_names(CaptionerSize, raw["network"], "network"))
    if isinstance(network["channels"], list):
        network["channels"] = tuple(network["channels"])
    values["network"] = CaptionerSize(**network)
    data = dict(checked_names(DrawingData, raw["data"], "data"))
    hands = data["held_out_hands"]
    if (
        not isinstance(data["corpus"], str)
        or not isinstance(data.get("sha256", {}), dict)
        or not isinstance(hands, list)
        or not all(isinstance(hand, str) for hand in hands)
    ):
        raise ConfigurationError(
            sentence(
                "data.corpus must be a text, data.held_out_hands a list of texts and data.sha256 "
                "an object."
            )
        )
    data["held_out_hands"] = tuple(hands)
    values["data"] = DrawingData(**data)
    training = dict(checked_names(CaptionLearning, raw["training"], "training"))
    training["recipe"] = Recipe(**checked_names(Recipe, training["recipe"], "training.recipe"))
    values["training"] = CaptionLearning(**training)
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return CaptionerConfig(**values)
