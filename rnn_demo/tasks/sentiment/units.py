"""What single hidden units respond to: the search for a "sentiment neuron"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.classifier import Classifier, read
from rnn_demo.reading.many import in_batches


@dataclass(frozen=True)
class UnitMeans:
    """A network's logits and the means of its units, text by text.

    Attributes:
        logits: of "positive", (texts,).
        means: of each unit's h over each text, (texts, hidden).
    """

    logits: NDArray[np.float64]
    means: NDArray[np.float32]


def read_all(
    classifier: Classifier,
    texts: Sequence[NDArray[np.integer]],
    report: Callable[[int], None] = lambda done: None,
) -> UnitMeans:
    """Read whole texts, many side by side; `report` is called with how many more are done."""
    found = np.zeros(len(texts))
    means = np.zeros((len(texts), classifier.hidden_size), np.float32)
    lengths = np.array([len(ids) for ids in texts])
    for chosen in in_batches(lengths):
        padded = np.zeros((len(chosen), lengths[chosen].max()), np.int64)
        for row, i in zip(padded, chosen, strict=True):
            row[: lengths[i]] = texts[i]
        start = 0
        for part in read(classifier, padded):
            steps = np.arange(start, start + len(part.logits))
            inside = steps[:, None] < lengths[chosen]
            means[chosen] += np.einsum("tb,tbh->bh", inside.astype(np.float32), part.hidden)
            ends = lengths[chosen] - 1 - start
            here = np.flatnonzero((ends >= 0) & (ends < len(part.logits)))
            found[chosen[here]] = part.logits[ends[here], here]
            start += len(part.logits)
        report(len(chosen))
    means /= lengths[:, None]
    return UnitMeans(found, means)


@dataclass(frozen=True)
class Rule:
    """One unit as a classifier: positive when sign * mean > sign * threshold.

    Attributes:
        unit: which.
        sign: 1 when it is high for positive texts, -1 when it is low.
        threshold: where the judgement changes.
        accuracy: on the texts by which the threshold was chosen.
    """

    unit: int
    sign: int
    threshold: float
    accuracy: float

    def right(self, means: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
        """Its accuracy on other texts, from the units' means (texts, hidden)."""
        says = self.sign * means[:, self.unit] > self.sign * self.threshold
        return float((says == positive).mean())


def best_rules(means: NDArray[np.floating], positive: NDArray[np.bool_]) -> list[Rule]:
    """The best threshold of each unit, the best unit first.

    All cuts between neighbouring values are tried, in both directions.
    """
    count = len(means)
    order = np.argsort(means, axis=0, kind="stable")
    ranked = positive[order]  # (texts, hidden), lowest mean first
    # With the cut after k texts: right = negatives among the first k + positives after them.
    zero = np.zeros((1, means.shape[1]), int)
    negatives = np.concatenate([zero, np.cumsum(~ranked, axis=0)])
    positives = np.concatenate([zero, np.cumsum(ranked, axis=0)])
    right = negatives + (positives[-1] - positives)  # sign 1
    rules = []
    for unit in range(means.shape[1]):
        values = means[order[:, unit], unit]
        # A cut between equal values cannot be made.
        possible = np.concatenate([[True], values[1:] > values[:-1], [True]])
        for sign, score in ((1, right[:, unit]), (-1, count - right[:, unit])):
            cut = int(np.argmax(np.where(possible, score, -1)))
            low = values[cut - 1] if cut else values[0] - 1
            high = values[cut] if cut < count else values[-1] + 1
            rule = Rule(unit, sign, float((low + high) / 2), float(score[cut]) / count)
            rules.append(rule)
    rules.sort(key=lambda rule: (-rule.accuracy, rule.unit, -rule.sign))
    return rules
