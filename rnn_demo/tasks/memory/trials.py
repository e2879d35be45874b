"""Trials on tasks that need memory, and their outcomes: plain values, without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Trial:
    """One training, from random weights.

    Attributes:
        task: of `rnn_demo.tasks.memory.long_memory.TASKS`.
        length: T of the task.
        cell: of the network, see `rnn_demo.networks.sequence_network`.
        seed: of weights and sequences.
        hidden_size: units.
        batch_size: sequences a step.
        learning_rate: of Adam.
        clip: norm that a gradient is shortened to.
        budget: sequences that may be read.
    """

    task: str
    length: int
    cell: str
    seed: int
    hidden_size: int = 64
    batch_size: int = 50
    learning_rate: float = 0.001
    clip: float = 1.0
    budget: int = 150_000


class LossPoint(NamedTuple):
    """A point of a trial's curve: sequences trained on so far, and the loss on fresh ones."""

    sequences: int
    loss: float


@dataclass(frozen=True)
class Outcome:
    """The outcome of a trial.

    Attributes:
        trial: which.
        curve: looks, in order.
        solved_after: sequences until the loss was as low as asked; None if it never was.
    """

    trial: Trial
    curve: tuple[LossPoint, ...]
    solved_after: int | None


@dataclass(frozen=True)
class Results:
    """Outcomes of one task, length and setting.

    Attributes:
        measure: what the loss is.
        baseline: the loss without memory.
        aim: the loss that counts as solved.
        outcomes: by cell and seed.
    """

    measure: str
    baseline: float
    aim: float
    outcomes: tuple[Outcome, ...]

    @property
    def setting(self) -> Trial:
        """A trial of them: task, length and all that they share."""
        return self.outcomes[0].trial
