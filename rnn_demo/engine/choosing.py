"""`rnn_demo.sampling` for one stream in compiled code: the same choice, a hundred times faster."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, exponential

Doubles = NDArray[np.float64]

STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
BY_30, BY_27, BY_31, BY_11 = (np.uint64(n) for n in (30, 27, 31, 11))
UNIT = 2.0**-53


@compiled
def mix(x: np.uint64) -> np.uint64:
    """One round of SplitMix64."""
    x = x + STEP
    x = (x ^ (x >> BY_30)) * FIRST
    x = (x ^ (x >> BY_27)) * SECOND
    return x ^ (x >> BY_31)


@compiled
def normalise(log_p: Doubles) -> None:
    """Subtract the logarithm of the sum of all e^x, in place; -inf stays."""
    largest = log_p[0]
    for i in range(log_p.shape[0]):
        largest = max(largest, log_p[i])
    total = 0.0
    for i in range(log_p.shape[0]):
        log_p[i] -= largest
        total += math.exp(log_p[i])
    total = math.log(total)
    for i in range(log_p.shape[0]):
        log_p[i] -= total


@compiled
def favourites(values: Floats, ids: NDArray[np.int32]) -> None:
    """The ids of the largest values, the largest first, ties to the smaller id."""
    count, found = ids.shape[0], 0
    for i in range(values.shape[0]):
        if found == count and values[i] <= values[ids[count - 1]]:
            continue
        place = min(found, count - 1)
        while place > 0 and values[i] > values[ids[place - 1]]:
            ids[place] = ids[place - 1]
            place -= 1
        ids[place] = np.int32(i)
        found = min(found + 1, count)


@compiled
def order_of(log_p: Doubles, order: NDArray[np.int64], spare: NDArray[np.int64]) -> None:
    """All ids, the likeliest first, ties to the smaller id: a merge sort."""
    size = log_p.shape[0]
    for i in range(size):
        order[i] = i
    run = 1
    while run < size:
        for begin in range(0, size, 2 * run):
            middle, end = min(begin + run, size), min(begin + 2 * run, size)
            left, right = begin, middle
            for place in range(begin, end):
                if left < middle and (right >= end or log_p[order[left]] >= log_p[order[right]]):
                    spare[place] = order[left]
                    left += 1
                else:
                    spare[place] = order[right]
                    right += 1
        for i in range(size):
            order[i] = spare[i]
        run *= 2


@compiled
def narrow_down(
    log_p: Doubles, top_k: int, top_p: float, min_p: float, orders: NDArray[np.int64]
) -> None:
    """Apply the knobs to log-probabilities in place, as `sampling.narrow` does.

    `orders` is (2, vocab), to work in.
    """
    size, order = log_p.shape[0], orders[0]
    if 0 < top_k < size or top_p < 1.0:
        order_of(log_p, order, orders[1])
    if 0 < top_k < size:
        for place in range(top_k, size):
            log_p[order[place]] = -np.inf
        normalise(log_p)
    if top_p < 1.0:
        reached, last = 0.0, size
        for place in range(size):
            reached += math.exp(log_p[order[place]])
            if reached >= top_p:
                last = place + 1
                break
        for place in range(last, size):
            log_p[order[place]] = -np.inf
        normalise(log_p)
    if min_p > 0.0:
        bound = log_p[0]
        for i in range(size):
            bound = max(bound, log_p[i])
        bound += math.log(min_p)
        for i in range(size):
            if log_p[i] < bound:
                log_p[i] = -np.inf
        normalise(log_p)


@compiled
def at_most(uniform: float) -> float:
    """A bound of the Gumbel noise -ln(-ln u) that costs no logarithm."""
    if uniform < 0.5:
        return 0.367
    if uniform < 0.75:
        return 1.247
    if uniform < 0.9375:
        return 2.741
    if uniform < 1.0 - 2.0**-10:
        return 6.932
    return 37.0


@compiled
def noisiest(
    log_p: Doubles,
    code_points: NDArray[np.uint32],
    seed: np.uint64,
    position: np.int64,
    likeliest: int,
) -> int:
    """The id with the largest log-probability + Gumbel noise; see `sampling.gumbel_noise`.

    The likeliest is looked at first: most others then cannot win, whatever their noise.
    """
    start = mix(mix(seed) ^ np.uint64(position))
    best, chosen = -np.inf, likeliest
    for n in range(-1, log_p.shape[0]):
        i = n if n >= 0 else likeliest
        if log_p[i] == -np.inf:
            continue
        bits = mix(start ^ np.uint64(code_points[i]))
        uniform = min((np.float64(bits >> BY_11) + 0.5) * UNIT, 1.0 - UNIT)
        if log_p[i] + at_most(uniform) < best:
            continue
        score = log_p[i] - math.log(-math.log(uniform))
        if score > best:
            best, chosen = score, i
    return chosen


@compiled
def choose_character(
    logits: Floats,
    code_points: NDArray[np.uint32],
    temperature: float,
    top_k: int,
    top_p: float,
    min_p: float,
    seed: np.uint64,
    position: np.int64,
    rival_ids: NDArray[np.int32],
    rival_probabilities: Floats,
    log_p: Doubles,
    powers: Floats,
    orders: NDArray[np.int64],
) -> tuple[int, float]:
    """The next character and its surprise in nats at temperature 1; the rivals are filled in.

    The arguments stand alone, not in a tuple: numba would build one for each character.

    Shapes: logits and code_points (vocab,), rivals (rivals,); to work in: log_p (vocab,), powers
    (2, vocab), orders (2, vocab).
    """
    size = logits.shape[0]
    favourites(logits, rival_ids)
    likeliest = rival_ids[0]
    for i in range(size):
        powers[0, i] = logits[i] - logits[likeliest]
    for i in range(size):
        powers[1, i] = exponential(powers[0, i])
    total = 0.0
    for i in range(size):
        total += powers[1, i]
    for place in range(rival_ids.shape[0]):
        rival_probabilities[place] = powers[1, rival_ids[place]] / total
    chosen = int(likeliest)
    if temperature > 0.0:
        for i in range(size):
            log_p[i] = (np.float64(logits[i]) - np.float64(logits[likeliest])) / temperature
        if top_k > 0 or top_p < 1.0 or min_p > 0.0:
            normalise(log_p)
            narrow_down(log_p, top_k, top_p, min_p, orders)
        # Without that they are all off by the same constant, which does not change the largest.
        chosen = noisiest(log_p, code_points, seed, position, chosen)
    return chosen, math.log(total) - powers[0, chosen]
