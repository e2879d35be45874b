"""An ensemble of networks and an n-gram model: its predictions teach a self-trained network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.data.reviews import Review
from rnn_demo.reading.ngrams import NgramClassifier
from rnn_demo.tasks.sentiment.calibration import weights_of
from rnn_demo.tasks.sentiment.classifier_run import ClassifierRun
from rnn_demo.tasks.sentiment.cotraining import bags_of, cotrained
from rnn_demo.tasks.sentiment.finished import read_finished, write_finished
from rnn_demo.tasks.sentiment.judging import JudgingTask, LabelledTexts
from rnn_demo.text.shown import as_shown


@dataclass(frozen=True)
class EnsembleLabels:
    """The predictions of an ensemble.

    Attributes:
        unlabelled: probability of "positive" of each unlabelled review.
        validation: logit of each validation review.
    """

    unlabelled: NDArray[np.float32]
    validation: NDArray[np.float64]


def ensemble_labels(
    run: ClassifierRun,
    number: int,
    networks: Sequence[JudgingTask],
    rival: NgramClassifier,
    before: EnsembleLabels | None,
) -> EnsembleLabels:
    """The joint predictions of networks and an n-gram model, computed once and kept.

    The n-gram model is the rival, or one that has learned from the predictions before. It knows
    nothing of word order and errs on other reviews than the networks do. The weights of the two
    are those that explain the validation labels best.
    """
    name = f"opinions {number}"
    path, identity = run.folder / f"{name}.safetensors", run.identity(name)
    if not path.exists():
        by_ngrams = _by_rival(run, rival) if before is None else _by_pupil(run, before)
        parts = run.parts
        reviews = (parts.validation, parts.unlabelled)
        validation, unlabelled = (
            np.stack([_by_networks(run, networks, part), column])
            for part, column in zip(reviews, by_ngrams, strict=True)
        )
        positive = np.array([bool(review.positive) for review in parts.validation])
        weights = weights_of(validation, positive)
        labels = {
            "unlabelled": torch.sigmoid(torch.from_numpy(weights @ unlabelled)).float(),
            "validation": torch.from_numpy(weights @ validation),
        }
        write_finished(path, labels, identity)
    found = read_finished(path, identity)
    return EnsembleLabels(found["unlabelled"].numpy(), found["validation"].numpy())


def _by_networks(
    run: ClassifierRun, networks: Sequence[JudgingTask], reviews: Sequence[Review]
) -> NDArray[np.float64]:
    """Mean logit of the networks, (reviews,)."""
    pieces = _pieces(run, reviews)
    return torch.stack([network.judge(pieces) for network in networks]).mean(0).double().numpy()


def _by_rival(
    run: ClassifierRun, rival: NgramClassifier
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Logits of the rival for the validation and the unlabelled reviews."""
    parts = run.parts
    validation = np.array([rival.logit(as_shown(review.text)) for review in parts.validation])
    return validation, np.array([rival.logit(as_shown(r.text)) for r in parts.unlabelled])


def _by_pupil(
    run: ClassifierRun, before: EnsembleLabels
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same for an n-gram model that has learned from labels and predictions."""
    parts = run.parts
    labels = [float(bool(review.positive)) for review in parts.training]
    targets = np.concatenate([np.array(labels, np.float32), before.unlabelled])
    reviews = (*parts.training, *parts.unlabelled, *parts.validation)
    bags = bags_of([as_shown(review.text) for review in reviews], len(targets))
    logits = cotrained(bags, targets, len(labels), run.config.seed)
    return logits[len(targets) :], logits[len(labels) : len(targets)]


def ensemble_texts(run: ClassifierRun, labels: EnsembleLabels) -> LabelledTexts:
    """The unlabelled reviews with the ensemble's predictions as targets."""
    return LabelledTexts(_pieces(run, run.parts.unlabelled), labels.unlabelled)


def together(one: LabelledTexts, other: LabelledTexts) -> LabelledTexts:
    """The texts of both."""
    return LabelledTexts([*one.pieces, *other.pieces], np.concatenate([one.targets, other.targets]))


def _pieces(run: ClassifierRun, reviews: Sequence[Review]) -> list[NDArray[np.integer]]:
    texts = [as_shown(review.text) for review in reviews]
    return [pieces.ids for pieces in run.tokenizer.encode_many(texts)]
