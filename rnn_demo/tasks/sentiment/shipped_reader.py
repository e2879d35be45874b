"""The language model beside a classifier, from which training can start without pretraining."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rnn_demo.configuration.sentiment import ClassifierConfig
from rnn_demo.files.together import is_there, latest
from rnn_demo.files.whole import write_whole
from rnn_demo.tasks.sentiment.classifier_run import step_identity, tokenizer_in
from rnn_demo.tasks.sentiment.finished import (
    Identity,
    finished_bytes,
    read_finished,
    write_finished,
)
from rnn_demo.training import TrainingError

FILE = "language_model.safetensors"
FINISHED = "pretraining.safetensors"


def shipped_reader(work: Path, config: ClassifierConfig, vocabulary: str) -> bytes:
    """The pretrained weights as float16, a file of the model's folder.

    Args:
        work: where training keeps its steps.
        config: what was trained.
        vocabulary: the text of the tokenizer.json beside it.
    """
    whole = read_finished(work / FINISHED, step_identity(config, "pretraining"))
    half = {name: tensor.half() for name, tensor in whole.items()}
    return finished_bytes(half, _identity(vocabulary.encode("utf-8"), config))


def take_up_reader(folder: Path, work: Path, config: ClassifierConfig) -> str:
    """Let training start from the pretrained weights in a model's folder.

    Args:
        folder: of the model; nothing happens when it holds no language model.
        work: where training keeps its steps; nothing happens when pretraining is there.
        config: what is to be trained; a language model of another recipe is not used.

    Returns:
        What was done, in a sentence; empty for nothing.
    """
    if (work / FINISHED).exists() or not is_there(folder, FILE):
        return ""
    try:
        vocabulary = latest(folder, "tokenizer.json").read_bytes()
        half = read_finished(latest(folder, FILE), _identity(vocabulary, config))
    except TrainingError as error:
        return f"The language model is trained anew. {error}"
    write_whole(tokenizer_in(work, config), vocabulary)
    whole = {name: tensor.float() for name, tensor in half.items()}
    write_finished(work / FINISHED, whole, step_identity(config, "pretraining"))
    return f"The language model {folder / FILE} is taken up; without this file it is trained anew."


def _identity(vocabulary: bytes, config: ClassifierConfig) -> Identity:
    pieces = hashlib.sha256(vocabulary).hexdigest()
    return {**step_identity(config, "pretraining"), "the tokenizer": pieces}
