"""The tasks that need memory are as published: what is shown, wanted, and known without memory."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.data import long_range
from rnn_demo.data.long_range import (
    adding,
    copying,
    copying_baseline,
    latch,
    long_lag,
    temporal_order,
)
from rnn_demo.data.reber import SYMBOLS, embedded_reber, embedded_string, reber_string


def random(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def ids(inputs: NDArray[np.float32]) -> NDArray[np.intp]:
    assert (inputs.sum(-1) == 1).all()
    return inputs.argmax(-1)


@pytest.mark.parametrize("length", [2, 11, 100])
def test_adding(length: int) -> None:
    inputs, targets, weights = adding(length, 4000, random())
    assert inputs.shape == (4000, length, 2)
    marked = inputs[:, :, 1] == 1
    assert (marked[:, : length // 2].sum(1) == 1).all()
    assert (marked[:, length // 2 :].sum(1) == 1).all()
    assert np.allclose((inputs[:, :, 0] * marked).sum(1), targets[:, -1, 0])
    assert (weights.sum(1) == 1).all() and (weights[:, -1] == 1).all()
    assert ((targets[:, -1, 0] - 1) ** 2).mean() == pytest.approx(
        long_range.ADDING_BASELINE, rel=0.06
    )


@pytest.mark.parametrize("length", [1, 100])
def test_copying(length: int) -> None:
    inputs, targets, weights = copying(length, 500, random())
    shown = ids(inputs)
    assert shown.shape == targets.shape == weights.shape == (500, length + 20)
    assert shown[:, :10].max() == 7
    assert np.array_equal(targets[:, -10:], shown[:, :10])
    assert (targets[:, :-10] == 8).all()
    assert (shown[:, length + 9] == 9).all()  # the signal, just before they are wanted
    rest = np.delete(shown[:, 10:], length - 1, axis=1)
    assert (rest == 8).all()
    assert (weights == 1).all()
    counts = np.bincount(targets[:, -10:].ravel(), minlength=8)
    assert counts.min() > 500


def test_the_published_baselines_of_copying() -> None:
    assert copying_baseline(100) == pytest.approx(0.1733, abs=5e-5)
    assert copying_baseline(500) == pytest.approx(0.0400, abs=5e-5)


@pytest.mark.parametrize("length", [50, 100])
def test_temporal_order(length: int) -> None:
    inputs, targets, weights = temporal_order(length, 2000, random())
    shown = ids(inputs)
    places = np.argwhere(shown < 2).reshape(2000, 2, 2)[:, :, 1]
    assert places[:, 0].min() == length // 10 and places[:, 0].max() == length // 5 - 1
    assert places[:, 1].min() == 4 * length // 10 and places[:, 1].max() == length // 2 - 1
    rows = np.arange(2000)
    order = 2 * shown[rows, places[:, 0]] + shown[rows, places[:, 1]]
    assert np.array_equal(order, targets[:, -1])
    assert np.bincount(order).min() > 400
    assert (weights.sum(1) == 1).all()


def test_latch() -> None:
    inputs, targets, _ = latch(100, 2000, random())
    means = inputs[:, :3, 0].mean(1)
    assert np.array_equal(means > 0, targets[:, -1] == 1)
    assert np.abs(inputs[:, 3:].mean()) < 0.01
    assert inputs[:, 3:].std() == pytest.approx(0.2, rel=0.02)


def test_long_lag() -> None:
    inputs, targets, weights = long_lag(6, 100, random())
    shown = ids(inputs)
    assert shown.shape == targets.shape == weights.shape == (100, 6)
    assert np.array_equal(shown[:, 0], targets[:, -1])
    assert set(shown[:, 0].tolist()) == {0, 1}
    assert (shown[:, 1:] == np.arange(2, 7)).all()
    assert np.array_equal(targets[:, :-1], shown[:, 1:])


def test_the_grammar_costs_seven_bits_and_without_memory_eight() -> None:
    drawn = [embedded_string(random(seed)) for seed in range(4000)]
    for text, possible in drawn[:200]:
        assert all(symbol in ways for symbol, ways in zip(text, possible, strict=True))
        assert text[0] == "B" and text[-1] == "E" and text[1] == text[-2] in "TP"
        # Every second way costs a bit: that is the string's length less five.
        assert sum(len(ways) == 2 for ways in possible) == len(text) - 5
    bits = np.array([len(text) - 5 for text, _ in drawn])
    assert bits.mean() == pytest.approx(7, abs=3 * bits.std() / np.sqrt(len(bits)))


def test_strings_of_the_inner_grammar_are_those_known() -> None:
    known = {"BTXSE", "BPVVE", "BTSXSE", "BPTVVE", "BTXXVVE", "BPVPSE"}
    seen = {reber_string(random(seed))[0] for seed in range(3000)}
    assert known <= seen
    assert not {"BTE", "BPVE", "BTXE"} & seen


def test_embedded_reber_as_numbers() -> None:
    inputs, targets, weights = embedded_reber(30, 300, random())
    shown = ids(inputs)
    for row in range(300):
        length = int(weights[row].sum()) + 1
        text = SYMBOLS[shown[row, 0]] + "".join(SYMBOLS[i] for i in targets[row, : length - 1])
        assert text[1] == text[-2] and text[-1] == "E" and length <= 30
        assert np.array_equal(shown[row, 1 : length - 1], targets[row, : length - 2])
