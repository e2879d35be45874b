"""Training a small network on a task that needs memory, until it is solved or the budget ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from rnn_demo.data import long_range
from rnn_demo.data.long_range import Random, SequenceBatch
from rnn_demo.data.reber import embedded_reber
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Results, Trial

TESTED = 500  # sequences that are not trained on
CHECKS = 40  # tests in a whole budget
TEST_SEED = 2**32


@dataclass(frozen=True)
class MemoryTask:
    """A task of `rnn_demo.data.long_range`.

    Attributes:
        draw: sequences of a length.
        features: numbers in.
        outputs: numbers out; 1 for a number, else the count of classes.
        measure: what the loss is.
        solved: at which loss on fresh sequences, as a share of the baseline, it counts as solved.
        baseline: the loss without memory, by length.
    """

    draw: Callable[[int, int, Random], SequenceBatch]
    features: Callable[[int], int]
    outputs: Callable[[int], int]
    measure: str
    solved: float
    baseline: Callable[[int], float]


LN2 = float(np.log(2))
TASKS: Mapping[str, MemoryTask] = {
    "adding": MemoryTask(
        long_range.adding,
        lambda length: 2,
        lambda length: 1,
        "mean squared error",
        0.01 / long_range.ADDING_BASELINE,
        lambda length: long_range.ADDING_BASELINE,
    ),
    "copying": MemoryTask(
        long_range.copying,
        lambda length: long_range.SYMBOLS + 2,
        lambda length: long_range.SYMBOLS + 2,
        "nats a step",
        0.1,
        long_range.copying_baseline,
    ),
    "temporal-order": MemoryTask(
        long_range.temporal_order,
        lambda length: 2 + long_range.DISTRACTORS,
        lambda length: 4,
        "nats a sequence",
        0.05,
        lambda length: 2 * LN2,
    ),
    "reber": MemoryTask(
        embedded_reber,
        lambda length: 7,
        lambda length: 7,
        "bits a string above 7",
        0.1,
        lambda length: 1.0,
    ),
    "latch": MemoryTask(
        long_range.latch,
        lambda length: 1,
        lambda length: 2,
        "nats a sequence",
        0.05,
        lambda length: LN2,
    ),
    "long-lag": MemoryTask(
        long_range.long_lag,
        lambda length: length + 1,
        lambda length: length + 1,
        "nats a sequence",
        0.05,
        lambda length: LN2,
    ),
}


def run_trial(trial: Trial, report: Callable[[LossPoint], None] | None = None) -> Outcome:
    """Train until solved or until the budget is spent.

    Args:
        trial: what to train.
        report: told each look as it comes.
    """
    task = TASKS[trial.task]
    network = SequenceNetwork(
        trial.cell,
        task.features(trial.length),
        trial.hidden_size,
        task.outputs(trial.length),
        trial.seed,
    )
    optimiser = torch.optim.Adam(network.parameters(), trial.learning_rate)
    random = np.random.default_rng([trial.seed, 1])
    test = task.draw(trial.length, TESTED, np.random.default_rng([trial.seed, TEST_SEED]))
    aim = task.solved * task.baseline(trial.length)
    steps = trial.budget // trial.batch_size
    every = max(1, steps // CHECKS)
    curve: list[LossPoint] = []
    for step in range(1, steps + 1):
        loss = _loss(network, task.draw(trial.length, trial.batch_size, random))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), trial.clip)
        optimiser.step()
        if step % every and step < steps:
            continue
        curve.append(LossPoint(step * trial.batch_size, measured(trial.task, network, test)))
        if report:
            report(curve[-1])
        if not np.isfinite(curve[-1].loss) or curve[-1].loss <= aim:
            break
    solved = curve[-1].loss <= aim
    return Outcome(trial, tuple(curve), curve[-1].sequences if solved else None)


def gathered(outcomes: Iterable[Outcome]) -> Results:
    """Outcomes of one task, length and setting, with the task's measure, baseline and aim."""
    outcomes = tuple(sorted(outcomes, key=lambda o: (o.trial.cell, o.trial.seed)))
    trial = outcomes[0].trial
    task = TASKS[trial.task]
    baseline = task.baseline(trial.length)
    return Results(task.measure, baseline, task.solved * baseline, outcomes)


def measured(task: str, network: nn.Module, batch: SequenceBatch) -> float:
    """The loss in the task's own measure, without training."""
    with torch.no_grad():
        loss = float(_loss(network, batch))
    if task == "reber":  # from nats a symbol to bits a string, less the seven of the choices
        return loss * float(batch.weights.sum()) / len(batch.weights) / LN2 - _choices(batch)
    if task == "long-lag":
        return float(loss * batch.weights.shape[1])
    return loss


def _loss(network: nn.Module, batch: SequenceBatch) -> Tensor:
    """Mean over the targets that count: squared error, or cross-entropy in nats."""
    outputs = network(torch.from_numpy(batch.inputs))
    weights = torch.from_numpy(batch.weights)
    targets = torch.from_numpy(batch.targets)
    if targets.dim() == 3:
        losses = (outputs - targets).square()[..., 0]
    else:
        losses = nn.functional.cross_entropy(
            outputs.flatten(0, 1), targets.flatten().long(), reduction="none"
        ).view(weights.shape)
    total: Tensor = (losses * weights).sum() / weights.sum()
    return total


def _choices(batch: SequenceBatch) -> float:
    """Bits a string of a batch that nobody can know: the choices that its grammar made.

    Seven on average over all strings; of these strings it is known exactly, which takes the luck
    of the draw out of the figure. Each state of the inner grammar that has two ways costs a bit.
    """
    # One for T or P, and one for each symbol of the inner string but its first and its last.
    lengths = batch.weights.sum(1) + 1
    return float(1 + (lengths - 6).mean())
