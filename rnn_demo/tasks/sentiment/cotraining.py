"""An n-gram model that learns from labels and from the predictions of others.

It sees other things than a network does, so each can teach the other what it cannot see itself.

Source: Blum and Mitchell 1998 (co-training); the features are those of Wang and Manning 2012.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.reading.ngrams import ngrams

LONGEST = 3
RAREST = 8  # texts that an n-gram occurs in, at least
PENALTY = 1.0
SCALE = 10.0  # over the root of the count, so that long texts do not get more certain logits
STEPS = 30
FOLDS = 2


@dataclass(frozen=True)
class Bags:
    """The different n-grams of many texts, by number.

    Attributes:
        flat: those of the first text, then of the second, …
        offsets: where each text's begin, and the end of the last, (texts + 1,).
        count: how many different ones there are.
    """

    flat: NDArray[np.int32]
    offsets: NDArray[np.int64]
    count: int


def bags_of(texts: Sequence[str], learned: int, rarest: int = RAREST) -> Bags:
    """Find the n-grams that occur in at least `rarest` of the first `learned` texts."""
    counts: Counter[str] = Counter()
    for text in texts[:learned]:
        counts.update(ngrams(text, LONGEST))
    kept = (gram for gram, count in counts.items() if count >= rarest)
    places = {gram: place for place, gram in enumerate(kept)}
    rows = []
    for text in texts:
        found = (places.get(gram) for gram in ngrams(text, LONGEST))
        rows.append(np.array(sorted(p for p in found if p is not None), np.int32))
    offsets = np.cumsum([0, *map(len, rows)])
    return Bags(np.concatenate([np.zeros(0, np.int32), *rows]), offsets, len(places))


def cotrained(
    bags: Bags, targets: NDArray[np.float32], labelled: int, seed: int
) -> NDArray[np.float64]:
    """Logits of all texts, each by a model that has not learned from a prediction for that text.

    The texts with opinions are dealt into two halves, and a model learns from the labels and
    one half; it judges the other. What neither half has, the labelled texts and those beyond
    the targets, both judge, and their logits are averaged.

    Args:
        bags: of the labelled texts, then of those with a prediction, then of others.
        targets: probability of "positive", for the texts that have a label or a prediction.
        labelled: how many of the first have a label.
        seed: of the halves.
    """
    texts = len(bags.offsets) - 1
    half = np.random.default_rng(seed).integers(FOLDS, size=texts)
    half[:labelled] = half[len(targets) :] = -1
    logits = np.zeros(texts)
    for fold in range(FOLDS):
        by_fold = _fitted(bags, targets, np.flatnonzero(half[: len(targets)] != fold))
        logits += np.where(half == fold, by_fold, np.where(half == -1, by_fold / FOLDS, 0))
    return logits


def _fitted(
    bags: Bags, targets: NDArray[np.float32], learned: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Logits of all texts by a regression on the n-grams of the chosen ones.

    Equation: z = b + 10/√n Σ v_g r_g over a text's n different n-grams, r_g as in
    `rnn_demo.tasks.sentiment.ngram_judge`, with parts of texts where targets lie between 0 and 1.
    """
    lengths = np.diff(bags.offsets)
    wanted = np.zeros(len(lengths), np.float32)
    used = np.zeros(len(lengths), np.float32)
    wanted[learned], used[learned] = targets[learned], 1.0

    def mass(share: NDArray[np.float32]) -> NDArray[np.float64]:
        counted = np.bincount(bags.flat, np.repeat(share, lengths), minlength=bags.count)
        return counted.astype(np.float64) + 1.0

    p, q = mass(wanted), mass(used - wanted)
    ratio = torch.from_numpy(np.log(p / p.sum()) - np.log(q / q.sum())).float()
    flat, starts = torch.from_numpy(bags.flat), torch.from_numpy(bags.offsets[:-1].astype(np.int32))
    scale = torch.from_numpy(SCALE / np.sqrt(np.maximum(lengths, 1))).float()
    weights = nn.Parameter(torch.full((bags.count,), 0.1))
    bias = nn.Parameter(torch.zeros(1))
    target, chosen = torch.from_numpy(targets[learned]), torch.from_numpy(learned)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def judged() -> Tensor:
        column = (weights * ratio).unsqueeze(1)
        return nn.functional.embedding_bag(flat, column, starts, mode="sum")[:, 0] * scale + bias

    def loss() -> Tensor:
        optimiser.zero_grad()
        value = nn.functional.binary_cross_entropy_with_logits(judged()[chosen], target)
        value = value + PENALTY * weights.square().sum() / len(learned)
        value.backward()
        return value

    optimiser.step(loss)
    return judged().detach().double().numpy()
