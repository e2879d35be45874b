"""From treebanks to a trained tagger in a folder of models/."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.tags import TagConfig
from rnn_demo.data.word_forms import read_word_forms
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.tagger import Tagger
from rnn_demo.tasks.tags.learning import TagTask, WithDictionary
from rnn_demo.tasks.tags.parts import completed, read_parts, vocabulary_of, words_in
from rnn_demo.tokenizers.tagged_words import TaggedWords
from rnn_demo.training import Progress, keep_freed_memory, train

CHECKPOINT = "checkpoint.safetensors"
TO_THE_END = 10**9  # checks without a gain: the rate falls to nothing, and the best ones are kept


def train_tagger(
    config: TagConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train the tagger, and write the folder of the model. It computes on the processor.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; not needed.
        folder: of the model to write.
        work: for the checkpoint; an interrupted run continues from there.
        device: not used.
        narrow: precision of the matrix products.
        report: called after every step.
        say: called with a line of figures after every pass.

    Raises:
        TextError: a text is missing, or not that of the configuration.
        TrainingError: the checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source, device
    keep_freed_memory()
    parts = read_parts(config)
    vocabulary = vocabulary_of(parts, config)
    config = completed(config, parts, vocabulary)
    forms = read_word_forms(words_in(parts)) if config.data.dictionary else None
    tagger = Tagger(config.network)
    tagger.initialise(config.seed)
    torch.manual_seed(config.seed)  # of what is only needed while it learns
    network = WithDictionary(tagger)
    task = TagTask(network, vocabulary, parts, forms, config, narrow)
    checkpoint = work / CHECKPOINT

    def heard(progress: Progress, average: object) -> None:
        del average
        report("tagger", progress)
        if progress.step % task.steps_per_epoch == 0:
            told = {
                "pass": progress.step // task.steps_per_epoch,
                "loss": round(progress.loss, 4),
                "wrong": progress.validation and round(progress.validation, 5),
                "seconds": round(progress.seconds),
            }
            say(json.dumps(told))

    train(
        task,
        config.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=_identity(config),
        patience=TO_THE_END,
        report=heard,
    )
    write_tagger(folder, config, vocabulary, tagger)


def write_tagger(folder: Path, config: TagConfig, vocabulary: TaggedWords, tagger: Tagger) -> None:
    """Write what was trained."""
    weights = {name: p.detach().numpy() for name, p in tagger.named_parameters()}
    written_or_elsewhere(folder, lambda place: write_folder(place, config, vocabulary, weights))


def _identity(config: TagConfig) -> dict[str, str]:
    """The settings that a step depends on; how long it goes on is not among them."""
    return {
        "data": json.dumps(asdict(config.data)),
        "network": json.dumps(asdict(config.network)),
        "recipe.batch_size": str(config.recipe.batch_size),
        "seed": str(config.seed),
    }
