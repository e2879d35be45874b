"""The temperatures that the page opens with: how they are found, and that these are used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.openings import Quality, highest, quality, words_of
from rnn_demo.ui.writers import SHIPPED, TEMPERATURES, USUAL_TEMPERATURE, networks_of
from rnn_demo.widgets.written_text.settings import opening_settings

TABLE = (Path(__file__).parent.parent / "benchmarks" / "README.md").read_text(encoding="utf-8")


def test_words() -> None:
    assert words_of("It\u2019s he, ROMEO-like: 3 \u0451\u043b\u043a\u0438_x") == [
        "it\u2019s", "he", "romeo", "like", "\u0451\u043b\u043a\u0438", "x"
    ]  # fmt: skip
    assert words_of("he was cu", whole=False) == ["he", "was"]
    assert words_of("he was.", whole=False) == ["he", "was"]


def test_a_loop_knows_its_words_and_repeats_them() -> None:
    vocabulary = frozenset(("to", "be", "or", "not"))
    loop = quality(["To be or not to be or not to be or not."], vocabulary)
    assert loop == Quality(known=1.0, repeated=5 / 9, different=4 / 12)
    made_up = quality(["to be grumf or not, to zoo.", "be be be be."], vocabulary)
    assert made_up.known == 9 / 11
    assert made_up.repeated == 0.0
    assert made_up.different == pytest.approx((6 / 7 + 1 / 4) / 2)


def test_the_highest_that_is_good_enough() -> None:
    good, wild, loop = Quality(0.95, 0.0, 0.5), Quality(0.94, 0.0, 0.5), Quality(1.0, 0.03, 0.5)
    assert highest([(0.3, good), (0.5, good), (0.6, wild), (0.9, good)]) == 0.5
    assert highest([(0.3, loop), (0.4, wild)]) is None
    assert highest([(USUAL_TEMPERATURE, good)]) == USUAL_TEMPERATURE


@pytest.mark.parametrize("text", TEMPERATURES)
def test_the_page_opens_with_the_least_of_its_networks(text: str) -> None:
    found = []
    for name in networks_of(text) if text in SHIPPED else ():
        row = re.search(rf"^\| `{name}`.*\| ([0-9.]+) \|$", TABLE, re.MULTILINE)
        assert row, name
        found.append(float(row[1]))
    assert min(found) == TEMPERATURES[text]
    for name in SHIPPED[text]:
        assert opening_settings(name).temperature == TEMPERATURES[text]


def test_a_text_of_ones_own_opens_as_usual() -> None:
    assert opening_settings("mine-lstm").temperature == USUAL_TEMPERATURE == 0.8
