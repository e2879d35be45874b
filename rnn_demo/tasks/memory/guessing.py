"""The rival that learns nothing: weights are guessed until some happen to solve the task."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.long_range import SequenceBatch, latch
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Trial

GUESSING = "guessing"
UNITS = 2
WIDEST = 100.0  # weights are drawn from [−100, 100]
TOGETHER = 500  # guesses that are tried at a time
SHOWN = 50  # sequences that a guess must classify correctly, one after another
TEST_SEED = 2**32
TESTED = 500


def guess(trial: Trial, report: Callable[[LossPoint], None] | None = None) -> Outcome:
    """Guess until a network is right on fresh sequences too, or the budget is read.

    The network has two tanh units and a linear layer. A guess reads sequences until its first
    mistake; those are counted. One without a mistake is measured like a trained network.

    Source: Schmidhuber and Hochreiter 1996, as told in Hochreiter and Schmidhuber 1997.
    """
    random = np.random.default_rng([trial.seed, 1])
    test = latch(trial.length, TESTED, np.random.default_rng([trial.seed, TEST_SEED]))
    aim = 0.05 * float(np.log(2))
    read, curve = 0, []
    while read < trial.budget:
        shown = latch(trial.length, SHOWN, random)
        weights = [
            random.uniform(-WIDEST, WIDEST, (TOGETHER, *shape))
            for shape in ((UNITS, UNITS), (UNITS,), (UNITS,), (UNITS,), ())
        ]
        right = (_logits(weights, shown) > 0) == (shown.targets[:, -1] == 1)
        until = np.where(right.all(1), SHOWN, right.argmin(1) + 1)
        for number in np.flatnonzero(right.all(1)):
            logits = _logits([w[number : number + 1] for w in weights], test)[0]
            signs = np.where(test.targets[:, -1] == 1, 1, -1)
            loss = float(np.logaddexp(0, -signs * logits).mean())
            sequences = read + int(until[: number + 1].sum())
            if sequences > trial.budget:
                break
            curve.append(LossPoint(sequences, loss))
            if report:
                report(curve[-1])
            if loss <= aim:
                return Outcome(trial, tuple(curve), sequences)
        read += int(until.sum())
    curve.append(LossPoint(trial.budget, curve[-1].loss if curve else float(np.log(2))))
    return Outcome(trial, tuple(curve), None)


def _logits(weights: list[NDArray[np.float64]], batch: SequenceBatch) -> NDArray[np.float64]:
    """Logit of the second class of each sequence under each guess, (guesses, sequences)."""
    recurrent, from_input, bias, out, out_bias = weights
    state = np.zeros((len(recurrent), len(batch.inputs), UNITS))
    for t in range(batch.inputs.shape[1]):
        total = state @ np.swapaxes(recurrent, 1, 2) + bias[:, None]
        state = np.tanh(total + batch.inputs[None, :, t] * from_input[:, None])
    return np.asarray((state @ out[:, :, None])[..., 0] + out_bias[:, None])
