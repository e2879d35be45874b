"""config.json of a network that foretells frames: its size, its films and its recipe."""

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

KIND = "next-frame"
CELLS = ("gru",)
BLOCK = 2  # a block of 2 × 2 pixels is a cell of the network's grid
NEAR = 9  # cells that a convolution sees


@dataclass(frozen=True)
class FrameSize:
    """Layers of convolutional GRUs on a grid of cells.

    Attributes:
        cell: always "gru".
        side: pixels of a frame's side, an even number.
        hidden_size: units of each layer, for each cell.
        layers: one above the other.
        seen: frames that are read.
        foretold: frames that are then predicted, each from the ones predicted before.
    """

    cell: str
    side: int
    hidden_size: int
    layers: int = 2
    seen: int = 10
    foretold: int = 5

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.side", self.side, 2, 64)
        if self.side % BLOCK:
            raise ConfigurationError(
                sentence("network.side is {side}; give an even number.", side=self.side)
            )
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("network.layers", self.layers, 1, 4)
        whole_number("network.seen", self.seen, 2, 100)
        whole_number("network.foretold", self.foretold, 1, 100)

    @property
    def vocab_size(self) -> int:
        """The number of pixels."""
        return self.side**2


def frame_shapes(size: FrameSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of such a network."""
    gates, inputs = 3 * size.hidden_size, BLOCK**2
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in range(size.layers):
        shapes[f"layer{layer}_input_weight"] = (gates, NEAR * inputs)
        shapes[f"layer{layer}_hidden_weight"] = (gates, NEAR * size.hidden_size)
        shapes[f"layer{layer}_bias"] = (gates,)
        shapes[f"layer{layer}_hidden_bias"] = (size.hidden_size,)
        inputs = size.hidden_size
    shapes["output_weight"] = (BLOCK**2, size.hidden_size)
    shapes["output_bias"] = (BLOCK**2,)
    return shapes


@dataclass(frozen=True)
class FrameConfig:
    """All of config.json.

    Attributes:
        network: its size.
        data: the digits that move.
        recipe: how it is trained; `sequence_length` is not used, an epoch is as many films as there
            are digits.
        seed: of the first weights and all films.
        note: for the card.
        kind: always "next-frame".
    """

    network: FrameSize
    data: DigitData
    recipe: Recipe
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a network that foretells frames"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def frame_config(raw: Any) -> FrameConfig:
    """Build a `FrameConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(FrameConfig, raw, "the configuration"))
    values["network"] = FrameSize(**checked_names(FrameSize, raw["network"], "network"))
    values["data"] = digit_data(raw["data"])
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return FrameConfig(**values)
