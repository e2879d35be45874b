"""What holding units does to what a network writes, over many texts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.passages import passages
from rnn_demo.data.text_features import FEATURES
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.neurons.features import FeatureSearch

SAMPLES, LENGTH, TEMPERATURE = 100, 200, 0.7
PROMPT = 200  # characters of a prompt
COUNTS = (1, 4, 16, 64)  # units held together
CLEARLY = 5.0  # standard errors of a clear difference from the free texts, at least
BY_CHANCE = 3.0  # standard errors that the largest of eight chance differences rarely reaches


@dataclass(frozen=True)
class Effect:
    """The mean of a feature over the characters of many texts.

    Attributes:
        free: as the network is, with its standard error over the texts.
        low: by number of units held at their mean where the feature is not, or is small; the
            error is that of the difference to free, text by text: passage and seed are the same.
        high: the same where it is, or is large.
    """

    free: tuple[float, float]
    low: Mapping[int, tuple[float, float]]
    high: Mapping[int, tuple[float, float]]

    def errors(self, count: int, high: bool) -> float:
        """How many standard errors holding so many units on a side is from the free texts."""
        mean, error = (self.high if high else self.low)[count]
        change = abs(mean - self.free[0])
        return change / error if error else (math.inf if change else 0.0)

    def clear(self, count: int, high: bool) -> bool:
        """Whether holding so many units on a side changes the texts clearly."""
        return self.errors(count, high) > CLEARLY


def hold_of(found: FeatureSearch, count: int, high: bool) -> Hold:
    """The units that follow a feature best, each at its mean where the feature is or is not."""
    values = found.high if high else found.low
    return Hold(
        tuple((layer, unit, float(values[layer, unit])) for layer, unit in found.followers(count))
    )


def prompts_of(text: str) -> list[str]:
    """Passages of a text that texts go on from, each beginning where nothing is left open."""
    return [text[start : start + PROMPT] for start in passages(text, SAMPLES, PROMPT)]


def effect(network: NarrowNetwork, found: FeatureSearch, prompts: Sequence[str]) -> Effect:
    """Write texts as the network is, and with the best units for a feature held.

    Args:
        network: who writes, in 8 bits as on the page.
        found: the feature's units.
        prompts: of the texts, known characters; 100 for the page.
    """

    def means(hold: Hold | None) -> np.ndarray:
        texts = zip(prompts, _texts(network, prompts, hold), strict=True)
        return np.array([labels_after(found.feature, *both).mean() for both in texts])

    free = means(None)
    held = {
        high: {count: means(hold_of(found, count, high)) for count in COUNTS}
        for high in (False, True)
    }
    low, high = (
        {count: _mean(own, own - free) for count, own in held[side].items()}
        for side in (False, True)
    )
    return Effect(_mean(free, free), low, high)


def labels_after(feature: str, prompt: str, text: str) -> NDArray[np.float64]:
    """A feature of each character of a text, (characters,), counted from the prompt's beginning."""
    labels = next(one.labels for one in FEATURES if one.name == feature)
    return labels(prompt + text)[len(prompt) :]


def _texts(network: NarrowNetwork, prompts: Sequence[str], hold: Hold | None) -> list[str]:
    engine, knobs = Engine(UNBOUNDED), Knobs(temperature=TEMPERATURE)
    try:
        with ExitStack() as all_watched:  # else those not waited for just now would be parked
            writings = []
            for seed, prompt in enumerate(prompts):
                request = Request(prompt, LENGTH, knobs, seed)
                writings.append(engine.write(network, request, hold=hold))
                all_watched.enter_context(writings[-1].watched())
            for writing in writings:
                writing.wait()
        return [writing.text for writing in writings]
    finally:
        engine.close()


def _mean(values: np.ndarray, spread: np.ndarray) -> tuple[float, float]:
    return float(values.mean()), float(spread.std(ddof=1) / np.sqrt(len(values)))
