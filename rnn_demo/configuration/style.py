"""config.json of a reader of styles: its network, its pictures and how it was trained."""

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

KIND = "style"
CELLS = ("gru",)


@dataclass(frozen=True)
class RowReaderSize:
    """Filters along a row of pixels, and a GRU that reads row after row.

    Attributes:
        cell: always "gru".
        vocab_size: hands to tell apart; 0 until they are known.
        side: pixels of a row, and rows of a picture.
        filters: channels of the two convolutions along a row.
        hidden_size: units of the GRU.
    """

    cell: str
    vocab_size: int
    side: int
    filters: tuple[int, int]
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
        whole_number("network.vocab_size", self.vocab_size, 0, 100)
        whole_number("network.side", self.side, 8, 128)
        if not isinstance(self.filters, tuple) or len(self.filters) != 2:
            raise ConfigurationError(
                sentence(
                    "network.filters is {filters}; give two numbers.", filters=quoted(self.filters)
                )
            )
        for channels in self.filters:
            whole_number("network.filters", channels, 1, 1024)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)


@dataclass(frozen=True)
class StyleData:
    """Which drawings, and what is kept from training.

    Attributes:
        corpus: the name of the data set.
        hands: which are told apart.
        test: the share of concepts whose drawings, of all hands and skin tones, are for the test.
        validation: the share for choosing.
        split_seed: of which concepts these are.
        sha256: of the names and of each hand's pixels.
    """

    corpus: str
    hands: tuple[str, ...]
    test: float
    validation: float
    split_seed: int = 0
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number("data.test", self.test, 0.001, 0.5)
        number("data.validation", self.validation, 0.001, 0.4)
        whole_number("data.split_seed", self.split_seed, 0, 2**63 - 1)


@dataclass(frozen=True)
class StyleConfig:
    """All of config.json.

    Attributes:
        network: the reader.
        data: its drawings.
        recipe: how it was trained; `dropout` is that of what is read off a row and of the state.
        seed: of the first weights, the order of the drawings and all noise.
        note: for the card.
        kind: always "style".
    """

    network: RowReaderSize
    data: StyleData
    recipe: Recipe
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a reader of styles"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def style_config(raw: Any) -> StyleConfig:
    """Build a `StyleConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(StyleConfig, raw, "the configuration"))
    network = dict(checked_names(RowReaderSize, raw["network"], "network"))
    if isinstance(network["filters"], list):
        network["filters"] = tuple(network["filters"])
    values["network"] = RowReaderSize(**network)
    data = dict(checked_names(StyleData, raw["data"], "data"))
    hands = data["hands"]
    if (
        not isinstance(data["corpus"], str)
        or not isinstance(data.get("sha256", {}), dict)
        or not isinstance(hands, list)
        or not all(isinstance(hand, str) for hand in hands)
    ):
        raise ConfigurationError(
            sentence(
                "data.corpus must be a text, data.hands a list of texts and data.sha256 an object."
            )
        )
    data["hands"] = tuple(hands)
    values["data"] = StyleData(**data)
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return StyleConfig(**values)
