"""Holding units moves what they follow, in texts that meet the same luck."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.neurons.clamping import (
    COUNTS,
    LENGTH,
    PROMPT,
    TEMPERATURE,
    effect,
    hold_of,
    labels_after,
    prompts_of,
)
from rnn_demo.tasks.neurons.features import FeatureSearch
from tests.tiny_models import tiny_network


def found(feature: str = "capitals") -> FeatureSearch:
    random = np.random.default_rng(0)
    fitted, low = random.random((2, 8)), random.uniform(-1, 0, (2, 8))
    return FeatureSearch(feature, 0.5, fitted, random.random((2, 8)), low, low + 1)


def test_the_best_units_are_held_at_their_means() -> None:
    one = found()
    assert one.best == one.followers(5)[0]
    assert one.fitted[one.best] == one.fitted.max()
    assert one.best_score == one.score[one.best]
    fitted = [one.fitted[place] for place in one.followers(16)]
    assert fitted == sorted(fitted, reverse=True)
    assert len(one.followers(64)) == 16  # a small network has no more
    assert hold_of(one, 2, True) == Hold(
        tuple((*place, float(one.high[place])) for place in one.followers(2))
    )
    assert hold_of(one, 1, False).units[0][2] == one.low[one.best]


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_effects_are_means_over_texts(cell: str) -> None:
    prompts = ["The ", "\nA", "He said", "To be, ", "W", "no one"]
    network, one = narrowed(tiny_network(cell)), found("letters of the word")
    own = effect(network, one, prompts)
    assert list(own.low) == list(own.high) == list(COUNTS)
    means: dict[bool, list[float]] = {False: [], True: []}
    for held, values in means.items():
        holds = [(0, hold_of(one, 4, True))] if held else []
        for seed, prompt in enumerate(prompts):
            request = Request(prompt, LENGTH, Knobs(TEMPERATURE), seed)
            reader = open_reader(network, prompt)
            text = "".join(w.character for w, _ in write(reader, request, holds))
            values.append(float(labels_after("letters of the word", prompt, text).mean()))
    assert own.free[0] == pytest.approx(np.mean(means[False]))
    assert own.high[4][0] == pytest.approx(np.mean(means[True]))
    differences = np.array(means[True]) - np.array(means[False])
    assert own.high[4][1] == pytest.approx(differences.std(ddof=1) / 6**0.5)
    assert own.free[1] == pytest.approx(np.std(means[False], ddof=1) / 6**0.5)
    assert own.low != own.high


def test_texts_go_on_from_many_passages() -> None:
    text = "".join(f"{'word ' * (20 + n % 9)}end.\n\n" for n in range(400))
    prompts = prompts_of(text)
    assert len(prompts) == 100
    assert all(len(prompt) == PROMPT and prompt.startswith("\n\n") for prompt in prompts)
    assert len(set(prompts)) > 5
