"""From pictures to a trained machine; what is done is kept, so that a run can be interrupted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.rbm import LARGE, SMALL, tensors_of
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.rbm import MachineConfig
from rnn_demo.data.digits import Pixels, black_and_white
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import write_whole
from rnn_demo.networks.rbm import RestrictedMachine
from rnn_demo.tasks.digits import checked_digits, mean_of, parts_of
from rnn_demo.tasks.rbm.contrastive_divergence import TrainingRun, begin, update
from rnn_demo.tokenizers.grid import PixelGrid
from rnn_demo.training import Progress, TrainingError, TrainingInterrupt
from rnn_demo.training.stopping import signals_noted
from rnn_demo.words import message, sentence

OFTEN = 1_000  # updates between two checkpoints
FEWER = 10  # the small machine takes one update for so many of the large one
COMPARED = 1_000  # pictures of each part whose free energies are compared
Identity = Mapping[str, Any]


def train_machine(
    config: MachineConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: Any,
    narrow: Any,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train the machine and the small one beside it, and write the folder of the model.

    It computes in numpy on the processor, in float32.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for checkpoints; an interrupted run continues from there.
        device: not used.
        narrow: not used.
        report: called from time to time, with the name of what is trained.
        say: called with a line of figures for each machine.

    Raises:
        TextError: the pictures are missing, or not those of the configuration.
        TrainingError: a checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source, device, narrow
    digits = checked_digits(config.data, config.network.vocab_size)
    config = replace(config, data=replace(config.data, sha256=digits.sha256))
    train, validation = parts_of(digits.train, config.data.validation)
    weights: Weights = {}
    sizes = {SMALL: config.network.small_hidden_size, LARGE: config.network.hidden_size}
    with signals_noted() as came:
        for name, hidden_size in sizes.items():
            run = _trained(name, hidden_size, config, train, work, report, came)
            weights |= tensors_of(run.machine, name)
            if len(validation):
                say(json.dumps({"machine": name, **_gap(run.machine, train, validation)}))
    grid = PixelGrid(config.network.rows, config.network.columns)
    written_or_elsewhere(folder, lambda place: write_folder(place, config, grid, weights))


def _trained(
    name: str,
    hidden_size: int,
    config: MachineConfig,
    pictures: Pixels,
    work: Path,
    report: Callable[[str, Progress], None],
    came: Callable[[], int],
) -> TrainingRun:
    training, seed = config.training, config.seed
    if name == SMALL:
        training = replace(training, updates=training.updates // FEWER)
    checkpoint = work / f"{name}.checkpoint"
    identity = _identity(config, hidden_size)
    mean = mean_of(pictures)
    run = (
        _read(checkpoint, identity)
        if checkpoint.exists()
        else begin(mean, hidden_size, training, seed)
    )
    began = time.monotonic()
    while run.updates < training.updates:
        run = update(run, pictures, mean, training, seed)
        last = run.updates == training.updates
        if last or run.updates % OFTEN == 0 or came():
            _write(checkpoint, run, identity)
            if number := came():
                raise TrainingInterrupt(number, run.updates, training.updates, checkpoint)
        if last or run.updates % 20 == 0:
            seconds = time.monotonic() - began
            done = run.updates / training.updates
            report(name, Progress(run.updates, training.updates, np.nan, None, seconds, done))
    return run


def _gap(machine: RestrictedMachine, train: Pixels, validation: Pixels) -> dict[str, float]:
    """Mean free energies, nats a picture: the gap grows when pictures are learned by heart."""
    random = np.random.default_rng(0)
    learned, others = (
        float(machine.free_energy(black_and_white(part[:COMPARED], random)).mean())
        for part in (train, validation)
    )
    return {
        "free_energy_of_training_pictures": round(learned, 2),
        "free_energy_of_validation_pictures": round(others, 2),
    }


def _identity(config: MachineConfig, hidden_size: int) -> Identity:
    return {
        "hidden_size": hidden_size,
        "seed": config.seed,
        "data": asdict(config.data),
        "training": asdict(config.training),
    }


def _write(path: Path, run: TrainingRun, identity: Identity) -> None:
    tensors = tensors_of(run.machine, "run") | {
        "chains": run.chains,
        "hidden_mean": run.hidden_mean,
    }
    told = {"run": json.dumps({"step": run.updates}), "identity": json.dumps(identity)}
    write_whole(path, save({name: np.ascontiguousarray(t) for name, t in tensors.items()}, told))


def _read(path: Path, identity: Identity) -> TrainingRun:
    try:
        with safe_open(path, "np") as file:
            told = file.metadata()
            found = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        updates, same = json.loads(told["run"])["step"], json.loads(told["identity"]) == identity
        machine = RestrictedMachine(
            found["run.weights"], found["run.visible_bias"], found["run.hidden_bias"]
        )
        run = TrainingRun(updates, machine, found["chains"], found["hidden_mean"])
    except (SafetensorError, OSError, KeyError, ValueError, TypeError) as error:
        raise TrainingError(
            sentence(
                "The checkpoint {path} is damaged ({error}): delete it to train that machine anew.",
                path=path,
                error=message(error),
            )
        ) from None
    if not same:
        raise TrainingError(
            sentence(
                "The checkpoint {path} is of a run with another configuration: delete it to train "
                "that machine anew.",
                path=path,
            )
        )
    return run
