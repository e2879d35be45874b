"""The language model beside a classifier, from which training can start without pretraining."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from rnn_demo.configuration.sentiment import ClassifierConfig
from rnn_demo.tasks.sentiment.classifier_run import step_identity, tokenizer_in
from rnn_demo.tasks.sentiment.finished import Identity, read_finished, write_finished
from rnn_demo.training import TrainingError

FILE = "language_model.safetensors"
FINISHED = "pretraining.safetensors"


def ship_reader(folder: Path, work: Path, config: ClassifierConfig) -> None:
    """Write the pretrained weights into a model's folder, as float16."""
    whole = read_finished(work / FINISHED, step_identity(config, "pretraining"))
    half = {name: tensor.half() for name, tensor in whole.items()}
    write_finished(folder / FILE, half, _identity(folder, config))


def take_up_reader(folder: Path, work: Path, config: ClassifierConfig) -> str:
    """Let training start from the pretrained weights in a model's folder.

    Args:
        folder: of the model; nothing happens when it holds no language model.
        work: where training keeps its steps; nothing happens when pretraining is there.
        config: what is to be trained; a language model of another recipe is not used.

    Returns:
        What was done, in a sentence; empty for nothing.
    """
    if (work / FINISHED).exists() or not (folder / FILE).exists():
        return ""
    try:
        half = read_finished(folder / FILE, _identity(folder, config))
    except TrainingError as error:
        return f"The language model is trained anew. {error}"
    shutil.copyfile(folder / "tokenizer.json", tokenizer_in(work, config))
    whole = {name: tensor.float() for name, tensor in half.items()}
    write_finished(work / FINISHED, whole, step_identity(config, "pretraining"))
    return f"The language model {folder / FILE} is taken up; without this file it is trained anew."


def _identity(folder: Path, config: ClassifierConfig) -> Identity:
    pieces = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    return {**step_identity(config, "pretraining"), "the tokenizer": pieces}
