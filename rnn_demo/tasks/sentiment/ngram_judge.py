"""Training the n-gram rival: naive Bayes ratios as features of a logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rnn_demo.data.reviews import Review
from rnn_demo.reading.ngrams import NgramClassifier, ngrams
from rnn_demo.text.shown import as_shown

RAREST = 2  # reviews that an n-gram occurs in, at least
KEPT = 100_000  # n-grams: as good on the validation part as all 400,000
PENALTY = 1.0


def train_ngrams(reviews: Sequence[Review], kept: int = KEPT) -> NgramClassifier:
    """Fit weights of n-grams to labelled reviews.

    Equation: r_g = log(p_g / |p|) - log(q_g / |q|) with p_g (q_g) one more than the number of
    positive (negative) reviews with g; z = b + Σ v_g r_g; v minimises the mean cross-entropy plus
    PENALTY |v|² / n.

    Source: Wang and Manning 2012 (with a logistic loss).
    """
    found = [ngrams(as_shown(review.text)) for review in reviews]
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for grams, review in zip(found, reviews, strict=True):
        counts[bool(review.positive)].update(grams)
    names = sorted(g for g in counts[0] | counts[1] if counts[0][g] + counts[1][g] >= RAREST)
    p, q = (np.array([counts[side][g] + 1.0 for g in names]) for side in (1, 0))
    ratio = np.log(p / p.sum()) - np.log(q / q.sum())
    order = np.argsort(-np.abs(ratio) * np.sqrt(p + q), kind="stable")
    chosen = np.sort(order[:kept])
    names, ratio = [names[i] for i in chosen], ratio[chosen]
    places = {gram: place for place, gram in enumerate(names)}
    rows = [np.array(sorted(places[g] for g in grams if g in places), np.int64) for grams in found]
    targets = np.array([float(bool(review.positive)) for review in reviews], np.float32)
    value, bias = _regression(rows, targets, ratio.astype(np.float32))
    return NgramClassifier(places, value * ratio.astype(np.float32), bias)


def _regression(
    rows: Sequence[NDArray[np.int64]], targets: NDArray[np.float32], scale: NDArray[np.float32]
) -> tuple[NDArray[np.float32], float]:
    """Weights and bias that explain the targets best, by L-BFGS."""
    flat = torch.from_numpy(np.concatenate(rows))
    offsets = torch.from_numpy(np.cumsum([0, *map(len, rows[:-1])]))
    wanted, factor = torch.from_numpy(targets), torch.from_numpy(scale)
    weights = nn.Parameter(torch.ones(len(scale)))
    bias = nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        column = (weights * factor).unsqueeze(1)
        logits = nn.functional.embedding_bag(flat, column, offsets, mode="sum")[:, 0] + bias
        value = nn.functional.binary_cross_entropy_with_logits(logits, wanted)
        value = value + PENALTY * weights.square().sum() / len(targets)
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().numpy(), bias.item()
