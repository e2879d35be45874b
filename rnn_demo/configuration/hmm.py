"""config.json of hidden Markov models that write text: their sizes, their text, their training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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

KIND = "hmm"
CELLS = ("hmm",)
MOST_SMALLER = 16


@dataclass(frozen=True)
class ChainSize:
    """How many states and symbols.

    Attributes:
        cell: always "hmm".
        vocab_size: symbols, one a character; 0 for those of the text.
        hidden_size: states.
        smaller: states of further models, trained alike and stored beside the first, so that
            figures by number of states can be measured again.
    """

    cell: str
    vocab_size: int
    hidden_size: int
    smaller: tuple[int, ...] = ()

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
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("the length of network.smaller", len(self.smaller), 0, MOST_SMALLER)
        for size in self.smaller:
            whole_number("an entry of network.smaller", size, 1, 8192)
        if len({*self.smaller, self.hidden_size}) <= len(self.smaller):
            raise ConfigurationError(
                sentence("network.smaller and network.hidden_size name a size twice.")
            )

    @property
    def sizes(self) -> tuple[int, ...]:
        """All numbers of states, the fewest first."""
        return tuple(sorted((*self.smaller, self.hidden_size)))


@dataclass(frozen=True)
class TextData:
    """Which text, and how it is cut.

    Attributes:
        corpus: the name of the text.
        split: fractions of the training part and the test part.
        validation: how many characters at the end of the training part are kept from training.
        sha256: of the text; empty for whatever text is there.
    """

    corpus: str
    split: tuple[float, float]
    validation: int
    sha256: str = ""

    def __post_init__(self) -> None:
        whole_number("data.validation", self.validation, 2, 100_000_000)
        if len(self.split) != 2:
            raise ConfigurationError(
                sentence("data.split has {count} parts; give 2.", count=len(self.split))
            )
        for part in self.split:
            number("a part of data.split", part, 0, 1)


@dataclass(frozen=True)
class BaumWelch:
    """Baum–Welch over a text that is read as many parallel streams.

    Attributes:
        passes: over the training text at most.
        stepwise: of these the first ones, which update the model after every chunk; the others
            update it once a pass.
        streams: parallel streams that the text is cut into.
        chunk: characters of each stream from one update to the next; the forward message is carried
            over its border, the backward message begins anew there.
        decay: κ of the weight (k + 2)^−κ of the k-th chunk's counts.
        prior: a count that every transition and every emission has beforehand.
        patience: passes without a better validation figure after which training ends.
    """

    passes: int
    stepwise: int
    streams: int = 256
    chunk: int = 64
    decay: float = 0.6
    prior: float = 0.01
    patience: int = 8

    def __post_init__(self) -> None:
        whole_number("training.passes", self.passes, 1, 100_000)
        whole_number("training.stepwise", self.stepwise, 0, 100_000)
        whole_number("training.streams", self.streams, 1, 10_000)
        whole_number("training.chunk", self.chunk, 2, 10_000)
        number("training.decay", self.decay, 0.5, 1)
        number("training.prior", self.prior, 1e-6, 1_000)
        whole_number("training.patience", self.patience, 1, 100_000)


@dataclass(frozen=True)
class ChainConfig:
    """All of config.json.

    Attributes:
        network: the models.
        data: their text.
        training: of all of them.
        seed: of the first probabilities and of where the streams begin.
        note: for the card.
        kind: always "hmm".
    """

    network: ChainSize
    data: TextData
    training: BaumWelch
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a hidden Markov model"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def chain_config(raw: Any) -> ChainConfig:
    """Build a `ChainConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(ChainConfig, raw, "the configuration"))
    size = dict(checked_names(ChainSize, raw["network"], "network"))
    size["smaller"] = _listed("network.smaller", size.get("smaller", []))
    values["network"] = ChainSize(**size)
    data = dict(checked_names(TextData, raw["data"], "data"))
    for name in ("corpus", "sha256"):
        text(f"data.{name}", data.get(name, ""))
    data["split"] = _listed("data.split", data["split"])
    values["data"] = TextData(**data)
    values["training"] = BaumWelch(**checked_names(BaumWelch, raw["training"], "training"))
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return ChainConfig(**values)


def _listed(name: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ConfigurationError(
            sentence("{name} is {value}; give a list.", name=name, value=quoted(value))
        )
    return tuple(value)
