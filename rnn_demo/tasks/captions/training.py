"""From drawings to a trained captioner in a folder of models/."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from rnn_demo.artifacts.captions import captioner_shapes
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.captions import CaptionerConfig
from rnn_demo.data.emoji import EmojiSet, check_same, read_emoji
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.networks.captioner import fold, initialise
from rnn_demo.tasks.captions.graphs import graphs_of
from rnn_demo.tasks.captions.learning import CaptionTask, Learner
from rnn_demo.tasks.captions.split import Split, split_of
from rnn_demo.tokenizers.name_words import NameWords
from rnn_demo.training import Progress, keep_freed_memory, train

CHECKPOINT = "checkpoint.safetensors"
PATIENCE = 12  # passes without a gain on the validation part


@dataclass(frozen=True)
class PreparedDrawings:
    """Drawings and their parts, and the configuration completed with vocabulary and checksums."""

    config: CaptionerConfig
    emoji: EmojiSet
    split: Split
    words: NameWords


def prepare(config: CaptionerConfig) -> PreparedDrawings:
    """Read the drawings of a configuration.

    Raises:
        TextError: missing, damaged, or not those of the configuration.
        ConfigurationError: more is held out than there is.
    """
    emoji = read_emoji()
    check_same(emoji, config.data.sha256)
    words = NameWords.of(name.name for name in emoji.names)
    completed = replace(
        config,
        network=replace(config.network, vocab_size=words.vocab_size),
        data=replace(config.data, sha256=emoji.sha256),
    )
    return PreparedDrawings(completed, emoji, split_of(emoji, config.data), words)


def train_captioner(
    config: CaptionerConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train encoder and decoder together, and write the folder of the model with its graphs.

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
        TextError: the drawings are missing, or not those of the configuration.
        TrainingError: the checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    del source
    keep_freed_memory()
    prepared = prepare(config)
    config = prepared.config
    learner = Learner(config.network)
    initialise(learner.encoder, learner.step, config.seed)
    learner.to(device)
    learner.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    task = CaptionTask(
        learner,
        prepared.emoji,
        prepared.split,
        config.training,
        prepared.words,
        config.seed,
        narrow,
        device,
    )
    checkpoint = work / CHECKPOINT

    def heard(progress: Progress, average: object) -> None:
        del average
        report("captioner", progress)
        if progress.step % task.steps_per_epoch == 0:
            told = {
                "pass": progress.step // task.steps_per_epoch,
                "loss": round(progress.loss, 4),
                "validation": progress.validation and round(progress.validation, 4),
                "seconds": round(progress.seconds),
            }
            say(json.dumps(told))

    train(
        task,
        config.training.recipe,
        checkpoint,
        resume=checkpoint.exists(),
        identity=_identity(config),
        patience=PATIENCE,
        report=heard,
    )
    write_captioner(folder, config, prepared.words, learner)


def write_captioner(
    folder: Path, config: CaptionerConfig, words: NameWords, learner: Learner
) -> None:
    """Write what was trained; the head that is only for training is left out."""
    learner = learner.cpu()
    fold(learner.encoder)
    shapes = captioner_shapes(config.network)
    weights = {n: p.detach().numpy() for n, p in learner.named_parameters() if n in shapes}
    graphs = graphs_of(learner.encoder, learner.step, config.network)
    written_or_elsewhere(
        folder, lambda place: write_folder(place, config, words, weights, dict(graphs))
    )


def _identity(config: CaptionerConfig) -> dict[str, str]:
    """The settings that a step depends on; how long it goes on is not among them."""
    training = asdict(config.training)
    recipe = training.pop("recipe")
    return {
        "drawings": json.dumps(dict(config.data.sha256)),
        "data.split_seed": str(config.data.split_seed),
        "network": json.dumps(asdict(config.network)),
        "training": json.dumps(training),
        "recipe.batch_size": str(recipe["batch_size"]),
        "seed": str(config.seed),
    }
