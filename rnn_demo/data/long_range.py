"""Tasks that only a long memory solves, as they were published."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Random = np.random.Generator


class SequenceBatch(NamedTuple):
    """Sequences and their targets.

    Attributes:
        inputs: (batch, time, features).
        targets: numbers (batch, time, 1) or classes (batch, time).
        weights: 1 where a target counts, else 0, (batch, time).
    """

    inputs: NDArray[np.float32]
    targets: NDArray[np.floating] | NDArray[np.integer]
    weights: NDArray[np.float32]


def adding(length: int, batch: int, random: Random) -> SequenceBatch:
    """Two of many numbers are marked; the target at the end is their sum.

    Each element is a number from U[0, 1] and a marker; one number of the first half is marked and
    one of the second. Always saying 1 has a mean squared error of 1/6.

    Source: Hochreiter and Schmidhuber 1997, in the form of Le, Jaitly and Hinton 2015.
    """
    inputs = np.zeros((batch, length, 2), np.float32)
    inputs[:, :, 0] = random.random((batch, length))
    rows, half = np.arange(batch), length // 2
    first = random.integers(0, half, batch)
    second = random.integers(half, length, batch)
    inputs[rows, first, 1] = inputs[rows, second, 1] = 1
    targets = np.zeros((batch, length, 1), np.float32)
    targets[:, -1, 0] = inputs[rows, first, 0] + inputs[rows, second, 0]
    return SequenceBatch(inputs, targets, _at_the_end(batch, length))


ADDING_BASELINE = 1 / 6  # mean squared error of the constant 1
COPIED, SYMBOLS = 10, 8


def copying(length: int, batch: int, random: Random) -> SequenceBatch:
    """Ten symbols are shown, then `length` − 1 blanks and a signal; the targets repeat them.

    Classes 0 to 7 are symbols, 8 the blank, 9 the signal. Without memory the best is to say blanks
    and then guess: 10 ln 8 / (length + 20) nats a step.

    Source: Hochreiter and Schmidhuber 1997, in the form of Arjovsky, Shah and Bengio 2016.
    """
    steps = length + 2 * COPIED
    shown = np.full((batch, steps), SYMBOLS)
    shown[:, :COPIED] = random.integers(0, SYMBOLS, (batch, COPIED))
    shown[:, length + COPIED - 1] = SYMBOLS + 1
    wanted = np.full((batch, steps), SYMBOLS)
    wanted[:, -COPIED:] = shown[:, :COPIED]
    inputs = np.eye(SYMBOLS + 2, dtype=np.float32)[shown]
    return SequenceBatch(inputs, wanted, np.ones((batch, steps), np.float32))


def copying_baseline(length: int) -> float:
    """Nats a step without memory."""
    return float(COPIED * np.log(SYMBOLS) / (length + 2 * COPIED))


DISTRACTORS = 4


def temporal_order(length: int, batch: int, random: Random) -> SequenceBatch:
    """Two symbols, each X or Y, are far apart among others; the target at the end is their order.

    The first is in the second tenth of the sequence, the other in the fifth; four classes.

    Source: Hochreiter and Schmidhuber 1997 (task 6a), in the form of Pascanu et al. 2013.
    """
    shown = random.integers(2, 2 + DISTRACTORS, (batch, length))
    rows = np.arange(batch)
    first = random.integers(length // 10, 2 * length // 10, batch)
    second = random.integers(4 * length // 10, 5 * length // 10, batch)
    both = random.integers(0, 2, (2, batch))
    shown[rows, first], shown[rows, second] = both
    wanted = np.zeros((batch, length), np.int64)
    wanted[:, -1] = 2 * both[0] + both[1]
    inputs = np.eye(2 + DISTRACTORS, dtype=np.float32)[shown]
    return SequenceBatch(inputs, wanted, _at_the_end(batch, length))


def latch(length: int, batch: int, random: Random) -> SequenceBatch:
    """The class of a sequence is in its first three numbers; the rest is noise.

    The first N = 3 numbers are +1 or −1 by the class, with Gaussian noise of 0.2 as all others.

    Source: Bengio, Simard and Frasconi 1994 (two-sequence problem), as in Hochreiter and
    Schmidhuber 1997 (task 3a, with noise on the first numbers as in 3b).
    """
    inputs = 0.2 * random.standard_normal((batch, length, 1)).astype(np.float32)
    label = random.integers(0, 2, batch)
    inputs[:, :3, 0] += np.where(label, 1, -1)[:, None]
    wanted = np.zeros((batch, length), np.int64)
    wanted[:, -1] = label
    return SequenceBatch(inputs.astype(np.float32), wanted, _at_the_end(batch, length))


def long_lag(length: int, batch: int, random: Random) -> SequenceBatch:
    """One of two symbols, a₁ … a_{p−1} always alike, then the first symbol again; p = `length`.

    The target at each step is the next symbol; only the last needs memory.

    Source: Hochreiter and Schmidhuber 1997 (task 2a).
    """
    label = random.integers(0, 2, batch)
    middle = np.broadcast_to(np.arange(2, length + 1), (batch, length - 1))
    shown = np.concatenate([label[:, None], middle, label[:, None]], axis=1)
    inputs = np.eye(length + 1, dtype=np.float32)[shown[:, :-1]]
    return SequenceBatch(inputs, shown[:, 1:], np.ones((batch, length), np.float32))


def _at_the_end(batch: int, length: int) -> NDArray[np.float32]:
    weights = np.zeros((batch, length), np.float32)
    weights[:, -1] = 1
    return weights
