"""config.json of a network that draws pixel by pixel: its size, its pictures, its recipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnn_demo.configuration.digits import DigitData, digit_data
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import (
    ConfigurationError,
    checked_names,
    own_kind,
    text,
    whole_number,
)
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

KIND = "next-pixel"
CELLS = ("lstm",)


@dataclass(frozen=True)
class PixelSize:
    """An LSTM over rows, an LSTM along each row, and a head.

    Attributes:
        cell: always "lstm".
        rows: of a picture.
        columns: of a picture.
        channels: units of the first LSTM, for each column.
        window: pixels of the row above that each column reads, an odd number.
        hidden_size: units of the second LSTM.
        head_size: units of the hidden layer before the logit.
    """

    cell: str
    rows: int
    columns: int
    channels: int
    window: int
    hidden_size: int
    head_size: int

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        for name in ("rows", "columns"):
            whole_number(f"network.{name}", getattr(self, name), 1, 64)
        for name in ("channels", "hidden_size", "head_size"):
            whole_number(f"network.{name}", getattr(self, name), 1, 8192)
        whole_number("network.window", self.window, 1, 63)
        if self.window % 2 == 0:
            raise ConfigurationError(
                sentence(
                    "network.window is {window}; give an odd number, so that it has a middle.",
                    window=self.window,
                )
            )

    @property
    def vocab_size(self) -> int:
        """The number of pixels."""
        return self.rows * self.columns


def pixel_shapes(size: PixelSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of such a network."""
    gates, wide = 4 * size.channels, 4 * size.hidden_size
    return {
        "row_input_weight": (gates, size.window),
        "row_hidden_weight": (gates, 3 * size.channels),
        "row_row_bias": (size.rows, gates),
        "row_column_bias": (size.columns, gates),
        "column_above_weight": (wide, size.channels),
        "column_pixel_weight": (wide, 1),
        "column_hidden_weight": (wide, size.hidden_size),
        "column_bias": (wide,),
        "head_hidden_weight": (size.head_size, size.hidden_size),
        "head_above_weight": (size.head_size, size.channels),
        "head_bias": (size.head_size,),
        "output_weight": (1, size.head_size),
        "output_bias": (1,),
    }


@dataclass(frozen=True)
class PixelConfig:
    """All of config.json.

    Attributes:
        network: its size.
        data: its pictures.
        recipe: how it is trained; an epoch is a pass over the training pictures.
        seed: of the first weights, the order of the pictures and all luck.
        note: for the card.
        kind: always "next-pixel".
    """

    network: PixelSize
    data: DigitData
    recipe: Recipe
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a network that draws pixel by pixel"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def pixel_config(raw: Any) -> PixelConfig:
    """Build a `PixelConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(PixelConfig, raw, "the configuration"))
    values["network"] = PixelSize(**checked_names(PixelSize, raw["network"], "network"))
    values["data"] = digit_data(raw["data"])
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return PixelConfig(**values)
