"""The steps of training a classifier, in their order, each measured on the validation reviews."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.sentiment import COUNTED, SHORT_WEIGHTS
from rnn_demo.artifacts.weights import stored_weights
from rnn_demo.configuration.sentiment import ClassifierConfig, Judging
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.reading.ngrams import NgramClassifier
from rnn_demo.tasks.sentiment.calibration import best_temperature
from rnn_demo.tasks.sentiment.classifier_run import (
    SHORT_TEXTS,
    ClassifierRun,
    ReviewSplits,
    Weights,
    judging_task,
    labelled_by_hand,
    learn_pieces,
    pretrain,
    read_parts,
    tokenizer_in,
    validation_figures,
)
from rnn_demo.tasks.sentiment.ensemble import (
    EnsembleLabels,
    ensemble_labels,
    ensemble_texts,
    together,
)
from rnn_demo.tasks.sentiment.familiarity import familiarity
from rnn_demo.tasks.sentiment.judging import JudgingTask
from rnn_demo.tasks.sentiment.ngram_judge import train_ngrams
from rnn_demo.tasks.sentiment.shipped_reader import FILE, shipped_reader, take_up_reader
from rnn_demo.tasks.sentiment.short_texts import (
    learned_short_texts,
    sentence_figures,
    short_temperature,
    short_texts,
)
from rnn_demo.text.shown import as_shown
from rnn_demo.training import Progress, keep_freed_memory


def train_classifier(
    config: ClassifierConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    device: torch.device,
    narrow: torch.dtype,
    report: Callable[[str, Progress], None],
    say: Callable[[str], None],
) -> ClassifierConfig:
    """Train, and write the folder of the model.

    Args:
        config: what to train.
        source: folder of the model whose config.json it is; a language model in it is used.
        folder: of the model to write.
        work: for the results of the steps; an interrupted run continues from there.
        device: where to compute.
        narrow: precision of the matrix products.
        report: called after every step of a training, with the name of what is trained.
        say: called with the figures of each step.

    Raises:
        TextError: the reviews are missing, or not those of the configuration.
        TrainingError: see `rnn_demo.training.train`.
    """
    keep_freed_memory()
    work.mkdir(parents=True, exist_ok=True)
    parts = read_parts(config)
    config = replace(config, data=replace(config.data, sha256=dict(parts.sha256)))
    if done := take_up_reader(source, work, config):
        say(done)
    tokenizer = learn_pieces(parts, config.network.vocab_size, tokenizer_in(work, config))
    config = replace(config, network=replace(config.network, vocab_size=tokenizer.vocab_size))
    run = ClassifierRun(config, parts, work, tokenizer, device, narrow, report)
    labelled = labelled_by_hand(run, parts.training)
    positive = np.array([bool(review.positive) for review in parts.validation])
    ngrams, steps = _rival(run), []
    # Needs texts other than reviews: if they are missing, fail before the hours of training.
    familiar = familiarity(tokenizer, labelled.pieces)

    def learned(name: str, judging: Judging, seed: int, start: Weights | None) -> JudgingTask:
        task = judging_task(run, labelled, judging, seed, start)
        run.trained(name, task, judging)
        note(name, task)
        return task

    def learned_without_average(name: str) -> None:
        task = judging_task(run, labelled, config.judging, config.seed, None)
        run.not_averaged(name, task.network)
        note(f"{name}, not averaged", task)

    def note(name: str, task: JudgingTask) -> None:
        note_logits(name, task.judge(task.validation.pieces).double().numpy())

    def note_logits(name: str, logits: NDArray[np.float64]) -> None:
        steps.append(validation_figures(name, logits, positive))
        say(json.dumps(steps[-1]))

    start = pretrain(run)
    calm = replace(config.judging, perturbation=0.0)
    if config.compare:
        learned("from scratch", calm, config.seed, None)
        learned("pretrained", calm, config.seed, start)
    teachers = [
        learned(f"adversarial {k + 1}", config.judging, config.seed + k, start)
        for k in range(config.teachers)
    ]
    if config.compare:
        learned_without_average("adversarial 1")
    if config.further:
        teachers = [
            learned(f"further {k + 1}", config.further, config.seed + 50 + k, _weights(teacher))
            for k, teacher in enumerate(teachers)
        ]
    ensembled: EnsembleLabels | None = None
    for number, judging in enumerate(config.self_training, 1):
        ensembled = ensemble_labels(run, number, teachers, ngrams, ensembled)
        note_logits(f"together {number}", ensembled.validation)
        # After the first round the network has memorised the labels; only predictions teach more.
        taught = ensemble_texts(run, ensembled)
        if number == 1:
            taught = together(labelled, taught)
        seed = config.seed + 100 * number
        pupil = judging_task(run, taught, judging, seed, _weights(teachers[0]))
        run.trained(f"self-trained {number}", pupil, judging)
        note(f"self-trained {number}", pupil)
        teachers = [pupil]

    final = teachers[0]
    logits = final.judge(final.validation.pieces).double().numpy()
    temperature = round(best_temperature(logits, positive), 4)
    more: dict[str, bytes | str] = {}
    if short := config.short_texts:
        steps[-1] |= sentence_figures(run, final)
        own = learned_short_texts(run, short, short_texts(run, short, final, ngrams), final)
        reviews = own.judge(final.validation.pieces).double().numpy()
        note_logits(SHORT_TEXTS, reviews)
        steps[-1] |= sentence_figures(run, own)
        short = replace(short, temperature=round(short_temperature(run, own), 4))
        more[SHORT_WEIGHTS] = stored_weights(_arrays(own))
    config = replace(config, steps=tuple(steps), temperature=temperature, short_texts=short)
    weights = _arrays(final)
    weights[COUNTED] = familiar
    more |= ngram_files(ngrams, _ngram_temperature(ngrams, parts))
    more[FILE] = shipped_reader(work, config, tokenizer.as_json())
    written_or_elsewhere(
        folder, lambda place: write_folder(place, config, tokenizer, weights, more)
    )
    return config


def _weights(task: JudgingTask) -> Weights:
    return {name: p.detach() for name, p in task.network.named_parameters()}


def _arrays(task: JudgingTask) -> dict[str, NDArray[np.float32]]:
    """The weights as a model folder names them."""
    found = _weights(task).items()
    return {name.removeprefix("reader."): p.cpu().numpy() for name, p in found}


def _rival(run: ClassifierRun) -> NgramClassifier:
    """The n-gram model of the training reviews."""
    return train_ngrams(run.parts.training)


def _ngram_temperature(ngrams: NgramClassifier, parts: ReviewSplits) -> float:
    logits = np.array([ngrams.logit(as_shown(review.text)) for review in parts.validation])
    positive = np.array([bool(review.positive) for review in parts.validation])
    return best_temperature(logits, positive)


def ngram_files(ngrams: NgramClassifier, temperature: float) -> dict[str, bytes | str]:
    """The files of the rival beside the classifier, its logits divided by the temperature."""
    grams = json.dumps(list(ngrams.places), ensure_ascii=False)
    arrays: dict[str, Any] = {
        "weights": (ngrams.weights / temperature).astype(np.float16),
        "bias": np.array([ngrams.bias / temperature], np.float16),
    }
    return {"ngrams.json": grams + "\n", "ngrams.safetensors": save(arrays)}
