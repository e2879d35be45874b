"""Scores against the plain measurement, verdicts against hand-made Bayes."""

from __future__ import annotations

import math
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.exhibits.score.compute.scores import (
    Score,
    ScoreError,
    as_written,
    common_text,
    score_text,
    start_of_file,
    verdict,
)
from rnn_demo.tasks.generator.measure import stateful
from rnn_demo.ui.kept import weight
from tests.tiny_models import tiny_artifact


def tiny(characters: str, cell: str = "lstm", seed: int = 0) -> CharacterNetwork:
    """A small random network over the given characters."""
    return network_from(tiny_artifact(cell=cell, characters=characters, seed=seed))


def scored(network: CharacterNetwork, text: str) -> Score:
    steps, shares = score_text(network, text), []
    while True:
        try:
            shares.append(next(steps))
        except StopIteration as end:
            assert shares == sorted(shares)
            assert not shares or shares[-1] == 1
            result: Score = end.value
            return result


def test_a_long_score_is_told_as_it_is_read_and_small_once_it_is_kept() -> None:
    text = "abcdef\n" * 300
    steps = score_text(tiny("abcdef\n"), text)
    for step, share in enumerate(steps, 1):  # some hundred characters from one to the next
        assert share <= step * 128 / (len(text) - 1) + 1e-9
    assert weight(scored(tiny("abcdef\n"), text)) < 60 * len(text)


@pytest.mark.parametrize("length", [1, 2, 256, 257, 258, 700])
def test_score_is_the_stateful_measurement(length: int) -> None:
    network = tiny("abcdef\n")
    text = ("abc\nfed" * 100)[:length]
    score = scored(network, text)
    expected = stateful(network, network.tokenizer.encode(text))
    np.testing.assert_allclose(score.nats, expected.nats, rtol=1e-4, atol=1e-5)
    assert score.characters == length - 1
    if length > 1:
        assert score.bits_per_character == pytest.approx(expected.bits_per_character, rel=1e-5)
    else:
        assert math.isnan(score.bits_per_character)


def test_rivals_are_the_likeliest_and_carry_their_probabilities() -> None:
    network = tiny("abcdef\n", "gru")
    score = scored(network, "fade\nbad")
    for i, w in enumerate(as_written(score, network, 0, 99)):
        assert w.character == "ade\nbad"[i]
        probabilities = [rival.probability for rival in w.rivals]
        assert probabilities == sorted(probabilities, reverse=True)
        assert len(probabilities) == 5
        own = math.exp(-w.surprise)
        among = [r.probability for r in w.rivals if r.character == w.character]
        # Either it is among the five with its own probability, or it is less likely than all.
        assert among == [pytest.approx(own)] if among else own <= probabilities[-1]


def test_a_slice_of_the_written_is_the_same_as_the_whole() -> None:
    network = tiny("abcdef\n")
    score = scored(network, "decade\nface")
    whole = as_written(score, network, 0, 11)
    assert "".join(w.character for w in whole) == "ecade\nface"
    assert as_written(score, network, 3, 7) == whole[3:7]


def test_the_verdict_by_hand() -> None:
    # p(text | a) = 1/8, p(text | b) = 1/32, p(text | c) = 1/32: posterior 4/6, 1/6, 1/6.
    nats = {"b": math.log(32), "a": math.log(8), "c": math.log(32)}
    result = verdict(nats, 3, ("d",))
    assert list(result.probabilities) == ["a", "b", "c"]
    assert list(result.probabilities.values()) == pytest.approx([4 / 6, 1 / 6, 1 / 6])
    assert result.bits_ahead == pytest.approx(2)
    assert (result.characters, result.left_out) == (3, ("d",))


@given(
    st.dictionaries(st.text(max_size=3), st.floats(0, 1e6), min_size=1, max_size=6),
    st.floats(0, 1e6),
)
def test_the_verdict_is_a_distribution_and_blind_to_what_all_paid(
    nats: dict[str, float], shared: float
) -> None:
    result = verdict(nats, 10, ())
    values = list(result.probabilities.values())
    assert sum(values) == pytest.approx(1)
    assert values == sorted(values, reverse=True)
    assert nats[next(iter(result.probabilities))] == min(nats.values())
    moved = verdict({name: n + shared for name, n in nats.items()}, 10, ())
    assert sorted(moved.probabilities.values()) == pytest.approx(sorted(values), abs=1e-6)


def test_no_model_no_verdict() -> None:
    with pytest.raises(ValueError, match="no model"):
        verdict({}, 0, ())


def test_models_are_compared_on_characters_that_all_of_them_know() -> None:
    lower, both = tiny("abc \n"), tiny("ABCabc \n.")
    text, names = common_text("A cab. A cab", {"lower": lower, "both": both})
    assert names == ["lower", "both"]
    assert text == "a cab a cab"
    assert scored(lower, text).characters == scored(both, text).characters == 10


def test_a_model_that_cannot_spell_the_text_is_left_out() -> None:
    english, russian = tiny("abcdef ,\n"), tiny("абвгд ,\n")
    text, names = common_text("два, дабы, да ад", {"english": english, "russian": russian})
    assert names == ["russian"]
    assert text == "два, даб, да ад"  # ы is not among its letters


def test_nobody_can_spell_an_emoji() -> None:
    assert common_text("🙂", {"a": tiny("abc")}) == ("", [])
    assert common_text("", {"a": tiny("abc")}) == ("", [])
    assert common_text("abc", {}) == ("", [])


def test_a_text_that_leaves_nothing_scores_nothing() -> None:
    score = scored(tiny("abc"), "🙂🙂")
    assert score.characters == 0
    assert score.known.unknown_count == 2
    assert as_written(score, tiny("abc"), 0, 10) == []


@given(st.text(max_size=30), st.integers(1, 30), st.booleans())
def test_the_start_of_any_utf8_file(text: str, limit: int, mark: bool) -> None:
    text = text.lstrip("\ufeff")
    data = text.encode("utf-8-sig" if mark else "utf-8")
    assert start_of_file(data, limit) == (text[:limit], len(text) <= limit)


def test_the_bound_may_cut_a_character_in_two() -> None:
    assert start_of_file("é".encode() * 5_000, 5) == ("ééééé", False)
    assert start_of_file("aé🙂".encode() * 5_000, 7) == ("aé🙂aé🙂a", False)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"abc\xe9", "é".encode()[:1], b"\x80" * 99])
def test_other_encodings_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ScoreError, match=r"not UTF-8 .* save it as UTF-8"):
        start_of_file(data, 10)


def test_one_letter_in_two_spellings_is_known_to_both() -> None:
    whole, apart = tiny("йёе и\n"), tiny("ие\u0306\u0308 \n")
    models = {"whole": whole, "apart": apart}
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, "её йй ёй")
        text, names = common_text(typed, models)
        assert names == ["whole", "apart"]
        assert unicodedata.normalize("NFC", text) == "её йй ёй"
        assert scored(whole, text).characters == 7
        assert scored(apart, text).characters == 12
    syllables, jamo = tiny("한국어 \n"), tiny(unicodedata.normalize("NFD", "한국어 \n"))
    assert common_text("한국어", {"a": syllables, "b": jamo})[1] == ["a", "b"]
