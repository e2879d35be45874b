"""config.json of a table of n-grams: how long they are, how many there are, and of which text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnn_demo.configuration.generator import DataConfig, data_config
from rnn_demo.configuration.values import (
    ConfigurationError,
    checked_names,
    own_kind,
    text,
    whole_number,
)
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

KIND = "ngram"
CELLS = ("ngram",)
LONGEST = 16


@dataclass(frozen=True)
class TableSize:
    """How large the table is.

    Attributes:
        cell: always "ngram".
        vocab_size: different characters; 0 for those of the text.
        order: characters of the longest grams.
        grams: different ones of that length; 0 before the text was counted.
    """

    cell: str
    vocab_size: int
    order: int
    grams: int = 0

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.vocab_size", self.vocab_size, 0, 1_114_112)
        whole_number("network.order", self.order, 1, LONGEST)
        whole_number("network.grams", self.grams, 0, 1_000_000_000)
        if self.vocab_size**self.order > 2**63:
            raise ConfigurationError(
                sentence(
                    "network.order is {order}, and so many of {vocab_size:,} characters cannot be "
                    "packed into 64 bits: give a lower one.",
                    order=self.order,
                    vocab_size=self.vocab_size,
                )
            )


@dataclass(frozen=True)
class TableConfig:
    """All of config.json.

    Attributes:
        network: the table's size.
        data: the text whose first part is counted.
        note: for the card.
        kind: always "ngram".
    """

    network: TableSize
    data: DataConfig
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a table of n-grams"))


def table_config(raw: Any) -> TableConfig:
    """Build a `TableConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(TableConfig, raw, "the configuration"))
    values["network"] = TableSize(**checked_names(TableSize, raw["network"], "network"))
    values["data"] = data_config(raw["data"])
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return TableConfig(**values)
