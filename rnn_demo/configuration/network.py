"""The shape of a recurrent network, as the config.json of every kind describes it."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.configuration.values import ConfigurationError, whole_number
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

CELLS = ("elman", "lstm", "gru")


@dataclass(frozen=True)
class NetworkConfig:
    """An embedding, recurrent layers of one size, and whatever reads them."""

    cell: str
    vocab_size: int
    embedding_dim: int
    hidden_size: int
    num_layers: int

    def __post_init__(self) -> None:
        if self.cell not in CELLS:
            raise ConfigurationError(
                sentence(
                    "network.cell is {cell}; use one of {cells}.",
                    cell=quoted(self.cell),
                    cells=", ".join(CELLS),
                )
            )
        # vocab_size 0 means "not known yet": train fills it in from the text.
        whole_number("network.vocab_size", self.vocab_size, 0, 1_114_112)
        whole_number("network.embedding_dim", self.embedding_dim, 1, 4096)
        whole_number("network.hidden_size", self.hidden_size, 1, 8192)
        whole_number("network.num_layers", self.num_layers, 1, 16)
