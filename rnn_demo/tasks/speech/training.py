"""From recordings to trained networks, one after the other; an interrupted run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.speech import EXAMPLES, examples_file
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.speech import SpeechConfig
from rnn_demo.data.spoken_digits import DIGITS
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.listener import Listener
from rnn_demo.tasks.speech.batches import MADE, OF_MACHINES, streams_of, without_voice
from rnn_demo.tasks.speech.learning import SpeechTask
from rnn_demo.tasks.speech.material import material_of, usual_of
from rnn_demo.tasks.speech.parts import (
    checked_digits,
    checked_machines,
    examples_of,
    learned_from,
)
from rnn_demo.tasks.speech.streams import Stream
from rnn_demo.tokenizers.labels import Labels
from rnn_demo.training import Progress, train

ALL = "all voices"


def train_speech(
    config: SpeechConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: Any,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train every network, and write the folder of the model.

    It computes on the processor: a network takes some minutes of a core. The streams are made once,
    and each network learns from those of the voices that it may hear.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for checkpoints; an interrupted run continues from there.
        device: not used.
        narrow: precision of the matrix products.
        report: called after every step, with the name of what is trained.
        say: called with a line of figures for each network.

    Raises:
        TextError: recordings or machine voices are missing, or not those of the configuration.
        TrainingError: a checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source, device
    digits = checked_digits(config)
    config = replace(config, data=replace(config.data, sha256=digits.sha256))
    by_machines: list[Stream] = []
    if config.data.machines:
        machines = checked_machines(config)
        config = replace(config, data=replace(config.data, machine_sha256=machines.sha256))
        by_machines = streams_of(material_of(machines.takes), config.seed + 1, OF_MACHINES)
    examples = examples_of(digits, config.data)
    material = material_of([take for take in digits.takes if take.take >= config.data.test])
    streams, voices = streams_of(material, config.seed, MADE), material.voices
    del material
    weights: Weights = {}
    for network in range(1 + len(config.network.voices)):
        without = _without(config, network)
        own = without_voice(streams, voices.index(without)) if network else streams
        own = own + by_machines
        usual = usual_of([take.samples for take in learned_from(digits, config, network)])
        trained, loss = _trained(config, network, own, usual, work, narrow, report)
        say(json.dumps({"network": network, "without": without, "loss": loss}))
        weights |= {f"{network}.{name}": tensor for name, tensor in trained.items()}
    sounds = {name: take.samples for name, take in examples.items()}
    more: dict[str, bytes | str] = {EXAMPLES: examples_file(sounds)}
    names = Labels(DIGITS)
    written_or_elsewhere(folder, lambda place: write_folder(place, config, names, weights, more))


def _without(config: SpeechConfig, network: int) -> str:
    return config.network.voices[network - 1] if network else ""


def _trained(
    config: SpeechConfig,
    network: int,
    streams: Sequence[Stream],
    usual: NDArray[np.float32],
    work: Path,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
) -> tuple[Weights, float]:
    """The tensors of one network, and its last loss, nats a digit."""
    listener = Listener(config.network, config.seed + network)
    task = SpeechTask(listener, streams, usual, config.recipe, config.seed + network, narrow)
    without = _without(config, network)
    checkpoint = work / f"without-{without or 'nobody'}.checkpoint"
    identity = {
        "network": json.dumps(asdict(replace(config.network, voices=()))),
        "data": json.dumps([config.data.corpus, config.data.test, config.data.sha256]),
        "machines": json.dumps([config.data.machines, config.data.machine_sha256]),
        "recipe": json.dumps(asdict(config.recipe)),
        "without": without,
        "seed": str(config.seed + network),
    }
    progress = train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=identity,
        report=lambda now, average: report(f"without {without}" if without else ALL, now),
    )
    tensors = {name: p.detach().numpy().copy() for name, p in listener.named_parameters()}
    return {"usual": usual, **tensors}, round(progress.loss, 4)
