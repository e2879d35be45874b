"""config.json of a network that hears digits: its size, its recordings and how it was trained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

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

KIND = "speech"
CELLS = ("gru",)
KERNELS = (5, 3)  # frames and bands that a filter of each convolution sees
STRIDE = 3  # frames a step: 30 ms
MOST_VOICES, MOST_EXAMPLES, MOST_MACHINES = 20, 100, 100
VOICE = re.compile(r"[a-z]{1,20}")
EXAMPLE = re.compile(rf"(?P<voice>{VOICE.pattern}) (?P<digit>[0-9]) (?P<take>[0-9]{{1,4}})")


@dataclass(frozen=True)
class SpeechNetworkSize:
    """Two convolutions over time and bands, layers of GRUs in both directions, a linear one.

    Attributes:
        cell: always "gru".
        vocab_size: words; the blank is one more.
        bands: of the log-mel spectrogram.
        filters: channels of the two convolutions.
        hidden_size: units of each direction of a layer.
        layers: of GRUs.
        voices: whom the networks after the first one have never heard, one each; the first one
            learned from all.
    """

    cell: str
    vocab_size: int
    bands: int
    filters: tuple[int, int]
    hidden_size: int
    layers: int
    voices: tuple[str, ...] = ()

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
        whole_number("network.bands", self.bands, 4, 512)
        if not isinstance(self.filters, tuple) or len(self.filters) != 2:
            raise ConfigurationError(
                sentence(
                    "network.filters is {filters}; give two numbers.", filters=quoted(self.filters)
                )
            )
        for channels in self.filters:
            whole_number("network.filters", channels, 1, 1024)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("network.layers", self.layers, 1, 8)
        if len(self.voices) > MOST_VOICES:
            raise ConfigurationError(
                sentence(
                    "network.voices names {count}; give {most} at most.",
                    count=len(self.voices),
                    most=MOST_VOICES,
                )
            )
        for voice in self.voices:
            if not isinstance(voice, str) or not VOICE.fullmatch(voice):
                raise ConfigurationError(
                    sentence(
                        "network.voices holds {value}; give names of small letters.",
                        value=quoted(voice),
                    )
                )

    @property
    def read(self) -> int:
        """Numbers that the first GRU reads at a step."""
        return self.filters[1] * -(-self.bands // 4)


def network_shapes(size: SpeechNetworkSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of one network."""
    (first, second), hidden = size.filters, size.hidden_size
    shapes: dict[str, tuple[int, ...]] = {
        "usual": (size.bands,),
        "filter0_weight": (first, KERNELS[0] ** 2),
        "filter0_bias": (first,),
        "filter1_weight": (second, first * KERNELS[1] ** 2),
        "filter1_bias": (second,),
    }
    for layer in range(size.layers):
        below = 2 * hidden if layer else size.read
        for direction in ("forward", "backward"):
            name = f"layer{layer}_{direction}"
            shapes |= {
                f"{name}_input_weight": (3 * hidden, below),
                f"{name}_hidden_weight": (3 * hidden, hidden),
                f"{name}_bias": (3 * hidden,),
            }
    return shapes | {
        "output_weight": (size.vocab_size + 1, 2 * hidden),
        "output_bias": (size.vocab_size + 1,),
    }


@dataclass(frozen=True)
class SpeechData:
    """Which recordings, and which of them are kept from the first network.

    Attributes:
        corpus: the name of the data set.
        test: how many takes of each digit and voice, the first ones, the first network does not
            learn from.
        examples: test takes that are stored beside the weights, to be heard: a voice, a digit and
            the number of the take each, as in "theo 7 0".
        sha256: of the recordings; empty before they were read.
        machines: how many machine voices of each accent all networks learn from, too.
        machine_sha256: of what these say; empty before they were heard.
    """

    corpus: str
    test: int
    examples: tuple[str, ...] = ()
    sha256: str = ""
    machines: int = 0
    machine_sha256: str = ""

    def __post_init__(self) -> None:
        whole_number("data.test", self.test, 1, 1_000)
        whole_number("data.machines", self.machines, 0, MOST_MACHINES)
        if len(self.examples) > MOST_EXAMPLES:
            raise ConfigurationError(
                sentence(
                    "data.examples names {count} recordings; give {most} at most.",
                    count=len(self.examples),
                    most=MOST_EXAMPLES,
                )
            )
        for example in self.examples:
            if not isinstance(example, str) or not EXAMPLE.fullmatch(example):
                raise ConfigurationError(
                    sentence(
                        "data.examples holds {value}; give a voice, a digit and the number of a "
                        "take, as in “theo 7 0”.",
                        value=quoted(example),
                    )
                )


@dataclass(frozen=True)
class SpeechConfig:
    """All of config.json.

    Attributes:
        network: its size.
        data: its recordings.
        recipe: how each network was trained; an epoch asks for each recording once.
        seed: of the first network; the others have those after it.
        note: for the card.
        kind: always "speech".
    """

    network: SpeechNetworkSize
    data: SpeechData
    recipe: Recipe
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a network that hears digits"))
        whole_number("seed", self.seed, 0, 2**53 - 1)


def speech_config(raw: Any) -> SpeechConfig:
    """Build a `SpeechConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(SpeechConfig, raw, "the configuration"))
    network = dict(checked_names(SpeechNetworkSize, raw["network"], "network"))
    for name in ("filters", "voices"):
        network[name] = _listed(f"network.{name}", network.get(name, ()))
    values["network"] = SpeechNetworkSize(**network)
    data = dict(checked_names(SpeechData, raw["data"], "data"))
    text("data.corpus", data["corpus"])
    for name in ("sha256", "machine_sha256"):
        text(f"data.{name}", data.get(name, ""))
    data["examples"] = _listed("data.examples", data.get("examples", ()))
    values["data"] = SpeechData(**data)
    values["recipe"] = Recipe(**checked_names(Recipe, raw["recipe"], "recipe"))
    for name in ("note", "kind"):
        text(name, values.get(name, KIND))
    return SpeechConfig(**values)


def _listed(name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ConfigurationError(
            sentence("{name} is {value}; give a list.", name=name, value=quoted(value))
        )
    return tuple(value)
