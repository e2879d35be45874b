"""What is trained to count, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CountingTrial:
    """A network, its luck, and its training on aⁿbⁿ with n from 1 to `trained_to`.

    Attributes:
        cell: of `rnn_demo.networks.sequence_network.SEQUENCE_CELLS`.
        seed: of first weights and strings.
        hidden_size: units.
        trained_to: the largest n of training.
        batch_size: strings a step.
        updates: steps of Adam.
        learning_rate: of the first step; it falls to 0 along a half cosine.
        clip: the largest norm of a gradient.
    """

    cell: str
    seed: int
    hidden_size: int = 10
    trained_to: int = 20
    batch_size: int = 32
    updates: int = 1_500
    learning_rate: float = 0.01
    clip: float = 1.0


@dataclass(frozen=True)
class CountingOutcome:
    """A trained network's counts.

    Attributes:
        trial: what was trained.
        loss: of the last tenth of training, nats a decision.
        right: for n = 1, 2, …: whether each decision on aⁿbⁿ is right, "end" after the last b and
            "b" after each one before.
        states: of one string, (time, units): C of an LSTM, h of a GRU.
    """

    trial: CountingTrial
    loss: float
    right: tuple[bool, ...]
    states: tuple[tuple[float, ...], ...]

    @property
    def counts_to(self) -> int:
        """The largest N such that every n from 1 to N is right."""
        return next((n for n, own in enumerate(self.right) if not own), len(self.right))
