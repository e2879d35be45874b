"""From a configuration to a trained writer of tunes in a folder of models/."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import torch

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.tunes import TuneConfig
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tasks.tunes.copying import index_of
from rnn_demo.tasks.tunes.prepared import prepare_tunes
from rnn_demo.tasks.tunes.task import TuneTask
from rnn_demo.training import Progress, keep_freed_memory, train

CHECKPOINT = "tunes.checkpoint"
PATIENCE = 6  # passes without a better validation figure


def train_tunes(
    config: TuneConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train the network and write its folder.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for the checkpoint; an interrupted run continues from there.
        device: where to compute.
        narrow: precision of the matrix products.
        report: called after every step.
        say: called with a line of figures after every pass.

    Raises:
        TextError: the tunes are missing, or not those of the configuration.
        TrainingError: the checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source
    keep_freed_memory()
    prepared = prepare_tunes(config)
    config = prepared.config
    network = LanguageModel(config.network)
    network.initialise(config.seed)
    network.to(device)
    task = TuneTask(
        network,
        prepared.tokenizer,
        prepared.train.ids,
        prepared.validation.ids,
        config.recipe,
        config.seed,
        narrow,
        device,
    )

    def tell(progress: Progress, average: object) -> None:
        del average
        report("tunes", progress)
        if progress.step % task.steps_per_epoch == 0 and progress.validation is not None:
            told = {
                "passes": progress.step // task.steps_per_epoch,
                "training": round(progress.loss, 4),
                "validation": round(progress.validation, 4),
                "seconds": round(progress.seconds),
            }
            say(json.dumps(told))

    checkpoint = work / CHECKPOINT
    progress = train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=_identity(config),
        patience=PATIENCE,
        report=tell,
    )
    weights = {name: p.detach().cpu().numpy() for name, p in network.named_parameters()}
    finished = replace(config, note=_ending(progress, task.steps_per_epoch))
    more = index_of(prepared).files()
    written_or_elsewhere(
        folder, lambda place: write_folder(place, finished, prepared.tokenizer, weights, more)
    )


def _identity(config: TuneConfig) -> dict[str, str]:
    """The settings that a step depends on; the length of the run may change while it is stopped."""
    return {
        "tunes with the sha256": config.data.sha256,
        "data.split": json.dumps(config.data.split),
        "network": json.dumps(asdict(config.network)),
        "recipe.batch_size": str(config.recipe.batch_size),
        "recipe.sequence_length": str(config.recipe.sequence_length),
        "seed": str(config.seed),
    }


def _ending(progress: Progress, steps_per_epoch: int) -> str:
    """Why a run ended before its last planned step, in a sentence."""
    if progress.step >= progress.total_steps:
        return ""
    passes = progress.step / steps_per_epoch
    return f"Stopped after {passes:.0f} passes, when the validation loss no longer fell."
