"""The one training loop: schedule, clipping, averaging, checkpoints, early stop.

It knows nothing of texts: a task hands it a loss for a step number. All randomness is a function
of (seed, step) and all else is in the checkpoint, so a run that was killed and resumed prints
the same numbers as one that was not. (With a bound on time the rate follows the clock, which no
two runs share.)
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.files.whole import WritingError
from rnn_demo.training.checkpoint import (
    Carried,
    TrainingError,
    TrainingState,
    load_checkpoint,
    save_checkpoint,
)
from rnn_demo.training.processes import Processes
from rnn_demo.training.stopping import TrainingInterrupt, signals_noted
from rnn_demo.words import sentence

Parameters = dict[str, nn.Parameter]


class TrainingTask(Protocol):
    """What the loop needs of a task."""

    @property
    def network(self) -> nn.Module:
        """The network, trained in place."""

    @property
    def steps_per_epoch(self) -> int:
        """Steps in one pass over the data."""

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """The loss of a step in nats, and the tensors (recurrent state) for the next step."""

    def validate(self) -> float | None:
        """Validation loss with the present weights in nats, None without a validation part."""


@dataclass(frozen=True)
class Progress:
    """Where a run stands.

    Attributes:
        step: steps taken.
        total_steps: steps planned.
        loss: recent training loss, nats.
        validation: last validation loss of the averaged weights, nats.
        seconds: spent in all, earlier runs included.
        fraction: of the run, by steps or by time, whichever is further.
        unsaved: why the checkpoint of the last step could not be written; empty if it was.
    """

    step: int
    total_steps: int
    loss: float
    validation: float | None
    seconds: float
    fraction: float
    unsaved: str = ""


def learning_rate(recipe: Recipe, step: int, fraction: float) -> float:
    """Linear warm-up, then a cosine from the full rate down to a hundredth of it."""
    warm = min(1.0, (step + 1) / max(1, recipe.warmup_steps))
    return recipe.learning_rate * warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * fraction)))


def train(
    task: TrainingTask,
    recipe: Recipe,
    checkpoint: Path,
    *,
    resume: bool = False,
    identity: Mapping[str, str] | None = None,
    max_seconds: float | None = None,
    checkpoint_seconds: float = 60.0,
    patience: int = 4,
    report: Callable[[Progress, dict[str, Tensor]], None] = lambda progress, average: None,
    processes: Processes | None = None,
) -> Progress:
    """Train a task's network in place; it is left with the averaged weights.

    With a validation part the best averaged weights are kept and training stops after
    `patience` checks (one each pass over the data) without a better one.

    Args:
        task: network and loss.
        recipe: how to train.
        checkpoint: file that `resume` continues from.
        resume: continue from the checkpoint.
        identity: what must be the same in the run and in the checkpoint that it continues.
        max_seconds: stop after this time in all; the schedule is fitted into it.
        checkpoint_seconds: how often to write the checkpoint.
        patience: validation checks without a gain before stopping.
        report: called after every step with the averaged weights; in process 0 only.
        processes: the processes that train together.

    Raises:
        TrainingError: loss or gradient is no longer finite, the checkpoint cannot be used or is
            of a step beyond the last one asked for, or time was up before the first step.
        TrainingInterrupt: a signal asked for it; the checkpoint is of the last step.
        WritingError: a checkpoint before the last one cannot be written; the one before it is
            there as it was.
    """
    processes = processes or Processes()
    parameters = dict(task.network.named_parameters())
    optimiser = _optimiser(parameters, recipe)
    total = max(1, round(recipe.epochs * task.steps_per_epoch))
    run = TrainingState(average={name: p.detach().clone() for name, p in parameters.items()})
    if resume:
        load_checkpoint(checkpoint, run, parameters, optimiser, identity or {})
        _not_beyond(checkpoint, run.step, total, task.steps_per_epoch)
        run.carried = processes.share(run.carried)
    began, saved = time.monotonic() - run.seconds, time.monotonic()

    def save() -> None:
        gathered = processes.gather(run.carried)
        if processes.rank == 0:
            whole = TrainingState(**{**vars(run), "carried": gathered})
            save_checkpoint(checkpoint, whole, parameters, optimiser, identity or {})

    if not resume:
        save()  # a run killed in its first minute resumes itself, not an older run
    progress = Progress(run.step, total, run.loss, run.validation, run.seconds, run.step / total)
    with signals_noted() as asked_to_stop:
        while run.step < total and run.worse < patience:
            now = time.monotonic()
            run.seconds, due, stop = processes.agree(now - began, now - saved, asked_to_stop())
            if stop:
                save()
                raise TrainingInterrupt(int(stop), run.step, total, checkpoint)
            fraction = run.step / total
            if max_seconds is not None:
                fraction = max(fraction, run.seconds / max_seconds)
            if fraction >= 1:
                progress = replace(progress, seconds=run.seconds)
                break
            if due > checkpoint_seconds:
                save()
                saved = now
            for group in optimiser.param_groups:
                group["lr"] = learning_rate(recipe, run.step, fraction)
            _step(task, run, parameters, optimiser, recipe, processes)
            if run.step % task.steps_per_epoch == 0 or run.step == total:
                _validate(task, run, parameters, processes)
            progress = Progress(run.step, total, run.loss, run.validation, run.seconds, fraction)
            if processes.rank == 0:
                report(progress, run.average)
    if not run.step:
        raise TrainingError(
            sentence(
                "Not one step was taken within {max_seconds:g} seconds, so there is no model: give "
                "more time.",
                max_seconds=max_seconds,
            )
        )
    try:
        save()
    except WritingError as error:  # what was learned is not lost for that
        progress = replace(progress, unsaved=str(error))
    if run.worse < patience and run.step < total and run.step % task.steps_per_epoch:
        # Time ended within a pass: without a check its gain would be lost. The checkpoint does not
        # hold this check: with more time the run continues as if there had been none.
        _validate(task, run, parameters, processes)
        progress = replace(progress, validation=run.validation)
    _put(parameters, run.best_average or run.average)
    return progress


def _not_beyond(checkpoint: Path, step: int, total: int, steps_per_epoch: int) -> None:
    """Refuse an end that the run has already passed: it would report fewer steps than done."""
    if step > total:
        raise TrainingError(
            sentence(
                "The checkpoint {checkpoint} is of step {step:,}, {passes:.4g} passes "
                "over the data; {total:,} steps are asked for: give at least "
                "{ceil:g} epochs to --resume, or train "
                "without it to start again.",
                checkpoint=checkpoint,
                step=step,
                passes=step / steps_per_epoch,
                total=total,
                ceil=math.ceil(100 * step / steps_per_epoch) / 100,
            )
        )


def _optimiser(parameters: Parameters, recipe: Recipe) -> torch.optim.Optimizer:
    matrices = [p for p in parameters.values() if p.dim() > 1]
    biases = [p for p in parameters.values() if p.dim() < 2]
    groups: list[dict[str, Any]] = [
        {"params": matrices},
        {"params": biases, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(
        groups,
        betas=(0.9, 0.99),
        weight_decay=recipe.weight_decay,
        fused=True,
    )


def _step(
    task: TrainingTask,
    run: TrainingState,
    parameters: Parameters,
    optimiser: torch.optim.Optimizer,
    recipe: Recipe,
    processes: Processes,
) -> None:
    optimiser.zero_grad(set_to_none=True)
    loss, run.carried = task.loss(run.step, run.carried)
    loss.backward()
    processes.average_gradients(parameters.values())
    norm = nn.utils.clip_grad_norm_(parameters.values(), recipe.clip, foreach=True).item()
    value = processes.mean(loss.item())
    for name, number in (("loss", value), ("gradient's norm", norm)):
        if not math.isfinite(number):  # before it gets into the weights
            raise TrainingError(
                sentence(
                    "The {name} is {number} at step {step}: lower recipe.learning_rate "
                    "({learning_rate:g}) or recipe.clip ({clip:g}).",
                    name=name,
                    number=number,
                    step=run.step,
                    learning_rate=recipe.learning_rate,
                    clip=recipe.clip,
                )
            )
    optimiser.step()
    run.loss = value if math.isnan(run.loss) else 0.98 * run.loss + 0.02 * value
    # Early on the average follows closely, so that it does not remember the first weights.
    weight = max(1 - recipe.averaging, 1 / (run.step + 1) if run.step < 100 else 0.0)
    torch._foreach_lerp_(
        list(run.average.values()), [p.detach() for p in parameters.values()], weight
    )
    run.step += 1


def _validate(
    task: TrainingTask, run: TrainingState, parameters: Parameters, processes: Processes
) -> None:
    with _averaged(parameters, run.average):
        run.validation = task.validate()
    if run.validation is None:
        return
    # Unlike machines differ in the last bits, and all must stop at the same step.
    (run.validation,) = processes.agree(run.validation)
    if run.validation < run.best:
        run.best, run.worse = run.validation, 0
        run.best_average = {name: tensor.clone() for name, tensor in run.average.items()}
    else:
        run.worse += 1


@contextmanager
def _averaged(parameters: Parameters, average: dict[str, Tensor]) -> Iterator[None]:
    own = {name: p.detach().clone() for name, p in parameters.items()}
    _put(parameters, average)
    yield
    _put(parameters, own)


def _put(parameters: Parameters, weights: dict[str, Tensor]) -> None:
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(weights[name])
