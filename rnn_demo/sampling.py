"""From logits to the next character: temperature, top-k, top-p, min-p, and shared noise.

Sampling is by the Gumbel-max trick throughout: the character with the largest
log-probability + Gumbel noise has exactly its probability of being chosen. The noise is a
function of (seed, position, character) and of nothing else. So a text can be continued from any
character, a stream writes the same alone or among others, and two models with the same seed draw
the same noise: where their texts differ, the models differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence

MAX_TEMPERATURE = 10.0
MAX_SEED = 2**63 - 1


class SamplingError(ValueError):
    """A knob out of bounds; the message names value, bound and remedy."""


@dataclass(frozen=True)
class Knobs:
    """How to narrow the distribution before choosing.

    Applied in this order: temperature, then top-k, top-p and min-p, each on the distribution
    that the one before left.

    Attributes:
        temperature: divides the logits; below 1 the likeliest gain, above 1 they lose; 0 takes the
            likeliest.
        top_k: keep the k likeliest characters; 0 keeps all.
        top_p: keep the smallest set of likeliest characters whose probabilities reach p.
        min_p: keep characters at least this share as likely as the likeliest.

    Raises:
        SamplingError: a value out of bounds or not a number.

    Example:
        >>> logits = np.log([0.6, 0.3, 0.1])
        >>> np.exp(narrow(logits, Knobs(top_k=2))).round(3).tolist()
        [0.667, 0.333, 0.0]
        >>> choose(narrow(logits, Knobs(temperature=0.0)), np.zeros(3))
        0
    """

    temperature: float = 1.0
    top_k: int = 0
    top_p: float = 1.0
    min_p: float = 0.0

    def __post_init__(self) -> None:
        _bounded("temperature", self.temperature, 0, MAX_TEMPERATURE)
        if isinstance(self.top_k, bool) or not isinstance(self.top_k, int) or self.top_k < 0:
            raise SamplingError(
                sentence(
                    "top_k is {top_k!r}; give a whole number, 0 to keep every character.",
                    top_k=self.top_k,
                )
            )
        _bounded("top_p", self.top_p, 0, 1)
        _bounded("min_p", self.min_p, 0, 1)


def log_softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Log-probabilities in nats along the last axis, in float64."""
    wide = logits.astype(np.float64)
    wide -= wide.max(axis=-1, keepdims=True)
    wide -= np.log(np.exp(wide).sum(axis=-1, keepdims=True))
    return wide


def narrow(logits: NDArray[np.floating], knobs: Knobs) -> NDArray[np.float64]:
    """The log-probabilities to choose from, (vocab,); -inf for excluded characters.

    Ties go to the smaller id, so that the result is the same everywhere.
    """
    if knobs.temperature == 0:
        only = np.full(len(logits), -np.inf)
        only[int(np.argmax(logits))] = 0.0
        return only
    with np.errstate(over="ignore"):
        scaled = (logits.astype(np.float64) - float(logits.max())) / knobs.temperature
    log_p = log_softmax(scaled)
    order = np.argsort(-log_p, kind="stable")
    if knobs.top_k and knobs.top_k < len(log_p):
        log_p[order[knobs.top_k :]] = -np.inf
        log_p = log_softmax(log_p)
    if knobs.top_p < 1:
        reached = np.cumsum(np.exp(log_p[order]))
        count = int(np.searchsorted(reached, knobs.top_p)) + 1
        log_p[order[count:]] = -np.inf
        log_p = log_softmax(log_p)
    if knobs.min_p > 0:
        log_p[log_p < log_p.max() + math.log(knobs.min_p)] = -np.inf
        log_p = log_softmax(log_p)
    return log_p


def gumbel_noise(seed: int, position: int, code_points: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Standard Gumbel noise for each character at one position of a text.

    Equation: -ln(-ln u), u uniform in (0, 1) from the SplitMix64 hash of seed, position and
    code point.

    Source: Steele, Lea and Flood 2014, Fast splittable pseudorandom number generators; Gumbel
    1954 for the choice by maximum.
    """
    start = _mix(np.array([seed], dtype=np.uint64))
    start = _mix(start ^ np.array([position], dtype=np.uint64))
    bits = _mix(start ^ code_points.astype(np.uint64))
    # 53 bits plus half a step, so that u is never 0; the largest would round to 1.
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    uniform = np.minimum(uniform, 1 - 2.0**-53)
    noise: NDArray[np.float64] = -np.log(-np.log(uniform))
    return noise


def choose(log_probabilities: NDArray[np.float64], noise: NDArray[np.float64]) -> int:
    """The id chosen: argmax of log-probability + noise."""
    return int(np.argmax(log_probabilities + noise))


def check_seed(seed: int) -> int:
    """The seed itself.

    Raises:
        SamplingError: not a whole number between 0 and 2^63 - 1.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MAX_SEED:
        raise SamplingError(
            sentence(
                "The seed is {seed!r}; give a whole number from 0 to {most}.",
                seed=seed,
                most=MAX_SEED,
            )
        )
    return seed


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def _bounded(name: str, value: float, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise SamplingError(
            sentence(
                "{name} is {value!r}; give a number from {low:g} to {high:g}.",
                name=name,
                value=value,
                low=low,
                high=high,
            )
        )
