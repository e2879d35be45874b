"""The classifier in 8 bits: close to the full one, and the same in any company to the last bit."""

from __future__ import annotations

import itertools
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rnn_demo.reading.groups as module
from rnn_demo.engine import stand_in as engine_stand_in
from rnn_demo.reading.classifier import Classifier, logits
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.narrow_weights import NarrowClassifier, narrowed_classifier
from tests.tiny_classifier import tiny_classifier


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return tiny_classifier(tmp_path_factory.mktemp("models"), hidden_size=21)


@pytest.fixture(scope="module")
def narrow(full: Classifier) -> NarrowClassifier:
    return narrowed_classifier(full)


@pytest.mark.slow
def test_it_is_close_to_the_full_one(full: Classifier, narrow: NarrowClassifier) -> None:
    random = np.random.default_rng(0)
    texts = [random.integers(0, full.tokenizer.vocab_size, n) for n in (1, 2, 7, 30, 31, 100)]
    exact = np.array([logits(full, [ids])[0] for ids in texts])
    assert np.abs(narrow_logits(narrow, texts) - exact).max() < 0.05
    assert np.abs(narrow_logits(narrow, texts) - exact).max() > 0  # it is rounded


def test_numpy_judges_equally_and_machine_code_takes_over(
    full: Classifier, narrow: NarrowClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(1)
    texts = [random.integers(0, full.tokenizer.vocab_size, n) for n in (40, 1, 7, 30, 31)]
    expected = narrow_logits(narrow, texts, threads=1).tolist()
    monkeypatch.setattr(module, "STRETCH", 25)
    for stretches in (99, 3):  # that numpy reads
        turns = itertools.chain([True] * stretches, itertools.repeat(False))
        monkeypatch.setattr(engine_stand_in, "on_duty", partial(next, turns))
        assert narrow_logits(narrow, texts, threads=1).tolist() == expected


def test_a_long_text_takes_no_room_for_others(
    full: Classifier, narrow: NarrowClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(0)
    texts = [random.integers(0, full.tokenizer.vocab_size, n) for n in (90, 3, 3, 40, 3)]
    expected = narrow_logits(narrow, texts).tolist()
    monkeypatch.setattr(module, "CELLS", 100)
    assert narrow_logits(narrow, texts).tolist() == expected


@settings(max_examples=20, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 30), min_size=1, max_size=14),
    together=st.integers(1, 14),
    threads=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_company_order_and_threads_change_no_bit(
    full: Classifier,
    narrow: NarrowClassifier,
    lengths: list[int],
    together: int,
    threads: int,
    seed: int,
) -> None:
    random = np.random.default_rng(seed)
    texts = [random.integers(0, full.tokenizer.vocab_size, n) for n in lengths]
    alone = [narrow_logits(narrow, [ids])[0] for ids in texts]
    assert narrow_logits(narrow, texts, together, threads).tolist() == alone
