"""From a configuration and a text to a trained generator in a folder of models/."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.configuration.generator import GeneratorConfig
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.batches import Streams
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts, vocabulary_of
from rnn_demo.data.text import TextError
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.together import latest
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tasks.generator.language_model import CharacterTask
from rnn_demo.tasks.generator.teachers import expected_by, read_teachers
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.training import Progress, keep_freed_memory, train
from rnn_demo.training.processes import Processes
from rnn_demo.words import sentence

CHECKPOINT = "checkpoint.safetensors"


@dataclass(frozen=True)
class PreparedText:
    """A text cut and encoded, and the configuration completed with its vocabulary and checksum.

    Attributes:
        parts: ids of the training part, then validation and test or the held-out part.
        notes: what was put right while reading.
    """

    config: GeneratorConfig
    tokenizer: CharacterTokenizer
    parts: tuple[NDArray[np.unsignedinteger], ...]
    notes: tuple[str, ...]

    @property
    def validation(self) -> NDArray[np.unsignedinteger] | None:
        """The middle one of three parts; with two there is none, and no early stop."""
        return self.parts[1] if len(self.parts) == 3 else None


def prepare(config: GeneratorConfig, text: Path | None = None) -> PreparedText:
    """Read the text of a configuration: a corpus known by name, or any file.

    Raises:
        TextError: missing, unreadable, too short, or not the text that the configuration names.
    """
    if text is None:
        corpus = CORPORA.get(config.data.corpus)
        if corpus is None:
            raise TextError(
                sentence(
                    "The corpus {corpus!r} is not one of {corpora}: "
                    "name the text with --text FILE.",
                    corpus=config.data.corpus,
                    corpora=", ".join(CORPORA),
                )
            )
        paths = corpus_paths(corpus)
    else:
        paths = [text]
    tokenizer = vocabulary_of(paths)
    loaded = read_texts(paths, tokenizer)
    if config.data.sha256 not in ("", loaded.sha256):
        raise TextError(
            sentence(
                "{paths} is not the text that config.json names: its sha256 is "
                "{sha256}…, expected {expected}….",
                paths=paths[0],
                sha256=loaded.sha256[:12],
                expected=config.data.sha256[:12],
            )
        )
    parts = loaded.parts(config.data.split)
    if len(parts[0]) < 2:
        raise TextError(
            sentence(
                "The training part of {paths} has {count} characters; at least 2 are "
                "needed: give a longer text.",
                paths=paths[0],
                count=len(parts[0]),
            )
        )
    completed = replace(
        config,
        network=replace(config.network, vocab_size=tokenizer.vocab_size),
        data=replace(config.data, sha256=loaded.sha256),
    )
    return PreparedText(completed, tokenizer, parts, loaded.notes)


def train_generator(
    prepared: PreparedText,
    folder: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    resume: bool = False,
    max_seconds: float | None = None,
    checkpoint_seconds: float = 60.0,
    report: Callable[[Progress, dict[str, Tensor]], None] = lambda progress, average: None,
    processes: Processes | None = None,
) -> Progress:
    """Train and write config.json, model.safetensors and tokenizer.json into the folder.

    Raises:
        TrainingError: see `rnn_demo.training.train`.
        ConfigurationError: the batch cannot be shared out among the processes, or a teacher
            does not suit.
        ArtifactError: a teacher is not there or damaged.
        KeptElsewhereError: the folder cannot be written at the end; the model is in another one.
    """
    keep_freed_memory()
    processes = processes or Processes()
    config = prepared.config
    network = LanguageModel(config.network)
    network.initialise(config.seed)
    network.to(device)
    streams = Streams.over(
        prepared.parts[0], config.recipe.batch_size, config.recipe.sequence_length, config.seed
    )
    if streams.batch_size % processes.world:
        raise ConfigurationError(
            sentence(
                "{batch_size} streams cannot be shared equally among {world} "
                "processes: change recipe.batch_size or the number of processes.",
                batch_size=streams.batch_size,
                world=processes.world,
            )
        )
    if not resume:
        folder.mkdir(parents=True, exist_ok=True)  # fail now, not at the first checkpoint
    teachers = read_teachers(config, prepared.tokenizer)
    task = CharacterTask(
        network,
        streams,
        config.recipe,
        prepared.validation,
        config.seed,
        narrow,
        device,
        processes,
        expected_by(teachers, prepared.parts[0], narrow, device) if teachers else None,
    )
    progress = train(
        task,
        config.recipe,
        folder / CHECKPOINT,
        resume=resume,
        identity=_identity(config, teachers),
        max_seconds=max_seconds,
        checkpoint_seconds=checkpoint_seconds,
        report=report,
        processes=processes,
    )
    if processes.rank == 0:
        weights = {name: p.detach().cpu().numpy() for name, p in network.named_parameters()}
        finished = replace(
            config,
            note=_ending(progress, task.steps_per_epoch, max_seconds),
            temperature=task.best_temperature() or config.temperature,
        )
        written_or_elsewhere(
            folder, lambda place: write_folder(place, finished, prepared.tokenizer, weights)
        )
    return progress


def _identity(config: GeneratorConfig, teachers: Sequence[GeneratorArtifact]) -> dict[str, str]:
    """The settings that a step depends on; the others may change while a run is stopped."""
    weights = [hashlib.sha256(latest(t.folder, "model.safetensors").read_bytes()) for t in teachers]
    taught = {"the teachers": " ".join(digest.hexdigest() for digest in weights)}
    return (taught if teachers else {}) | {
        "a text with the sha256": config.data.sha256,
        "data.split": json.dumps(config.data.split),
        "network": json.dumps(asdict(config.network)),
        "recipe.batch_size": str(config.recipe.batch_size),
        "recipe.sequence_length": str(config.recipe.sequence_length),
        "seed": str(config.seed),
    }


def _ending(progress: Progress, steps_per_epoch: int, max_seconds: float | None) -> str:
    """Why a run ended before its last planned step, in a sentence."""
    if progress.step >= progress.total_steps:
        return ""
    done = f"after {progress.step:,} steps ({progress.step / steps_per_epoch:.1f} passes)"
    if max_seconds is not None and progress.seconds >= max_seconds:
        return f"Stopped by --max-seconds {max_seconds:g} {done}; the schedule was fitted into it."
    return f"Stopped {done}, when the validation loss no longer fell."


def snapshot(prepared: PreparedText, average: dict[str, Tensor]) -> GeneratorArtifact:
    """The averaged weights of a run as a model that can write a sample."""
    weights = {name: t.detach().float().cpu().numpy() for name, t in average.items()}
    return GeneratorArtifact(
        prepared.config.data.corpus, Path(), prepared.config, prepared.tokenizer, weights, None
    )


def best_device(name: str) -> torch.device:
    """The device of a name; `auto` takes a CUDA device when there is one.

    Raises:
        ConfigurationError: no such device here.
    """
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name not in ("cpu", "cuda") or (name == "cuda" and not torch.cuda.is_available()):
        raise ConfigurationError(
            sentence("The device {name!r} is not here: use auto, cpu or cuda.", name=name)
        )
    return torch.device(name)


def best_precision(device: torch.device) -> torch.dtype:
    """bfloat16 where the processor or card multiplies it in hardware, float32 elsewhere."""
    if device.type == "cuda":
        fast = torch.cuda.is_bf16_supported(including_emulation=False)
    else:
        fast = bool(torch.cpu._is_avx512_bf16_supported())
    return torch.bfloat16 if fast else torch.float32


def advised_size(characters: int) -> tuple[int, int, float]:
    """hidden_size, num_layers and dropout for a text of so many characters.

    From runs on texts of 0.4 to 3 million characters: a network memorises a small text sooner, so
    it gets fewer units and more dropout.
    """
    for bound, size, layers, dropout in (
        (20_000, 64, 1, 0.2),
        (200_000, 192, 1, 0.4),
        (1_500_000, 512, 2, 0.4),
        (10_000_000, 512, 2, 0.1),
    ):
        if characters < bound:
            return size, layers, dropout
    return 1024, 2, 0.05
