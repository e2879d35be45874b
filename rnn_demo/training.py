"""The one training loop: schedule, clipping, averaging, checkpoints, early stop.

It knows nothing of texts: a task hands it a loss for a step number. All randomness is a function
of (seed, step) and all else is in the checkpoint, so a run that was killed and resumed prints
the same numbers as one that was not.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from rnn_demo.configuration import Recipe

Carried = dict[str, Tensor]


class TrainingError(RuntimeError):
    """Training cannot start or go on; the message says why."""


class TrainingTask(Protocol):
    """What the loop needs to know of a task."""

    steps_per_epoch: int
    network: nn.Module

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """The loss of a step in nats, and the tensors (recurrent state) for the next step."""

    def validate(self) -> float | None:
        """Validation loss of the network's present weights in nats, None without such a part."""


@dataclass
class Progress:
    """One line of the log.

    Attributes:
        step: steps taken.
        total_steps: steps planned.
        loss: training loss of late, nats.
        validation: last validation loss of the averaged weights, nats.
        seconds: spent in all, earlier runs included.
        fraction: of the run, by steps or by time, whichever is further.
    """

    step: int
    total_steps: int
    loss: float
    validation: float | None
    seconds: float
    fraction: float


@dataclass
class _Run:
    step: int = 0
    seconds: float = 0.0
    loss: float = math.nan
    validation: float | None = None
    best: float = math.inf
    worse: int = 0
    average: dict[str, Tensor] = field(default_factory=dict)
    best_average: dict[str, Tensor] = field(default_factory=dict)
    carried: Carried = field(default_factory=dict)


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
    max_seconds: float | None = None,
    checkpoint_seconds: float = 60.0,
    patience: int = 4,
    report: Callable[[Progress], None] = lambda progress: None,
    gradients_ready: Callable[[], None] = lambda: None,
    writes: bool = True,
) -> Progress:
    """Train a task's network in place; it ends with the averaged weights.

    With a validation part the best averaged weights are kept and training stops after
    `patience` checks without a better one.

    Args:
        task: network and loss.
        recipe: how to train.
        checkpoint: file that `resume` continues from.
        resume: go on from the checkpoint.
        max_seconds: stop after so much time in all; the schedule is fitted into it.
        checkpoint_seconds: how often to write the checkpoint.
        patience: validation checks without a gain before stopping.
        report: called after every step.
        gradients_ready: called between backward and clipping (several processes average here).
        writes: whether this process writes checkpoints.

    Raises:
        TrainingError: the loss is no longer finite, or the checkpoint cannot be used.
    """
    network = task.network
    parameters = dict(network.named_parameters())
    groups: list[dict[str, Any]] = [
        {"params": [p for p in parameters.values() if p.dim() > 1]},
        {"params": [p for p in parameters.values() if p.dim() < 2], "weight_decay": 0.0},
    ]
    optimiser = torch.optim.AdamW(
        groups,
        betas=(0.9, 0.99),
        weight_decay=recipe.weight_decay,
        fused=True,
    )
    total = max(1, round(recipe.epochs * task.steps_per_epoch))
    run = _Run(average={name: p.detach().clone() for name, p in parameters.items()})
    if resume:
        _load(checkpoint, run, parameters, optimiser)
    began, saved = time.monotonic() - run.seconds, time.monotonic()
    progress = Progress(run.step, total, run.loss, run.validation, run.seconds, 0.0)
    while run.step < total and run.worse < patience:
        run.seconds = time.monotonic() - began
        fraction = run.step / total
        if max_seconds is not None:
            fraction = max(fraction, run.seconds / max_seconds)
            if fraction >= 1:
                break
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(recipe, run.step, fraction)
        optimiser.zero_grad(set_to_none=True)
        loss, run.carried = task.loss(run.step, run.carried)
        loss.backward()
        gradients_ready()
        nn.utils.clip_grad_norm_(parameters.values(), recipe.clip, foreach=True)
        optimiser.step()
        value = loss.item()
        if not math.isfinite(value):
            raise TrainingError(
                f"The loss is {value} at step {run.step}: lower recipe.learning_rate "
                f"({recipe.learning_rate:g}) or recipe.clip ({recipe.clip:g})."
            )
        run.loss = value if math.isnan(run.loss) else 0.98 * run.loss + 0.02 * value
        # Early on the average follows closely, so that it does not remember the first weights.
        weight = max(1 - recipe.averaging, 1 / (run.step + 1) if run.step < 100 else 0.0)
        torch._foreach_lerp_(
            list(run.average.values()), [p.detach() for p in parameters.values()], weight
        )
        run.step += 1
        if run.step % task.steps_per_epoch == 0 or run.step == total:
            _check(task, run, parameters)
        if writes and time.monotonic() - saved > checkpoint_seconds:
            run.seconds = time.monotonic() - began
            _save(checkpoint, run, parameters, optimiser)
            saved = time.monotonic()
        progress = Progress(run.step, total, run.loss, run.validation, run.seconds, fraction)
        report(progress)
    if writes:
        _save(checkpoint, run, parameters, optimiser)
    final = run.best_average or run.average
    with torch.no_grad():
        for name, parameter in parameters.items():
            parameter.copy_(final[name])
    return progress


def keep_freed_memory() -> None:
    """Ask glibc to keep freed memory, for a process that trains.

    A step allocates and frees the same large arrays; by default each goes back to the kernel and
    is paged in again, which cost a third of the time when measured. Elsewhere than on glibc this
    does nothing.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt:
            mallopt(-4, 0)  # M_MMAP_MAX: no mapping of its own for a large array
            mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD: keep what is freed


def _check(task: TrainingTask, run: _Run, parameters: dict[str, nn.Parameter]) -> None:
    with _weights(parameters, run.average):
        run.validation = task.validate()
    if run.validation is None:
        return
    if run.validation < run.best:
        run.best, run.worse = run.validation, 0
        run.best_average = {name: tensor.clone() for name, tensor in run.average.items()}
    else:
        run.worse += 1


class _weights:
    """Other weights in the network for the time of a `with` block."""

    def __init__(self, parameters: dict[str, nn.Parameter], weights: dict[str, Tensor]) -> None:
        self.parameters, self.weights = parameters, weights

    def __enter__(self) -> None:
        self.own = {name: p.detach().clone() for name, p in self.parameters.items()}
        self._put(self.weights)

    def __exit__(self, *_: object) -> None:
        self._put(self.own)

    def _put(self, weights: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(weights[name])


def _save(
    path: Path,
    run: _Run,
    parameters: dict[str, nn.Parameter],
    optimiser: torch.optim.Optimizer,
) -> None:
    names = {id(parameter): name for name, parameter in parameters.items()}
    tensors: dict[str, Tensor] = {}
    for name, parameter in parameters.items():
        tensors[f"network/{name}"] = parameter.detach()
    for owner, moments in optimiser.state.items():
        for moment, tensor in moments.items():
            tensors[f"optimiser/{names[id(owner)]}/{moment}"] = tensor
    for group in ("average", "best_average", "carried"):
        for name, tensor in getattr(run, group).items():
            tensors[f"{group}/{name}"] = tensor
    numbers = {
        "step": run.step,
        "seconds": run.seconds,
        "loss": run.loss,
        "validation": run.validation,
        "best": run.best,
        "worse": run.worse,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    save_file(
        {name: tensor.contiguous().clone() for name, tensor in tensors.items()},
        partial,
        {"run": json.dumps(numbers)},
    )
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    # The rename is atomic: whenever the process dies, a whole checkpoint stands there.
    os.replace(partial, path)


def _load(
    path: Path,
    run: _Run,
    parameters: dict[str, nn.Parameter],
    optimiser: torch.optim.Optimizer,
) -> None:
    try:
        with safe_open(path, "pt") as file:
            numbers = json.loads(file.metadata()["run"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        with torch.no_grad():
            for name, parameter in parameters.items():
                parameter.copy_(tensors.pop(f"network/{name}"))
        for name, group, rest in _parted(tensors):
            if group == "optimiser":
                parameter_name, moment = rest.rsplit("/", 1)
                optimiser.state[parameters[parameter_name]][moment] = tensors[name]
            else:
                getattr(run, group)[rest] = tensors[name]
        for name, value in numbers.items():
            setattr(run, name, value)
    except FileNotFoundError:
        raise TrainingError(f"There is no checkpoint {path} to resume from.") from None
    except (SafetensorError, KeyError, RuntimeError, ValueError, TypeError, OSError) as error:
        raise TrainingError(
            f"The checkpoint {path} does not fit this network or is damaged ({error}): "
            "train without --resume to start again."
        ) from None


def _parted(tensors: dict[str, Tensor]) -> Iterator[tuple[str, str, str]]:
    for name in tensors:
        group, rest = name.split("/", 1)
        yield name, group, rest
