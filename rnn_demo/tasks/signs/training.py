"""From clips to trained networks, one seed after the other; an interrupted run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.signs import EXAMPLES, examples_file, tensors_of
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.signs import SignConfig
from rnn_demo.data.landmarks import features_of
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.networks.sign_reader import logits_of
from rnn_demo.tasks.signs.learning import SignTask, reader_in
from rnn_demo.tasks.signs.measure import best_temperature, shares_right
from rnn_demo.tasks.signs.parts import SignParts, checked_clips, example_places, parts_of
from rnn_demo.tokenizers.sign_names import SignNames
from rnn_demo.training import Progress, train

TO_THE_END = 10**9  # checks without a gain: the rate falls to nothing, and the best ones are kept


def train_signs(
    config: SignConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: Any,
    narrow: Any,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train every network, choose its temperature, and write the folder of the model.

    It computes on the processor, in float32: a network takes a minute or two.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for checkpoints; an interrupted run continues from there.
        device: not used.
        narrow: not used.
        report: called after every step, with the name of what is trained.
        say: called with a line of figures for each network.

    Raises:
        TextError: the clips are missing, too few, or not those of the configuration.
        TrainingError: a checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source, device, narrow
    clips = checked_clips(config)
    config = replace(config, data=replace(config.data, sha256=clips.sha256))
    parts = parts_of(clips, config.data)
    examples = clips.clips.of(np.array(example_places(clips, config.data), np.int64))
    weights: Weights = {}
    temperatures = []
    for network in range(config.network.networks):
        trained = _trained(config, parts, config.seed + network, work, report)
        reader = reader_in(trained)
        logits = logits_of(reader, features_of(parts.validation.clips))
        temperatures.append(round(best_temperature(logits, parts.validation.label), 4))
        last, every = shares_right(logits, parts.validation.label)
        told = {"network": network, "validation_last": round(last, 4)}
        say(json.dumps(told | {"validation_every": round(every, 4), "T": temperatures[-1]}))
        weights |= tensors_of(reader, network)
    config = replace(config, temperatures=tuple(temperatures))
    more: dict[str, bytes | str] = {EXAMPLES: examples_file(examples)}
    names = SignNames(clips.words)
    written_or_elsewhere(folder, lambda place: write_folder(place, config, names, weights, more))


def _trained(
    config: SignConfig,
    parts: SignParts,
    seed: int,
    work: Path,
    report: Callable[[str, Progress], None],
) -> SequenceNetwork:
    size = config.network
    network = SequenceNetwork("gru-slide", size.features, size.hidden_size, size.vocab_size, seed)
    task = SignTask(network, parts.train, parts.validation, config.recipe, seed)
    checkpoint = work / f"seed-{seed}.checkpoint"
    data = {key: value for key, value in asdict(config.data).items() if key != "examples"}
    identity = {
        "network": json.dumps(asdict(size)),
        "data": json.dumps(data),
        "recipe": json.dumps(asdict(config.recipe)),
        "seed": str(seed),
    }
    train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=identity,
        patience=TO_THE_END,
        report=lambda progress, average: report(f"seed {seed}", progress),
    )
    return network
