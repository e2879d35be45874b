"""XOR in time, as in Elman 1990: two random bits, then their XOR, and so on; predict the next bit.

Only each third bit can be predicted. A net that knows the place in the triple and the last two bits
has squared errors ¼, ¼, 0 for the first, second and third bit of a triple.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tasks.elman.learning import Adam
from rnn_demo.tasks.elman.networks import Array, SmallNets, drawn, gradient, run

TRAINED, TESTED = 3_000, 1_200  # bits
WINDOW = 150  # bits of the training sequence that are followed back at once; whole triples
LEARNING_RATE = 0.01
TWO_SIDED = 1.96  # standard errors of a 95 % interval


@dataclass(frozen=True)
class XorProfile:
    """The squared error of predicting the first, second and third bit of a triple.

    Attributes:
        errors: the means, (3,).
        halves: half the width of each mean's 95 % interval, from the spread over the triples.
    """

    errors: tuple[float, float, float]
    halves: tuple[float, float, float]

    @property
    def mean(self) -> float:
        """The squared error of predicting any bit: the mean over the three places."""
        return sum(self.errors) / 3


def triples(bits: int, random: np.random.Generator) -> NDArray[np.int64]:
    """A sequence of so many bits, whole triples (a, b, a XOR b)."""
    pairs = random.integers(0, 2, (bits // 3, 2))
    return np.column_stack([pairs, pairs[:, 0] ^ pairs[:, 1]]).reshape(-1)


def profile(nets: SmallNets, bits: NDArray[np.int64]) -> tuple[XorProfile, ...]:
    """Each network's errors on a sequence of whole triples, read once from its beginning.

    The first bit of all has nothing before it, so its triple is left out.
    """
    inputs = bits[:-1, None, None].astype(float)
    outputs = run(nets, inputs, inputs).outputs[..., 0]  # of the bits from the second on
    squares = ((outputs - bits[1:, None]) ** 2)[2:]  # from the second triple on
    found = []
    for own in squares.T:
        places = own.reshape(-1, 3)
        halves = TWO_SIDED * places.std(0, ddof=1) / math.sqrt(len(places))
        found.append(XorProfile(_three(places.mean(0)), _three(halves)))
    return tuple(found)


def ideal(knows_place: bool) -> tuple[Fraction, Fraction, Fraction]:
    """The least squared error at each place, by enumerating the triples.

    Args:
        knows_place: if not, the predictor sees the last two bits, and does not know where in a
            triple it is.
    """
    seen: dict[tuple[int, ...], list[int]] = {}
    at: list[tuple[int, tuple[int, ...], int]] = []
    for a, b, c, d in product((0, 1), repeat=4):
        row = (a, b, a ^ b, c, d, c ^ d)
        for place in range(3):
            last, following = row[place + 1 : place + 3], row[place + 3]
            known = (place, *last) if knows_place else last
            seen.setdefault(known, []).append(following)
            at.append((place, known, following))
    errors = [Fraction(0)] * 3
    for place, known, following in at:
        expected = Fraction(sum(seen[known]), len(seen[known]))
        errors[place] += (following - expected) ** 2 / (len(at) // 3)
    return errors[0], errors[1], errors[2]


def train_xor(
    hidden_size: int,
    seeds: list[int],
    updates: int,
    through_time: bool = True,
    told: Callable[[int], object] = lambda update: None,
) -> tuple[tuple[XorProfile, ...], SmallNets]:
    """Train an Elman network for each seed on its own 3,000 bits; test on 1,200 fresh ones.

    Args:
        hidden_size: units; Elman's network had 2.
        seeds: one a network.
        updates: of Adam, each over the whole sequence, cut into windows of `WINDOW` bits.
        through_time: see `gradient`.
        told: called after each update.
    """
    adam = Adam(drawn("hidden", hidden_size, seeds), LEARNING_RATE)
    training = np.stack([triples(TRAINED, np.random.default_rng([seed, 3])) for seed in seeds])
    windows = training.reshape(len(seeds), -1, WINDOW).transpose(2, 0, 1)
    inputs, answers = windows[:-1].astype(float), windows[1:].astype(float)
    counted = np.full(len(inputs), 1 / len(inputs))
    for update in range(1, updates + 1):
        _, slopes = gradient(adam.nets, inputs, answers, counted, through_time)
        adam.step(slopes, update / updates)
        told(update)
    nets = adam.nets
    tested = [triples(TESTED, np.random.default_rng([seed, 4])) for seed in seeds]
    return tuple(profile(nets.one(i), bits)[0] for i, bits in enumerate(tested)), nets


def _three(values: Array) -> tuple[float, float, float]:
    first, second, third = values.tolist()
    return first, second, third
