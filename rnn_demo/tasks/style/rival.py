"""The plain rival: a linear model of a picture's colours, which knows nothing of where they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.emoji import Drawings

LEVELS = 6  # of each of red, green and blue
ROUNDS = 30  # of Newton's method, at most
DECAYS = (1e-5, 1e-4, 1e-3)
Floats = NDArray[np.float32]


def colours(drawings: Drawings) -> Floats:
    """The square root of the share of each of 216 colours (drawings, colours)."""
    level = drawings.astype(np.int64) * LEVELS // 256
    codes = (level[..., 0] * LEVELS + level[..., 1]) * LEVELS + level[..., 2]
    rows = codes.reshape(len(drawings), -1)
    counts = np.stack([np.bincount(row, minlength=LEVELS**3) for row in rows])
    shares: Floats = np.sqrt(counts / rows.shape[1]).astype(np.float32)
    return shares


def fitted(known: Floats, hands: NDArray[np.int64], decay: float) -> NDArray[np.float64]:
    """Weights of a softmax (hands, colours + 1), the last column the biases.

    The least mean cross-entropy, every hand with the same weight in all, plus decay times the sum
    of squares; by Newton's method, whose step is halved until it helps.
    """
    x = np.hstack([known, np.ones((len(known), 1))]).astype(np.float64)
    count, width = int(hands.max()) + 1, x.shape[1]
    fair = (1 / (count * np.bincount(hands)))[hands]  # adds up to 1
    weights = np.zeros((count, width))

    def loss(tried: NDArray[np.float64]) -> float:
        rows = np.arange(len(x))
        chances = softmax(x @ tried.T)[rows, hands]
        return float(-(fair * np.log(np.maximum(chances, 1e-300))).sum() + decay * (tried**2).sum())

    now = loss(weights)
    for _ in range(ROUNDS):
        chances = softmax(x @ weights.T)
        error = (chances - np.eye(count)[hands]) * fair[:, None]
        slope = error.T @ x + 2 * decay * weights
        bend = 2 * decay * np.eye(count * width)
        for a in range(count):
            for b in range(a, count):
                own = fair * chances[:, a] * ((a == b) - chances[:, b])
                block = x.T @ (own[:, None] * x)
                bend[a * width : (a + 1) * width, b * width : (b + 1) * width] += block
                if a != b:
                    bend[b * width : (b + 1) * width, a * width : (a + 1) * width] += block
        step = np.linalg.solve(bend, slope.ravel()).reshape(weights.shape)
        size = 1.0
        while (after := loss(weights - size * step)) > now and size > 1e-6:
            size /= 2
        weights, gain, now = weights - size * step, now - after, after
        if gain < 1e-7:
            break
    return weights


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances from logits, along the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    found: NDArray[np.float64] = shifted / shifted.sum(-1, keepdims=True)
    return found


def rival_accuracy(
    drawings: Drawings, hands: NDArray[np.int64], parts: tuple[NDArray[np.int64], ...]
) -> float:
    """Its accuracy on the third part, fitted to the first and its decay chosen on the second."""
    known = {place: colours(drawings[part]) for place, part in enumerate(parts)}

    def right(weights: NDArray[np.float64], place: int) -> float:
        logits = known[place] @ weights[:, :-1].T + weights[:, -1]
        return float((logits.argmax(1) == hands[parts[place]]).mean())

    models = [fitted(known[0], hands[parts[0]], decay) for decay in DECAYS]
    return right(max(models, key=lambda weights: right(weights, 1)), 2)
