"""config.json of a restricted Boltzmann machine: its size, its pictures and how it was trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnn_demo.configuration.digits import DigitData, digit_data
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

KIND = "rbm"
CELLS = ("rbm",)


@dataclass(frozen=True)
class MachineSize:
    """One visible unit for each pixel of a picture, and hidden units above them.

    Attributes:
        cell: always "rbm".
        rows: of a picture.
        columns: of a picture.
        hidden_size: hidden units.
        small_hidden_size: hidden units of a second machine, trained alike and stored beside the
            first, small enough for its partition function to be summed exactly: on it the estimate
            of the first one's is checked.
    """

    cell: str
    rows: int
    columns: int
    hidden_size: int
    small_hidden_size: int = 20

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
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("network.small_hidden_size", self.small_hidden_size, 1, 20)

    @property
    def vocab_size(self) -> int:
        """The number of visible units."""
        return self.rows * self.columns


@dataclass(frozen=True)
class ContrastiveDivergence:
    """Persistent contrastive divergence.

    Attributes:
        updates: of the weights.
        batch_size: pictures an update, and as many chains.
        sweeps: Gibbs steps of the chains an update.
        learning_rate: of the first update; it falls linearly to 0.
    """

    updates: int
    batch_size: int = 100
    sweeps: int = 1
    learning_rate: float = 0.05

    def __post_init__(self) -> None:
        whole_number("training.updates", self.updates, 0, 100_000_000)
        whole_number("training.batch_size", self.batch_size, 1, 10_000)
        whole_number("training.sweeps", self.sweeps, 1, 1_000)
        number("training.learning_rate", self.learning_rate, 0, 10)


@dataclass(frozen=True)
class MachineConfig:
    """All of config.json.

    Attributes:
        network: the machine.
        data: its pictures.
        training: of both machines.
        seed: of the first weights, the order of the pictures and all luck.
        note: for the card.
        kind: always "rbm".
    """

    network: MachineSize
    data: DigitData
    training: ContrastiveDivergence
    seed: int = 0
    note: str = ""
    kind: str = KIND

    def __post_init__(self) -> None:
        own_kind(self.kind, KIND, sentence("a restricted Boltzmann machine"))
        whole_number("seed", self.seed, 0, 2**63 - 1)


def machine_config(raw: Any) -> MachineConfig:
    """Build a `MachineConfig` from parsed JSON, checking every name and value."""
    values = dict(checked_names(MachineConfig, raw, "the configuration"))
    values["network"] = MachineSize(**checked_names(MachineSize, raw["network"], "network"))
    values["data"] = digit_data(raw["data"])
    values["training"] = ContrastiveDivergence(
        **checked_names(ContrastiveDivergence, raw["training"], "training")
    )
    for name in ("note", "kind"):
        text(name, raw.get(name, ""))
    return MachineConfig(**values)
