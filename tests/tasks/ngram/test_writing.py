"""A table that writes: with the frequencies that it says it has, from where the prompt ends."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from rnn_demo.engine.generation import Request
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.ngram.writing import write_on
from rnn_demo.tokenizers.characters import CharacterTokenizer

LETTERS = CharacterTokenizer("abc")
MODEL = fit(LETTERS.encode("abcaacbabacabcbbacabcca"), 3, 3)


def test_what_follows_has_its_probabilities() -> None:
    text = "".join(write_on(MODEL, LETTERS, Request("", 6_000)))
    seen = Counter(text[i : i + 3] for i in range(len(text) - 2))
    for context in ("ab", "ca", "bb"):
        count = sum(seen[context + one] for one in "abc")
        for one, p in zip("abc", MODEL.following(LETTERS.encode(context)), strict=True):
            near = 4 * np.sqrt(p * (1 - p) / count)
            assert seen[context + one] / count == pytest.approx(p, abs=near)


@pytest.mark.parametrize("prompt", ["", "a", "cab", "bcabca"])
def test_it_goes_on_from_its_prompt(prompt: str) -> None:
    likeliest = []
    for _ in range(5):
        ids = LETTERS.encode(prompt + "".join(likeliest))
        costs = [MODEL.nats(np.append(ids, i))[-1] for i in range(3)]
        likeliest.append("abc"[int(np.argmin(costs))])
    assert [*write_on(MODEL, LETTERS, Request(prompt, 5, Knobs(0.0)))] == likeliest


def test_without_context_only_frequencies_are_left() -> None:
    plain = fit(LETTERS.encode("aab"), 3, 1)
    [first] = write_on(plain, LETTERS, Request("bbb", 1, Knobs(0.0)))
    assert first == "a"


def test_the_same_seed_writes_the_same_and_a_stop_ends_it() -> None:
    texts = ["".join(write_on(MODEL, LETTERS, Request("a", 50, seed=seed))) for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    stop = texts[0][10:13]
    stopped = "".join(write_on(MODEL, LETTERS, Request("a", 50, seed=1, stop=stop)))
    assert stopped == texts[0][: texts[0].index(stop) + 3]
