"""Patterns are filled whole, without doubles, and none is a sentence that we test on."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from rnn_demo.tasks.sentiment.contrast import contrast_sentences
from rnn_demo.tasks.sentiment.patterns import Pattern, Patterns, filled, read_patterns

SLOTS = {"bad": ["dull", "slow"], "film": ["film", "comedy", "play"]}


def test_a_slot_is_filled_and_a_second_one_otherwise() -> None:
    patterns = Patterns((Pattern("{bad} but not {bad}: a {film}", 0.5),), SLOTS)
    found = dict(filled(patterns, 200, 0))
    assert len(found) == 2 * 3  # every one there is, once
    for text, target in found.items():
        assert re.fullmatch(r"(dull but not slow|slow but not dull): a (film|comedy|play)", text)
        assert target == 0.5
    assert filled(patterns, 2, 1) == filled(patterns, 2, 1)
    assert len(filled(patterns, 2, 1)) <= 2


def test_a_pattern_without_slots_is_one_sentence() -> None:
    assert filled(Patterns((Pattern("meh.", 0.2),), {}), 50, 0) == [("meh.", 0.2)]


def test_our_patterns_can_all_be_filled() -> None:
    ours = read_patterns()
    assert len(ours.patterns) >= 500
    names = {name for own in ours.patterns for name in re.findall(r"\{(\w+)\}", own.text)}
    assert names == set(ours.slots)
    assert all(0 <= own.target <= 1 for own in ours.patterns)
    assert len({own.text for own in ours.patterns}) == len(ours.patterns)
    texts = [text for text, _ in filled(ours, 20, 0)]
    assert not any(set(text) & set("{}") or "  " in text or text != text.strip() for text in texts)
    sides = Counter(own.target > 0.5 for own in ours.patterns if own.target != 0.5)
    assert sides[True] == pytest.approx(sides[False], rel=0.15)


def test_no_pattern_gives_a_sentence_that_we_test_on() -> None:
    tested = {_folded(sentence.text) for sentence in contrast_sentences()}
    ours = read_patterns()
    assert not tested & {_folded(text) for text, _ in filled(ours, 20, 0)}
    fitting = [
        pattern.text
        for pattern in ours.patterns
        if any(_fits(pattern, ours, text) for text in tested)
    ]
    assert fitting == []


def _fits(pattern: Pattern, ours: Patterns, text: str) -> bool:
    """Whether some filling of the pattern is this text, capital letters and signs apart."""
    parts = re.split(r"\{(\w+)\}", pattern.text)
    if not all(_folded(part) in text for part in parts[::2]):
        return False
    ways = [
        "(?:" + "|".join(sorted(map(_folded, ours.slots[part]))) + ")" if i % 2 else _folded(part)
        for i, part in enumerate(parts)
    ]
    return re.fullmatch("".join(ways), text) is not None


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
