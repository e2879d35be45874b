"""The choice of a character: brute-force definitions, and the noise held to its distribution."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rnn_demo import sampling
from rnn_demo.sampling import (
    MAX_SEED,
    MAX_TEMPERATURE,
    Knobs,
    SamplingError,
    check_seed,
    choose,
    gumbel_noise,
    log_softmax,
    narrow,
)
from rnn_demo.tokenizers.characters import code_points

# Sixteenths, so that two logits are equal or clearly apart, also in a float64 sum.
any_logits = st.lists(
    st.integers(-480, 480).map(lambda n: n / 16) | st.sampled_from([0.0, 1.0, -1e30, 1e30]),
    min_size=1,
    max_size=12,
).map(lambda values: np.array(values, dtype=np.float32))
any_knobs = st.builds(
    Knobs,
    temperature=st.floats(0, MAX_TEMPERATURE) | st.sampled_from([0, 1, 5e-324, 1e-30, 10]),
    top_k=st.integers(0, 15) | st.just(10**30),
    top_p=st.floats(0, 1) | st.sampled_from([0, 1, 1 - 2**-53]),
    min_p=st.floats(0, 1) | st.sampled_from([0, 1, 5e-324]),
)


def probabilities(logits: Iterable[float]) -> NDArray[np.float64]:
    exps = [math.exp(x) for x in logits]
    return np.array([e / sum(exps) for e in exps])


def kept(logits: NDArray[np.floating], knobs: Knobs) -> set[int]:
    return set(np.flatnonzero(np.isfinite(narrow(logits, knobs))).tolist())


# --- narrowing ----------------------------------------------------------------------------------


@given(any_logits, any_knobs)
def test_a_distribution_whatever_the_knobs(logits: NDArray[np.float32], knobs: Knobs) -> None:
    before = logits.copy()
    log_p = narrow(logits, knobs)
    assert log_p.shape == logits.shape
    assert not np.isnan(log_p).any()
    assert np.exp(log_p).sum() == pytest.approx(1, abs=1e-12)
    assert np.array_equal(logits, before)
    # The likeliest character always stays (the first of equal ones), in every order of knobs.
    assert log_p[np.argmax(logits)] == log_p.max()
    # What stays keeps its order.
    for i in range(len(logits)):
        for j in range(len(logits)):
            if logits[i] > logits[j]:
                assert log_p[i] >= log_p[j]


@given(any_logits)
def test_log_softmax_is_the_definition(logits: NDArray[np.float32]) -> None:
    small = np.clip(logits, -300, 300)
    np.testing.assert_allclose(np.exp(log_softmax(small)), probabilities(small), atol=1e-12)
    np.testing.assert_allclose(
        log_softmax(np.stack([small, small[::-1]]))[1], log_softmax(small[::-1])
    )


@given(any_logits, st.floats(0.05, MAX_TEMPERATURE))
def test_temperature_divides_the_logits(logits: NDArray[np.float32], temperature: float) -> None:
    small = np.clip(logits, -30, 30)
    expected = probabilities((small - small.max()) / np.float64(temperature))
    got = np.exp(narrow(small, Knobs(temperature)))
    np.testing.assert_allclose(got, expected, atol=1e-12)


@given(any_logits, st.sampled_from([0, 0.0, -0.0]))
def test_temperature_zero_is_greedy(logits: NDArray[np.float32], zero: float) -> None:
    best = int(np.argmax(logits))
    for top_k, top_p, min_p in ((0, 1.0, 0.0), (3, 0.5, 0.1)):
        assert kept(logits, Knobs(zero, top_k, top_p, min_p)) == {best}
    assert narrow(logits, Knobs(zero))[best] == 0
    # However lucky another one is.
    noise = np.linspace(50, 0, len(logits))
    assert choose(narrow(logits, Knobs(zero)), noise) == best


@given(any_logits, st.integers(1, 15))
def test_top_k_keeps_the_k_likeliest(logits: NDArray[np.float32], k: int) -> None:
    # Beside 1e30, logits of 0 and 1 are equally far away.
    away = [float(logits.max()) - float(logit) for logit in logits]
    ranked = sorted(range(len(logits)), key=lambda i: (away[i], i))
    assert kept(logits, Knobs(top_k=k)) == set(ranked[:k])


@given(st.lists(st.integers(1, 20), min_size=1, max_size=10), st.integers(1, 99))
def test_top_p_keeps_the_smallest_set_that_reaches_p(weights: list[int], percent: int) -> None:
    # Whole-number weights: the definition without rounding. The sum is made odd to p's hundred,
    # so that no set reaches p exactly.
    total = sum(weights)
    p = percent / 100 + 1e-6
    ranked = sorted(range(len(weights)), key=lambda i: (-weights[i], i))
    count = next(
        n for n in range(1, len(ranked) + 1) if sum(weights[i] for i in ranked[:n]) >= p * total
    )
    logits = np.log(np.array(weights, dtype=np.float64))
    assert kept(logits, Knobs(top_p=p)) == set(ranked[:count])


@given(st.lists(st.integers(1, 20), min_size=1, max_size=10), st.integers(1, 99))
def test_min_p_keeps_what_is_near_the_likeliest(weights: list[int], percent: int) -> None:
    share = percent / 100 + 1e-6
    expected = {i for i, w in enumerate(weights) if w >= share * max(weights)}
    logits = np.log(np.array(weights, dtype=np.float64))
    assert kept(logits, Knobs(min_p=share)) == expected


@given(any_logits)
def test_the_bounds_of_top_p_and_min_p(logits: NDArray[np.float32]) -> None:
    assert kept(logits, Knobs(top_p=0)) == {int(np.argmax(logits))}
    assert kept(logits, Knobs(min_p=1)) == set(np.flatnonzero(logits == logits.max()).tolist())
    np.testing.assert_allclose(narrow(logits, Knobs()), log_softmax(logits), rtol=1e-12)


def test_knobs_apply_one_after_another() -> None:
    # p = .4 .3 .2 .1; top-k 3 leaves .444 .333 .222, of which top-p 0.75 needs two.
    logits = np.log([0.4, 0.3, 0.2, 0.1])
    assert kept(logits, Knobs(top_p=0.75)) == {0, 1, 2}
    assert kept(logits, Knobs(top_k=3, top_p=0.75)) == {0, 1}
    # The temperature comes first: at 0.5 the shares are .533 .300 .133 .033.
    assert kept(logits, Knobs(0.5, top_p=0.8)) == {0, 1}
    assert kept(logits, Knobs(top_p=0.8)) == {0, 1, 2}
    np.testing.assert_allclose(np.exp(narrow(logits, Knobs(top_k=2)))[:2], [4 / 7, 3 / 7])


def test_equal_logits_go_to_the_smaller_id() -> None:
    logits = np.zeros(7, dtype=np.float32)
    assert kept(logits, Knobs(top_k=3)) == {0, 1, 2}
    assert kept(logits, Knobs(top_p=0.5)) == {0, 1, 2, 3}
    assert kept(logits, Knobs(temperature=0)) == {0}


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.001, True, False, None, "1"])
@pytest.mark.parametrize("name", ["temperature", "top_k", "top_p", "min_p"])
def test_impossible_knobs(name: str, value: Any) -> None:
    with pytest.raises(SamplingError) as error:
        Knobs(**{name: value})
    sentence = str(error.value)
    assert sentence.startswith(f"{name} is {value!r}; give a ")
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_knobs_above_their_bound() -> None:
    for wrong in ({"temperature": 10.01}, {"top_p": 1.01}, {"min_p": 1.01}, {"top_k": 1.0}):
        with pytest.raises(SamplingError, match=f"^{next(iter(wrong))} is"):
            Knobs(**wrong)  # type: ignore[arg-type]
    assert Knobs(10, 10**30, 1, 1)


def test_seeds() -> None:
    assert check_seed(0) == 0
    assert check_seed(MAX_SEED) == MAX_SEED
    for seed in (-1, MAX_SEED + 1, 1.0, True, "7", math.nan):
        with pytest.raises(SamplingError, match=r"^The seed is .*; give a whole number from 0 to"):
            check_seed(seed)  # type: ignore[arg-type]


# --- the noise ----------------------------------------------------------------------------------

POINTS = np.arange(32, 132, dtype=np.uint32)


def uniforms(seeds: Iterable[int], positions: Iterable[int]) -> NDArray[np.float64]:
    """The uniform numbers below the noise, (seeds, positions, characters)."""
    positions = list(positions)
    noise = [[gumbel_noise(s, p, POINTS) for p in positions] for s in seeds]
    return np.exp(-np.exp(-np.array(noise)))


@given(st.integers(0, MAX_SEED), st.integers(0, 10**9), st.permutations(range(20)))
def test_noise_belongs_to_the_character(seed: int, position: int, order: list[int]) -> None:
    points = POINTS[:20]
    noise = gumbel_noise(seed, position, points)
    assert np.isfinite(noise).all()
    np.testing.assert_array_equal(gumbel_noise(seed, position, points), noise)
    # In another vocabulary, in another place, alone: the same.
    np.testing.assert_array_equal(gumbel_noise(seed, position, points[order]), noise[order])
    assert gumbel_noise(seed, position, points[3:4])[0] == noise[3]


def test_two_vocabularies_meet_the_same_luck() -> None:
    english, both = "\n ahet", "\n .aehtАЕНТ—"
    one = dict(zip(english, gumbel_noise(5, 17, code_points(english)), strict=True))
    two = dict(zip(both, gumbel_noise(5, 17, code_points(both)), strict=True))
    for character in set(english) & set(both):
        assert one[character] == two[character]
    assert two["a"] != two["А"]  # alike only to the eye


def test_noise_is_gumbel() -> None:
    # Kolmogorov and Smirnov: the largest gap exceeds 1.95 / sqrt(n) once in a thousand samples.
    # Seeds are fixed, so this holds always or never.
    for numbers in (
        uniforms(range(100), [0]),
        uniforms([0], range(100)),
        uniforms([MAX_SEED - i for i in range(10)], range(0, 1_000_000, 100_000)),
        uniforms(range(2000), [3])[..., 7],
    ):
        sample = np.sort(numbers.reshape(-1))
        rank = np.arange(len(sample) + 1) / len(sample)
        gap = max(np.abs(sample - rank[1:]).max(), np.abs(sample - rank[:-1]).max())
        assert gap < 1.95 / math.sqrt(len(sample))


def test_noise_is_independent_along_every_axis() -> None:
    numbers = uniforms(range(40), range(40)) - 0.5
    for axis in range(3):
        for lag in (1, 2, 8):
            moved = np.moveaxis(numbers, axis, 0)
            a, b = moved[:-lag].reshape(-1), moved[lag:].reshape(-1)
            # Four standard errors of a correlation of independent numbers.
            assert abs(np.corrcoef(a, b)[0, 1]) < 4 / math.sqrt(len(a)), (axis, lag)
    # Seed s at position p is not seed p at position s.
    swapped = np.swapaxes(numbers, 0, 1)
    apart = ~np.eye(40, dtype=bool)
    correlation = np.corrcoef(numbers[apart].reshape(-1), swapped[apart].reshape(-1))[0, 1]
    assert abs(correlation) < 4 / math.sqrt(40 * 39 * 50)
    assert len(np.unique(numbers)) == numbers.size


def test_the_largest_sum_has_the_softmax_frequencies() -> None:
    logits = np.array([2.0, 1.0, 0.0, -1.0, 0.5], dtype=np.float32)
    knobs = Knobs(temperature=0.8, top_k=4)
    log_p, draws = narrow(logits, knobs), 20_000
    counts = np.zeros(5)
    for position in range(draws):
        counts[choose(log_p, gumbel_noise(11, position, POINTS[:5]))] += 1
    p = np.exp(log_p)
    assert counts[3] == 0
    expected, error = draws * p, np.sqrt(draws * p * (1 - p))
    assert (np.abs(counts - expected) <= 4 * error).all(), (counts, expected)


def test_the_luckiest_draw_is_finite(monkeypatch: pytest.MonkeyPatch) -> None:
    for bits in (0, 2**64 - 1):
        monkeypatch.setattr(sampling, "_mix", lambda x, bits=bits: np.full_like(x, bits))
        assert np.isfinite(sampling.gumbel_noise(1, 2, np.array([65], dtype=np.uint32))).all()


def test_noise_as_it_always_was() -> None:
    """A saved link must write its text again: the hash may not change."""
    got = gumbel_noise(1, 2, np.array([97, 1078], dtype=np.uint32))
    np.testing.assert_allclose(got, [-0.7797250902963025, -0.7876399506726286], rtol=1e-12)


def _splitmix(x: int) -> int:
    mask = 2**64 - 1
    x = (x + 0x9E3779B97F4A7C15) & mask
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & mask
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & mask
    return x ^ (x >> 31)


@given(st.integers(0, MAX_SEED), st.integers(0, 2**40), st.integers(0, 0x10FFFF))
def test_noise_in_whole_numbers(seed: int, position: int, point: int) -> None:
    bits = _splitmix(_splitmix(_splitmix(seed) ^ position) ^ point)
    uniform = ((bits >> 11) + 0.5) / 2**53
    got = gumbel_noise(seed, position, np.array([point], dtype=np.uint32))[0]
    assert got == pytest.approx(-math.log(-math.log(uniform)), rel=1e-9, abs=1e-12)


def test_splitmix_as_published() -> None:
    # The first outputs for seed 1234567, from the reference program by Sebastiano Vigna.
    state, outputs = 1234567, []
    for _ in range(3):
        outputs.append(_splitmix(state))
        state = (state + 0x9E3779B97F4A7C15) % 2**64
    assert outputs == [6457827717110365317, 3203168211198807973, 9817491932198370423]
