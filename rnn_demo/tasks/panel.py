"""Networks and the n-gram rival judging together: what a self-trained network learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.data.reviews import Review
from rnn_demo.reading.ngrams import NgramModel
from rnn_demo.reading.suitability import as_read
from rnn_demo.tasks.finished import read_finished, write_finished
from rnn_demo.tasks.judging import JudgingTask, Labelled
from rnn_demo.tasks.sentiment import Workshop


@dataclass(frozen=True)
class Panel:
    """Trained networks and the n-gram rival, whose opinions are taken together.

    The rival sees nothing of order and errs on other reviews than the networks do.

    Attributes:
        teachers: the networks.
        ngrams: the rival.
        weights: of the networks' mean logit and of the rival's, as they explain the validation
            labels best.
    """

    teachers: Sequence[JudgingTask]
    ngrams: NgramModel
    weights: tuple[float, float]

    def logits(self, workshop: Workshop, reviews: Sequence[Review]) -> NDArray[np.float64]:
        """The logit of "positive" of each review, (reviews,)."""
        by_networks, by_ngrams = _by_each(workshop, self.teachers, self.ngrams, reviews)
        return self.weights[0] * by_networks + self.weights[1] * by_ngrams


def panel_of(workshop: Workshop, teachers: Sequence[JudgingTask], ngrams: NgramModel) -> Panel:
    """Weigh teachers and rival by a logistic regression on the validation reviews."""
    reviews = workshop.parts.validation
    logits = torch.from_numpy(np.stack(_by_each(workshop, teachers, ngrams, reviews)))
    targets = torch.tensor([float(bool(review.positive)) for review in reviews]).double()
    weights = nn.Parameter(torch.full((2,), 0.5, dtype=torch.float64))
    optimiser = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = nn.functional.binary_cross_entropy_with_logits(weights @ logits, targets)
        value.backward()
        return value

    optimiser.step(loss)
    first, second = weights.detach().tolist()
    return Panel(teachers, ngrams, (first, second))


def _by_each(
    workshop: Workshop,
    teachers: Sequence[JudgingTask],
    ngrams: NgramModel,
    reviews: Sequence[Review],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean logit of the networks and logit of the rival, (reviews,) each."""
    texts = [as_read(review.text) for review in reviews]
    pieces = [p.ids for p in workshop.tokenizer.encode_many(texts)]
    by_networks = torch.stack([teacher.judge(pieces) for teacher in teachers]).mean(0)
    return by_networks.double().numpy(), np.array([ngrams.logit(text) for text in texts])


def opinions(workshop: Workshop, panel: Panel) -> NDArray[np.float32]:
    """What a panel makes of the unlabelled reviews, worked out once: probabilities (reviews,)."""
    path, identity = workshop.folder / "opinions.safetensors", workshop.identity("opinions")
    if not path.exists():
        logits = torch.from_numpy(panel.logits(workshop, workshop.parts.unlabelled))
        write_finished(path, {"opinions": torch.sigmoid(logits).float()}, identity)
    found: NDArray[np.float32] = read_finished(path, identity)["opinions"].numpy()
    return found


def with_opinions(
    workshop: Workshop, labelled: Labelled, opinions: NDArray[np.float32]
) -> Labelled:
    """Labelled reviews, and unlabelled ones with what teachers make of them."""
    texts = [as_read(review.text) for review in workshop.parts.unlabelled]
    pieces = [p.ids for p in workshop.tokenizer.encode_many(texts)]
    return Labelled([*labelled.pieces, *pieces], np.concatenate([labelled.targets, opinions]))
