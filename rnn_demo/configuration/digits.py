"""Which handwritten digits a network is trained on, as the config.json of its kind says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rnn_demo.configuration.values import ConfigurationError, checked_names, whole_number
from rnn_demo.words import sentence


@dataclass(frozen=True)
class DigitData:
    """Which pictures.

    Attributes:
        corpus: the name of the data set.
        validation: how many of the training pictures, the last ones, are kept from training.
        sha256: of the pixels of each split.
    """

    corpus: str
    validation: int
    sha256: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        whole_number("data.validation", self.validation, 0, 30_000)


def digit_data(raw: Any) -> DigitData:
    """Build a `DigitData` from parsed JSON, checking every name and value."""
    data = checked_names(DigitData, raw, "data")
    if not isinstance(data["corpus"], str) or not isinstance(data.get("sha256", {}), dict):
        raise ConfigurationError(sentence("data.corpus must be a text and data.sha256 an object."))
    return DigitData(**data)
