"""Integrated Gradients of a review: what each word contributes to the judgement."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.progress import part_of
from rnn_demo.reading.classifier import Classifier, read
from rnn_demo.reading.gradient import gradient_in_steps

FIRST = 4  # stretches that the path of the integral begins with
HALVED = 2  # how many stretches are halved at a time
MOST_POINTS = 96  # of a long text; a short one may get more, up to
CHEAP = 64_000  # steps times points
GAUSS = 4  # how many points each stretch has
COMPLETE = 0.01  # the share of the difference that may be missing
PATH_CELLS = 4_000  # steps times points that are computed at a time: this bounds the memory


@dataclass(frozen=True)
class Attribution:
    """Integrated Gradients of a text.

    Attributes:
        words: what each word contributes to the logit, (words,).
        baseline: the logit of a text that consists of average pieces only.
        logit: the logit of the text.
        residual: how far the sum of the contributions is from logit - baseline, in logits.
        points: at how many points of the path the gradient was computed.
    """

    words: NDArray[np.float64]
    baseline: float
    logit: float
    residual: float
    points: int

    @property
    def complete(self) -> bool:
        """Whether the residual is within 1 % of the difference."""
        return abs(self.residual) <= COMPLETE * abs(self.logit - self.baseline)


def integrated_gradients(
    classifier: Classifier, ids: NDArray[np.int32], words: Sequence[tuple[int, int]]
) -> Generator[float, None, Attribution]:
    """What each word contributes to the logit, by the gradient along a straight path.

    Equation: A_i = (x_i - b) · ∫₀¹ ∂z/∂x_i (b + α (x - b)) dα, so that Σ A_i = z(x) - z(b).
    b is the average piece in every place. The integral is by Gauss and Legendre on stretches
    of the path, which are halved until the sum is right within 1 %.

    Args:
        classifier: the network whose judgement it is.
        ids: the pieces of the text, (pieces,).
        words: for each word, its first piece and the one after its last.

    Yields:
        The share that is done.

    Source: Sundararajan, Taly, Yan 2017.
    """
    embedded = classifier.embedding[ids]  # (time, dim)
    # The beginning's own vector is the same at both ends: it is not part of the text.
    base = np.broadcast_to(classifier.embedding.mean(axis=0), embedded.shape).copy()
    base[0] = embedded[0]
    difference = embedded - base
    both = yield from part_of(
        _last_logits(classifier, np.stack([base, embedded], axis=1)), 0.0, 0.0
    )
    baseline, target = map(float, both)
    most = max(MOST_POINTS, CHEAP // len(ids))
    wanted = COMPLETE * abs(target - baseline)
    path = _Path(classifier, base, difference, {0.0: baseline, 1.0: target})
    ends = np.linspace(0, 1, FIRST + 1)
    parts = yield from path.along(list(pairwise(ends)), most)
    # On each stretch of the path the true sum is known, z(end) - z(start); the stretches that miss
    # it most are halved.
    while sum(abs(part.missing) for part in parts) > wanted and path.points < most:
        parts.sort(key=lambda part: -abs(part.missing))
        halves = []
        for part in parts[:HALVED]:
            middle = (part.start + part.end) / 2
            halves += [(part.start, middle), (middle, part.end)]
        found = yield from path.along(halves, most)
        parts = [*found, *parts[HALVED:]]
    pieces = np.sum([part.pieces for part in parts], axis=0)
    residual = float(pieces.sum()) - (target - baseline)
    parts_of_words = np.array([pieces[first:end].sum() for first, end in words])
    return Attribution(parts_of_words, baseline, target, residual, path.points)


@dataclass(frozen=True)
class _Stretch:
    """A part of the path from the baseline to the text.

    Attributes:
        start: where it starts, as a share of the path.
        end: where it ends, as a share of the path.
        pieces: what each piece contributes on it, (pieces,).
        missing: how far the sum of `pieces` is from z(end) - z(start).
    """

    start: float
    end: float
    pieces: NDArray[np.float64]
    missing: float


@dataclass
class _Path:
    """The straight path from a baseline.

    Attributes:
        classifier: the network whose logit it is.
        base: where the path begins, (pieces, embedding_dim).
        difference: from there to its end, same shape.
        known: logits by their place on the path.
        points: at how many points the gradient was computed.
    """

    classifier: Classifier
    base: NDArray[np.float32]
    difference: NDArray[np.float32]
    known: dict[float, float]
    points: int = 0

    def along(
        self, stretches: Sequence[tuple[float, float]], most: int
    ) -> Generator[float, None, list[_Stretch]]:
        """The contributions on some stretches; it yields which share of `most` points is done."""
        nodes, weights = np.polynomial.legendre.leggauss(GAUSS)
        places = np.concatenate([a + (b - a) * (nodes + 1) / 2 for a, b in stretches])
        several = []
        for some in self._embedded(places):
            points = some.shape[1]
            steps = self._parts(some)
            several.append((yield from part_of(steps, self.points / most, points / most)))
            self.points += points
        parts = np.concatenate(several)
        yield from self._look_at({end for stretch in stretches for end in stretch}, most)
        found = []
        for i, (a, b) in enumerate(stretches):
            own = parts[i * GAUSS : (i + 1) * GAUSS]
            pieces = (b - a) / 2 * (weights @ own)
            missing = float(pieces.sum()) - (self.known[b] - self.known[a])
            found.append(_Stretch(a, b, pieces, missing))
        return found

    def _look_at(self, ends: set[float], most: int) -> Generator[float, None, None]:
        """Compute logits where they are not known yet; they need no backward pass."""
        new = sorted(ends - self.known.keys())
        if new:
            logits = []
            for x in self._embedded(np.array(new)):
                steps = _last_logits(self.classifier, x)
                logits.append((yield from part_of(steps, self.points / most, 0.0)))
            self.known.update(zip(new, np.concatenate(logits).tolist(), strict=True))

    def _embedded(self, places: NDArray[np.float64]) -> Iterator[NDArray[np.float32]]:
        """The texts at these places, as many at a time as memory allows."""
        size = max(1, PATH_CELLS // len(self.base))
        for start in range(0, len(places), size):
            alpha = places[start : start + size].astype(np.float32)
            yield self.base[:, None] + alpha[:, None] * self.difference[:, None]

    def _parts(self, embedded: NDArray[np.float32]) -> Generator[float, None, NDArray[np.float64]]:
        """Each piece's part of dz/dα, (places, pieces)."""
        _, gradient = yield from gradient_in_steps(self.classifier, embedded)
        parts: NDArray[np.float64] = np.einsum(
            "tbe,te->bt", gradient, self.difference, dtype=np.float64
        )
        return parts


def _last_logits(
    classifier: Classifier, embedded: NDArray[np.float32]
) -> Generator[float, None, NDArray[np.float64]]:
    """The last logits of whole texts (pieces, texts, embedding_dim), (texts,), step by step."""
    ids = np.zeros(embedded.shape[1::-1], np.int64)
    logits = np.empty(0)
    yield 0.0
    for part in read(classifier, ids, embedded=embedded):
        logits = part.logits[-1]
        yield 0.0
    return logits
