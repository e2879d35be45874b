"""A sentence reads as it always did, and can be said again in another language."""

from __future__ import annotations

import doctest
import pickle
from copy import deepcopy
from gettext import NullTranslations

import pytest

import rnn_demo.words
from rnn_demo.words import (
    Sentence,
    english,
    joined,
    message,
    sentence,
    sentences,
    translated,
)

RUSSIAN = {
    "There is no unit {number:,}.": "Нейрона {number:,} нет.",
    "Cannot follow the link: {why}": "Ссылка не годится: {why}",
    "as many": "столько же",
}
FORMS = {"{n} bit of {name}": ("{n} бит {name}", "{n} бита {name}", "{n} битов {name}")}


class Russian(NullTranslations):
    def gettext(self, message: str) -> str:
        return RUSSIAN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        few = 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
        return FORMS[msgid1][0 if n % 10 == 1 and n % 100 != 11 else few]


def test_a_sentence_is_its_english() -> None:
    made = sentence("{name!r} has {count:,} of {share:.1%}.", name="a", count=1234, share=0.5)
    assert made == "'a' has 1,234 of 50.0%."
    assert isinstance(made, str)
    assert made.template == "{name!r} has {count:,} of {share:.1%}."
    assert made.values == {"name": "a", "count": 1234, "share": 0.5}


def test_an_error_says_the_same_as_with_a_plain_text() -> None:
    error = ValueError(sentence("There is no unit {number:,}.", number=1536))
    assert str(error) == "There is no unit 1,536."
    assert f"{error}" == "There is no unit 1,536."
    assert translated(message(error), Russian()) == "Нейрона 1,536 нет."
    assert message(KeyError("x")) == "'x'"
    assert message(ValueError()) == ""


def test_a_sentence_within_a_sentence_is_translated_too() -> None:
    inner = sentence("There is no unit {number:,}.", number=3)
    outer = sentence("Cannot follow the link: {why}", why=inner)
    assert outer == "Cannot follow the link: There is no unit 3."
    assert translated(outer, Russian()) == "Ссылка не годится: Нейрона 3 нет."


def test_a_value_that_a_visitor_typed_is_not_translated_and_its_braces_are_its_own() -> None:
    made = sentence("Cannot follow the link: {why}", why="as many {0} {why}")
    assert made == "Cannot follow the link: as many {0} {why}"
    assert translated(made, Russian()) == "Ссылка не годится: as many {0} {why}"


def test_braces_of_a_text_without_values_are_its_own() -> None:
    assert sentence("{x} is {}") == "{x} is {}"
    assert translated(sentence("{x} is {}"), Russian()) == "{x} is {}"
    assert english("{x} is {}") == "{x} is {}"


@pytest.mark.parametrize(
    ("n", "plain", "russian"),
    [(1, "1 bit of x", "1 бит x"), (2, "2 bits of x", "2 бита x"), (0, "0 bits of x", "0 битов x")],
)
def test_a_count_has_as_many_forms_as_the_language(n: int, plain: str, russian: str) -> None:
    made = sentences("{n} bit of {name}", "{n} bits of {name}", n=n, name="x")
    assert made == plain
    assert translated(made, Russian()) == russian


def test_what_is_joined_is_translated_part_by_part() -> None:
    made = joined([sentence("There is no unit {number:,}.", number=1), "{as}", sentence("as many")])
    assert made == "There is no unit 1. {as} as many"
    assert translated(made, Russian()) == "Нейрона 1 нет. {as} столько же"
    assert joined([]) == ""
    assert translated(joined([]), Russian()) == ""
    assert joined(["a", "b"], "{}") == "a{}b"


def test_the_empty_text_is_not_what_a_catalogue_says_of_itself() -> None:
    class Headed(NullTranslations):
        def gettext(self, message: str) -> str:
            return message or "Content-Type: text/plain"

    assert translated("", Headed()) == ""


@pytest.mark.parametrize("copied", [lambda made: pickle.loads(pickle.dumps(made)), deepcopy])
def test_a_copy_is_still_a_sentence(copied) -> None:  # type: ignore[no-untyped-def]
    made = copied(sentence("There is no unit {number:,}.", number=7))
    assert isinstance(made, Sentence)
    assert made == "There is no unit 7."
    assert translated(made, Russian()) == "Нейрона 7 нет."


def test_the_examples_are_right() -> None:
    assert doctest.testmod(rnn_demo.words).failed == 0
