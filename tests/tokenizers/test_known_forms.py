"""Unknown characters: whatever comes in, the result can be encoded and the user is told."""

from __future__ import annotations

import string
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.tokenizers.characters import UNKNOWN, CharacterTokenizer
from rnn_demo.tokenizers.known_forms import KnownText, stop_notice, to_known
from tests.same_texts import INVISIBLE

ENGLISH = CharacterTokenizer("\n !$&',-.3:;?" + string.ascii_letters)  # as Tiny Shakespeare
RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
TYPOGRAPHIC = CharacterTokenizer("\n ,.-—«»”’é" + RUSSIAN + RUSSIAN.upper() + "ё")

# Everything that Python's str can hold, lone surrogates included, with the likely more often.
any_text = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from(
            "aZéЁёй\u0306\u0301\r\n\t\u00a0«»“”„‘’—–…ﬁＡ½\u200d\ufe0f👨\ud800\u202e\x00"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("tokenizer", "text", "expected"),
    [
        (ENGLISH, "“Well”, ‘he’ said", "'Well', 'he' said"),
        (ENGLISH, 'a "b"', "a 'b'"),
        (ENGLISH, "a—b – c − d", "a-b - c - d"),
        (ENGLISH, "Café NAÏVE", "Cafe NAIVE"),
        (ENGLISH, "cafe\u0301", "cafe"),
        (ENGLISH, "ﬁn Œuvre æon straße", "fin OEuvre aeon strasse"),
        (ENGLISH, "Ａｂｃ！", "Abc!"),
        (ENGLISH, "a\tb\u00a0c\u2003d\u3000e", "a b c d e"),
        (ENGLISH, "a\r\nb\rc\u2028d\x85e\x0bf", "a\nb\nc\nd\ne\nf"),
        (ENGLISH, "wait…", "wait..."),
        (ENGLISH, "👨\u200d👩\u200d👧 \u05e9\u05dc x\x00\ud800\u202ey", "  xy"),
        (TYPOGRAPHIC, "“слово” „дело“", "«слово” «дело«"),
        (TYPOGRAPHIC, "it's", "’"),
        (TYPOGRAPHIC, "Ёлка, ёж", "Елка, ёж"),
        (TYPOGRAPHIC, "и\u0306од И\u0306", "йод Й"),
        (TYPOGRAPHIC, "É è", "é "),
        (CharacterTokenizer("ео"), "ё", "е"),
        (CharacterTokenizer("ёо"), "е", "ё"),
        (CharacterTokenizer("a/"), "a½", "a"),  # half of a half is no form of it
        (CharacterTokenizer("12/"), "½", "1/2"),
        (CharacterTokenizer("ABC "), "ä b c", "A B C"),
        (CharacterTokenizer("ab "), "a\r\nb\n", "a b "),
        (CharacterTokenizer("a\r\n"), "a\r\nb", "a\r\n"),
    ],
)
def test_nearest_forms(tokenizer: CharacterTokenizer, text: str, expected: str) -> None:
    assert to_known(text, tokenizer).text == expected


@settings(max_examples=200, deadline=None)
@given(text=any_text, vocabulary=st.sets(st.characters(), min_size=1, max_size=20))
def test_always_encodable_and_stable(text: str, vocabulary: set[str]) -> None:
    for tokenizer in (ENGLISH, TYPOGRAPHIC, CharacterTokenizer("".join(sorted(vocabulary)))):
        result = to_known(text, tokenizer)
        tokenizer.encode(result.text)
        assert to_known(result.text, tokenizer) == KnownText(result.text)
        unknown = [c for c in text if c not in tokenizer.characters]
        forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
        # What can only be spelled in one way is counted where it is unknown.
        if len(forms) == 1:
            assert result.unknown_count == len(unknown)
        assert result.unknown_count <= len(unknown)
        # The user is told of every change, in one line that can be printed; another spelling of
        # the same letters is none.
        same = unicodedata.normalize("NFC", result.text) == unicodedata.normalize("NFC", text)
        assert bool(result.notice()) == bool(result.unknown_count) == (not same)
        assert result.notice().isprintable()
        # What is reported is true: unknown went in, known came out.
        for before, after in result.replaced:
            assert UNKNOWN in tokenizer.lookup(before)
            assert UNKNOWN not in tokenizer.lookup(after)
        for character in result.dropped:
            assert character not in tokenizer.characters


@given(text=st.text(ENGLISH.characters))
def test_known_text_is_left_alone(text: str) -> None:
    assert to_known(text, ENGLISH) == KnownText(text)


def test_known_parts_keep_their_order_beside_unknown_ones() -> None:
    result = to_known("ab☃cd☃«e", ENGLISH)
    assert result == KnownText("abcd'e", (("«", "'"),), ("☃",), 3)


def test_a_known_decomposed_accent_is_left_apart() -> None:
    tokenizer = CharacterTokenizer("eé\u0301")
    assert to_known("e\u0301x", tokenizer).text == "e\u0301"


def test_notice_in_words() -> None:
    assert to_known("abc", ENGLISH).notice() == ""
    assert to_known("a\r\nb☃", ENGLISH).notice() == (
        "The model has never seen 2 characters of this text: "
        "replaced Windows line end → line end; dropped ☃."
    )
    assert to_known("\x1b", ENGLISH).notice() == (
        "The model has never seen 1 character of this text: dropped U+001B."
    )
    notice = to_known("\u202e\u05d0\ud800\u0301", ENGLISH).notice()
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in notice
    assert "U+05D0 HEBREW LETTER ALEF" in notice
    assert "U+D800" in notice
    assert to_known("и\u0306", CharacterTokenizer("й")).notice() == ""  # the same letter
    assert (
        to_known("Й", CharacterTokenizer("и\u0306"))
        .notice()
        .endswith("replaced Й → и + U+0306 COMBINING BREVE.")
    )


@pytest.mark.parametrize("sign", INVISIBLE)
def test_what_cannot_be_seen_is_dropped_by_name(sign: str) -> None:
    result = to_known(f"Du{sign}ll", ENGLISH)
    assert (result.text, result.dropped, result.unknown_count) == ("Dull", (sign,), 1)
    name = f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
    assert result.notice() == (
        f"The model has never seen 1 character of this text: dropped {name}."
    )
    assert len(name) > 7 or unicodedata.category(sign) == "Cc"  # those have no names
    assert stop_notice(sign, ENGLISH).startswith(f"The model never writes {name}:")


def test_names_of_what_cannot_be_seen() -> None:
    notice = to_known("\ufeffa\u200bb\u00adc\u3164d\u2800e", ENGLISH).notice()
    assert notice == (
        "The model has never seen 5 characters of this text: replaced U+2800 BRAILLE PATTERN "
        "BLANK → space; dropped U+FEFF ZERO WIDTH NO-BREAK SPACE, U+200B ZERO WIDTH SPACE, "
        "U+00AD SOFT HYPHEN, U+3164 HANGUL FILLER."
    )


def test_a_long_notice_is_cut() -> None:
    notice = to_known("0124567891" + "".join(map(chr, range(0x4E00, 0x4E64))), ENGLISH).notice()
    assert notice.endswith(" and 99 more.")  # 9 digits and 100 ideographs, 10 of them named
    assert len(notice) < 200
    ten = to_known("012456789²", ENGLISH).notice()
    assert ten.endswith(" 8, 9, ².")
    assert to_known("012456789²☃", ENGLISH).notice().endswith(" 8, 9, ² and 1 more.")


@pytest.mark.slow
def test_a_megabyte_is_no_trouble() -> None:
    every = "".join(chr(c) for c in range(0x20, sys.maxunicode, 53))
    text = ("e\u0301 «ё» \r\n" * 100_000 + every * 5)[:1_000_000]
    ENGLISH.encode(to_known(text, ENGLISH).text)


def test_twice_the_text_is_twice_the_work() -> None:
    text = "e\u0301 «ё» \r\n☃" * 1_000
    assert calls(text * 2) < 2.1 * calls(text)


def calls(text: str) -> int:
    """Of functions, while the text is made known."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event.endswith("call")

    sys.setprofile(called)
    try:
        to_known(text, ENGLISH)
    finally:
        sys.setprofile(None)
    return count


def test_a_stop_text_that_is_never_met() -> None:
    tokenizer = CharacterTokenizer.from_text("abc\n")
    assert stop_notice("", tokenizer) == stop_notice("ab\n", tokenizer) == ""
    sentence = "The model never writes я, tab: the text will not end at the stop text."
    assert stop_notice("aяb\tя", tokenizer) == sentence
