"""From pairs of sentences to a trained translator in a folder of models/."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.translation import translator_shapes
from rnn_demo.configuration.translation import TranslatorConfig
from rnn_demo.data.sentence_pairs import check_same_pairs, read_pairs
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.together import latest
from rnn_demo.networks.translator import TranslatorNetwork, initialise
from rnn_demo.tasks.translation.choosing import chosen_power
from rnn_demo.tasks.translation.learning import Coded, TranslationTask
from rnn_demo.tasks.translation.split import (
    Learned,
    TranslationSplit,
    check_held_out,
    split_pairs,
)
from rnn_demo.tokenizers.sentence_pieces import END, TAGS, SentencePieces
from rnn_demo.training import Progress, keep_freed_memory, train

CHECKPOINT = "checkpoint.safetensors"
PIECES, RARE = 8000, 10  # pieces to learn; a character that occurs less often is unknown
PATIENCE = 12  # passes without a gain on the dev part


@dataclass(frozen=True)
class PreparedPairs:
    """Pairs in their parts, and the configuration completed with vocabulary and checksums."""

    config: TranslatorConfig
    split: TranslationSplit
    pieces: SentencePieces


def prepare(config: TranslatorConfig, pieces: SentencePieces | None = None) -> PreparedPairs:
    """Read and split the pairs of a configuration.

    Args:
        config: of the model.
        pieces: its vocabulary; learned from the training part if it is None.

    Raises:
        TextError: the pairs are missing, damaged, or not those of the configuration.
        ValueError: a sentence of dev or test is also learned.
    """
    pairs = read_pairs(config.data.extra)
    check_same_pairs(pairs, config.data.sha256)
    split = split_pairs(pairs, config.data)
    check_held_out(split)
    if pieces is None:
        texts = dict.fromkeys(text for one in split.train for text in (one.source, one.target))
        pieces = SentencePieces.learn(texts, PIECES, RARE)
    completed = replace(
        config,
        network=replace(config.network, vocab_size=pieces.vocab_size),
        data=replace(config.data, sha256=pairs.sha256),
    )
    return PreparedPairs(completed, split, pieces)


def coded(
    pairs: Sequence[Learned], pieces: SentencePieces, config: TranslatorConfig, longest: int = 0
) -> Coded:
    """Pairs as ids; unless it is 0, none with a side of more than `longest` pieces."""
    sources = pieces.encode([one.source for one in pairs])
    targets = pieces.encode([one.target for one in pairs])
    places = {direction: place for place, direction in enumerate(config.data.directions)}
    found: tuple[list[np.ndarray], list[np.ndarray], list[int]] = ([], [], [])
    for one, source, target in zip(pairs, sources, targets, strict=True):
        if longest and max(len(source), len(target)) > longest:
            continue
        tag = TAGS[one.direction.split("-")[1]]
        found[0].append(np.array([tag, *source, END], np.int64))
        found[1].append(np.array([tag, *target, END], np.int64))
        found[2].append(places[one.direction])
    shares = tuple(config.data.directions.values())
    return Coded(found[0], found[1], np.array(found[2], np.int64), shares)


def dev_pairs(split: TranslationSplit) -> list[Learned]:
    """The dev part as pairs, with the first translation of each sentence."""
    return [
        Learned(one.source, one.references[0], direction)
        for direction, asked in split.dev.items()
        for one in asked
    ]


def train_translator(
    config: TranslatorConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> None:
    """Train encoder and decoder together, and write the folder of the model.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; if it has a tokenizer.json, that is the
            vocabulary, and otherwise one is learned.
        folder: of the model to write.
        work: for the checkpoint; an interrupted run continues from there.
        device: where to compute.
        narrow: precision of the matrix products.
        report: called after every step.
        say: called with a line of figures after every pass.

    Raises:
        TextError: the pairs are missing, or not those of the configuration.
        TokenizerError: the vocabulary cannot be used.
        TrainingError: the checkpoint is of another run, or damaged.
        TrainingInterrupt: a signal asked to stop.
    """
    keep_freed_memory()
    known = latest(source, "tokenizer.json")
    prepared = prepare(config, SentencePieces.load(known) if known.is_file() else None)
    config, pieces = prepared.config, prepared.pieces
    network = TranslatorNetwork(config.network)
    initialise(network, config.seed)
    network.to(device)
    task = TranslationTask(
        network,
        coded(prepared.split.train, pieces, config, config.data.longest),
        coded(dev_pairs(prepared.split), pieces, config),
        config.training,
        config.seed,
        narrow,
        device,
    )
    checkpoint = work / CHECKPOINT

    def heard(progress: Progress, average: object) -> None:
        del average
        report("translator", progress)
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
    power = chosen_power(network.cpu(), pieces, prepared.split.dev)
    write_translator(folder, replace(config, length_power=power), pieces, network)


def write_translator(
    folder: Path, config: TranslatorConfig, pieces: SentencePieces, network: TranslatorNetwork
) -> None:
    """Write what was trained."""
    own = dict(network.cpu().named_parameters())
    weights = {name: own[name].detach().numpy() for name in translator_shapes(config.network)}
    written_or_elsewhere(folder, lambda place: write_folder(place, config, pieces, weights))


def _identity(config: TranslatorConfig) -> dict[str, str]:
    """The settings that a step depends on; how long it goes on is not among them."""
    training = asdict(config.training)
    recipe = training.pop("recipe")
    data = asdict(config.data)
    return {
        "data": json.dumps(data, sort_keys=True),
        "network": json.dumps(asdict(config.network)),
        "training": json.dumps(training),
        "recipe.batch_size": str(recipe["batch_size"]),
        "seed": str(config.seed),
    }
