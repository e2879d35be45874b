"""What looks the same has one form, and every character of it a place."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, normalizers

from rnn_demo.text.visible import visible_text, with_places
from tests.same_texts import ALIKE, INVISIBLE, SPACES, look_alikes

EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
# Those that change in company: marks, letters with marks, jamo, signs that cannot be seen.
JOINING = [
    character
    for character in EVERY
    if unicodedata.combining(character)
    or unicodedata.decomposition(character)
    or "\u0900" <= character < "\u1200"
]
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(JOINING),
        st.sampled_from("".join([*INVISIBLE, *SPACES, *ALIKE, *ALIKE.values()]) + "-–'’aeo"),
    ),
    max_size=12,
)
SAMPLE = "It's a \"fine\" film - naïve, but the officer's café... well-made! Não é mau."


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Du\u200bll and far too long", "Dull and far too long"),
        ("\u200eDull", "Dull"),
        ("\ufeffDu\u00adll\u2060", "Dull"),
        ("I don’t, donʼt, don`t, don´t, don′t", "I don't, don't, don't, don't, don't"),
        ("“good” «good» „good‟ ″good″ ``good''", '"good" "good" "good" "good" "good"'),
        ("so–so, so—so, so−so, so--so, so‑so, so———so", "so-so, so-so, so-so, so-so, so-so, so-so"),
        ("wait…", "wait..."),
        ("ﬁne ｆｉｌｍ", "fine film"),
        ("cafe\u0301, cafe\u200d\u0301, café", "café, café, café"),
        ("\u212bngstr\u00f6m", "Ångström"),
        ("❤\ufe0f 9⁄10 and 9∕10", "❤ 9/10 and 9/10"),
        ("\x08a\x7f b\x9d", "a b"),
        ("a\u2800b\x1fc\u00a0d", "a b c d"),
        (" \u200b \ufeff", ""),
        ("", ""),
    ],
)
def test_what_is_seen(text: str, seen: str) -> None:
    assert visible_text(text) == seen


def test_what_looks_alike_is_alike() -> None:
    def words(text: str) -> list[str]:  # spaces and capitals are the tokenizers' matter
        return visible_text(text).lower().split()

    different = [how for how, same in look_alikes(SAMPLE) if words(same) != words(SAMPLE)]
    assert different == ["entities"]  # there is no HTML here


@pytest.mark.slow
def test_all_that_unicode_calls_ignorable_is_ignored() -> None:
    ignore = normalizers.Replace(Regex(r"\p{Default_Ignorable_Code_Point}"), "")
    ignorable = [c for c in EVERY if ignore.normalize_str(c) == ""]
    assert len(ignorable) > 4000
    assert visible_text("a" + "".join(ignorable) + "b") == "ab"


def test_format_characters_that_are_seen_stay() -> None:
    formats = [c for c in EVERY if unicodedata.category(c) == "Cf" and visible_text(c)]
    # Arabic, Syriac and Kaithi signs that are written around numbers.
    assert set(formats) <= set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
                               "\U000110bd\U000110cd")  # fmt: skip
    assert "\u06dd" in formats


def test_letters_digits_and_signs_stay() -> None:
    plain = "".join(c for c in map(chr, range(0x20, 0x7F)) if c != "`").strip()
    assert visible_text(plain) == plain
    for text in ("naïve", "Очень", "素晴らしい", "שלום", "हिन्दी", "한국어", "🙂👍🏽", "±£€°"):
        assert visible_text(text) == unicodedata.normalize("NFC", text)


@pytest.mark.slow
def test_every_character_alone() -> None:
    for character in EVERY:
        seen = visible_text(character)
        assert with_places(character).text == seen
        assert visible_text(seen) == seen


@given(text=TEXTS)
def test_places_in_any_text(text: str) -> None:
    seen = visible_text(text)
    assert visible_text(seen) == seen
    found = with_places(text)
    assert found.text == seen
    assert len(found.starts) == len(found.ends) == len(seen)
    assert found.starts == sorted(found.starts)
    assert found.ends == sorted(found.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))


@given(text=TEXTS)
def test_a_place_holds_what_its_character_was_made_of(text: str) -> None:
    """The stretch of the text that a character stands for is seen as a text with it."""
    found = with_places(text)
    for character, start, end in zip(found.text, found.starts, found.ends, strict=True):
        assert character.isspace() or character in visible_text(text[start:end])


def test_places_of_a_sentence() -> None:
    text = "\u200eDu\u200bll — “cafe\u0301”…"
    found = with_places(text)
    assert found.text == 'Dull - "café"...'
    shown = [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)]
    assert shown == ["D", "u", "l", "l", " ", "—", " ", "“", "c", "a", "f", "e\u0301", "”",
                     "…", "…", "…"]  # fmt: skip
    assert found.starts[2] == 4
