"""Everything a run needs to continue as if it had never stopped, in one file written whole."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from rnn_demo.files.whole import write_whole
from rnn_demo.words import message, sentence

Carried = dict[str, Tensor]
NUMBERS = ("step", "seconds", "loss", "validation", "best", "worse")
GROUPS = ("average", "best_average", "carried")


class TrainingError(RuntimeError):
    """Training cannot start or continue; the message says why."""


@dataclass
class TrainingState:
    """The state of a run, besides weights and optimiser.

    Attributes:
        step: steps taken.
        seconds: spent.
        loss: recent training loss, nats.
        validation: last validation loss, nats.
        best: lowest validation loss so far.
        worse: checks since then.
        average: running average of the weights.
        best_average: the average at the best check.
        carried: what the task passes from step to step, each (batch, …).
    """

    step: int = 0
    seconds: float = 0.0
    loss: float = math.nan
    validation: float | None = None
    best: float = math.inf
    worse: int = 0
    average: dict[str, Tensor] = field(default_factory=dict)
    best_average: dict[str, Tensor] = field(default_factory=dict)
    carried: Carried = field(default_factory=dict)


def save_checkpoint(
    path: Path,
    run: TrainingState,
    parameters: dict[str, nn.Parameter],
    optimiser: torch.optim.Optimizer,
    identity: Mapping[str, str],
) -> None:
    """Write a checkpoint; whenever the process dies, there is a whole one at `path`.

    `identity` says which run it is: what must be the same when it continues.

    Raises:
        WritingError: it cannot be written; the one before is there as it was.
    """
    names = {id(parameter): name for name, parameter in parameters.items()}
    tensors: dict[str, Tensor] = {}
    for name, parameter in parameters.items():
        tensors[f"network/{name}"] = parameter.detach()
    for trained, moments in optimiser.state.items():
        for moment, tensor in moments.items():
            tensors[f"optimiser/{names[id(trained)]}/{moment}"] = tensor
    for group in GROUPS:
        for name, tensor in getattr(run, group).items():
            tensors[f"{group}/{name}"] = tensor
    numbers = {name: getattr(run, name) for name in NUMBERS}
    path.parent.mkdir(parents=True, exist_ok=True)
    data = save(
        {name: tensor.contiguous().clone() for name, tensor in tensors.items()},
        {"run": json.dumps(numbers), "identity": json.dumps(dict(identity))},
    )
    write_whole(path, data)


def load_checkpoint(
    path: Path,
    run: TrainingState,
    parameters: dict[str, nn.Parameter],
    optimiser: torch.optim.Optimizer,
    identity: Mapping[str, str],
) -> None:
    """Put a checkpoint into a run, its network and its optimiser.

    Raises:
        TrainingError: missing, damaged, of another network or of another run.
    """
    device = str(next(iter(parameters.values())).device)
    try:
        with safe_open(path, "pt", device=device) as file:
            numbers = json.loads(file.metadata()["run"])
            _same_run(path, json.loads(file.metadata()["identity"]), identity)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        with torch.no_grad():
            for name, parameter in parameters.items():
                parameter.copy_(tensors.pop(f"network/{name}"))
        for name, tensor in tensors.items():
            group, rest = name.split("/", 1)
            if group == "optimiser":
                parameter_name, moment = rest.rsplit("/", 1)
                optimiser.state[parameters[parameter_name]][moment] = tensor
            elif group in GROUPS:
                getattr(run, group)[rest] = tensor
            else:
                raise KeyError(name)
        for name in NUMBERS:
            setattr(run, name, numbers[name])
    except FileNotFoundError:
        raise TrainingError(
            sentence("There is no checkpoint {path} to resume from.", path=path)
        ) from None
    except TrainingError:
        raise
    except (SafetensorError, KeyError, RuntimeError, ValueError, TypeError, OSError) as error:
        raise TrainingError(
            sentence(
                "The checkpoint {path} does not fit this network or is damaged ({error}): "
                "train without --resume to start again.",
                path=path,
                error=message(error),
            )
        ) from None


def _same_run(path: Path, there: Mapping[str, str], here: Mapping[str, str]) -> None:
    for name in sorted({*there, *here}):
        if there.get(name) != here.get(name):
            raise TrainingError(
                sentence(
                    "The checkpoint {path} is of a run with {name} {there}, this one has "
                    "{here}: give the same to --resume, or train without it to start again.",
                    path=path,
                    name=name,
                    there=there.get(name),
                    here=here.get(name),
                )
            )
