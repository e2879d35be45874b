"""config.json of a network that names signs: its size, its clips and how it was trained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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

KIND = "signs"
CELLS = ("gru",)
MOST_EXAMPLES, MOST_NETWORKS = 60, 20
EXAMPLE = re.compile(r"(?P<word>.{1,40}) (?P<number>\d{1,6})")


@dataclass(frozen=True)
class SignNetworkSize:
    """One recurrent layer over the numbers of a frame, and a linear one over the words.

    Attributes:
        cell: always "gru".
        vocab_size: words.
        features: numbers that are read of a frame.
        hidden_size: units.
        networks: how many were trained alike, from one seed after the other; the first one serves.
    """

    cell: str
    vocab_size: int
    features: int
    hidden_size: int
    networks: int = 1

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        whole_number("network.vocab_size", self.vocab_size, 2, 1_000)
        whole_number("network.features", self.features, 1, 10_000)
        whole_number("network.hidden_size", self.hidden_size, 1, 8_192)
        whole_number("network.networks", self.networks, 1, MOST_NETWORKS)


@dataclass(frozen=True)
class SignData:
    """Which clips, and how those of each word are cut, in the order of recording.

    Attributes:
        corpus: the name of the data set.
        validation: how many clips of a word, just before those of the test, are kept for choices.
        test: how many clips of a word, the last ones, are kept for the test.
        examples: test clips that are stored beside the weights, to be shown: a word and the number
            of one of its clips each, as in "hello 64".
        sha256: of the arrays; empty before they were read.
    """

    corpus: str
    validation: int
    test: int
    examples: tuple[str, ...] = ()
    sha256: str = ""

    def __post_init__(self) -> None:
        whole_number("data.validation", self.validation, 1, 10_000)
        whole_number("data.test", self.test, 1, 10_000)
        if len(self.examples) > MOST_EXAMPLES:
            raise ConfigurationError(
                sentence(
                    "data.examples names {count} clips; give {most} at most.",
                    count=len(self.examples),
                    most=MOST_EXAMPLES,
                )
            )
        for example in self.examples:
            if not isinstance(example, str) or not EXAMPLE.fullmatch(example):
                raise ConfigurationError(
                    sentence(
                        "data.examples holds {value}; give a word and the number of a clip, as in "
                        "“hello 64”.",
                        value=quoted(example),
                    )
                )


@dataclass(frozen=True)
class SignConfig:
    """All of config.json.

    Attributes:
        network: its size.
        data: its clips.
        recipe: how each network was trained; an epoch reads each clip once at the beginning of a
            stream.
        seed: of the first network; the others have those after it.
        temperatures: by which the logits of each network are divided, chosen on the validation
            clips; empty before training.
        note: for the card.
        kind: always "signs".
    """

    network: SignNetworkSize
    data: SignData
    recipe: Recipe
    seed: int = 0
    temperatures: tuple[float, ...] = ()
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a network that names signs"))
        whole_number("seed", self.seed, 0, 2**53 - 1)
        if len(self.temperatures) not in (0, self.network.networks):
            raise ConfigurationError(
                sentence(
                    "temperatures has {count} numbers; give {networks}, one for each network.",
                    count=len(self.temperatures),
                    networks=self.network.networks,
                )
            )
        for temperature in self.temperatures:
            number("temperatures", temperature, 0.01, 100)


def sign_config(raw: Any) -> SignConfig:
    """Build a `SignConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(SignConfig, raw, "the configuration"))
    values["network"] = SignNetworkSize(**checked_names(SignNetworkSize, raw["network"], "network"))
    data: Mapping[str, Any] = checked_names(SignData, raw["data"], "data")
    text("data.corpus", data["corpus"])
    text("data.sha256", data.get("sha256", ""))
    examples = _listed("data.examples", data.get("examples", ()))
    values["data"] = SignData(**{**data, "examples": examples})
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    values["temperatures"] = _listed("temperatures", raw.get("temperatures", ()))
    text("note", values.get("note", ""))
    text("kind", values.get("kind", KIND))
    return SignConfig(**values)


def _listed(name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ConfigurationError(
            sentence("{name} is {value}; give a list.", name=name, value=quoted(value))
        )
    return tuple(value)
