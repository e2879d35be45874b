"""A model that writes: with the frequencies that it says it has, from where the prompt ends."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from rnn_demo.engine.generation import Request
from rnn_demo.networks.hidden_markov import forward
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.hmm.writing import write_on
from rnn_demo.tokenizers.characters import CharacterTokenizer
from tests.tiny_chain import made_up

LETTERS = CharacterTokenizer("abc")
MODEL = made_up(4, 3)


def test_pairs_have_their_probabilities() -> None:
    text = "".join(write_on(MODEL, LETTERS, Request("", 6_000)))
    counted = Counter(pairwise(text))
    likely = (MODEL.initial[:, None] * MODEL.emissions).T @ MODEL.transitions @ MODEL.emissions
    for i, one in enumerate("abc"):
        for j, other in enumerate("abc"):
            assert counted[one, other] / 6_000 == pytest.approx(likely[i, j], abs=0.03)


def test_it_goes_on_from_its_prompt() -> None:
    [first] = write_on(MODEL, LETTERS, Request("abca", 1, Knobs(0.0)))
    ids = LETTERS.encode("abca").astype(np.int64)
    following = [
        forward(MODEL, np.append(ids, i)[None]).log_likelihoods[0]
        for i in range(LETTERS.vocab_size)
    ]
    assert first == "abc"[int(np.argmax(following))]


def test_the_same_seed_writes_the_same_and_a_stop_ends_it() -> None:
    texts = ["".join(write_on(MODEL, LETTERS, Request("a", 50, seed=seed))) for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
    stop = texts[0][10:13]
    stopped = "".join(write_on(MODEL, LETTERS, Request("a", 50, seed=1, stop=stop)))
    assert stopped == texts[0][: texts[0].index(stop) + 3]
