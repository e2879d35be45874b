"""A letter is known in whichever of its spellings the vocabulary has it; nothing of it is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.text.clusters import clusters
from rnn_demo.text.spelling import Spelling
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.known_forms import KnownText, as_spelled, stop_notice, to_known

SCRIPTS = {
    "Russian": "Ёж и чайка, ещё ЙОД — сойка",
    "Vietnamese": "Tiếng Việt: ợ Ặ ữ ộ, Đường phố",
    "Greek": "Ώρα, ΐ ΰ ᾅ Ἑλλάδα, Ω και Å",
    "Kana": "がぎぐ パピプ ゔ ヷ、です。",
    "Korean": "한국어 값 읽다 뷁 가각갂",
    "Arabic": "آب أإؤئ مُحَمَّد ۀ",
    "Devanagari": "क़ ख़ ड़ हिन्दी ऩ ऱ कि",
    "Bengali": "কো কৌ ড় য় বাংলা",
    "Tamil": "கொ கோ கௌ தமிழ்",
    "Kannada": "ಕೋ ಕೊ ಕೈ ಕನ್ನಡ",
    "Hebrew": "שׁלוֹם בְּרֵאשִׁית שּׂ",
    "Latin": "naïve Café Åse Ǻ ǖ ḗ ṩ ȫ, ș ţ",
    "Signs": "\u212b \u2126 \u212a \u0344 \u1fef \u037e \u2329a\u0338 ≠ \u0958 \ufb2a",
}
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", text[start:end])
        for text in SCRIPTS.values()
        for start, end in clusters(text, "NFC")
    }
)
FORMS = ("NFC", "NFD")

in_a_form = st.tuples(st.sampled_from(LETTERS), st.sampled_from(FORMS)).map(
    lambda pair: unicodedata.normalize(pair[1], pair[0])
)


def nothing_lost(text: str, tokenizer: CharacterTokenizer) -> None:
    known = to_known(text, tokenizer)
    tokenizer.encode(known.text)
    assert known == KnownText(known.text)
    assert known.notice() == ""
    assert unicodedata.normalize("NFC", known.text) == unicodedata.normalize("NFC", text)
    assert stop_notice(text, tokenizer) == ""
    assert as_spelled(text, tokenizer) == known.text


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("learned", FORMS)
@pytest.mark.parametrize("typed", [*FORMS, "as it is"])
def test_a_text_in_one_form_and_a_vocabulary_in_another(
    script: str, learned: str, typed: str
) -> None:
    text = SCRIPTS[script]
    tokenizer = CharacterTokenizer.from_text(unicodedata.normalize(learned, text))
    nothing_lost(text if typed == "as it is" else unicodedata.normalize(typed, text), tokenizer)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_vocabulary_of_the_text_as_it_is(script: str) -> None:
    text = SCRIPTS[script]
    for typed in FORMS:
        nothing_lost(unicodedata.normalize(typed, text), CharacterTokenizer.from_text(text))


@given(data=st.data(), forms=st.lists(st.sampled_from(FORMS), min_size=len(LETTERS),
                                      max_size=len(LETTERS)))  # fmt: skip
def test_each_letter_in_a_form_of_its_own(data: st.DataObject, forms: list[str]) -> None:
    learned = [unicodedata.normalize(f, c) for f, c in zip(forms, LETTERS, strict=True)]
    text = "".join(data.draw(st.lists(in_a_form, max_size=12)))
    nothing_lost(text, CharacterTokenizer.from_text(learned))


@given(learned=st.lists(in_a_form, min_size=1, max_size=6), text=st.lists(in_a_form, max_size=6))
def test_what_is_said_is_so(learned: list[str], text: list[str]) -> None:
    """Whatever is unknown: a notice if and only if the text became another one."""
    typed, tokenizer = "".join(text), CharacterTokenizer.from_text(learned)
    known = to_known(typed, tokenizer)
    same = unicodedata.normalize("NFC", known.text) == unicodedata.normalize("NFC", typed)
    assert (known.notice() == "") == (known.unknown_count == 0) == same
    for before, _ in known.replaced:
        assert not Spelling(tokenizer.characters).of(before)


@given(text=st.text(st.sampled_from([c for letter in LETTERS
                                     for c in unicodedata.normalize("NFD", letter)]),
                    max_size=12),
       form=st.sampled_from(["NFC", "NFKC"]))  # fmt: skip
def test_clusters_are_normalised_one_by_one(text: str, form: str) -> None:
    parts = list(clusters(text, form))
    assert [b for _, b in parts[:-1]] == [a for a, _ in parts[1:]]
    assert "".join(text[a:b] for a, b in parts) == text
    one_by_one = "".join(unicodedata.normalize(form, text[a:b]) for a, b in parts)
    assert one_by_one == unicodedata.normalize(form, text)


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        ("ê\u0323", "ệ", "ê\u0323"),  # two marks, one of them joined
        ("ê\u0323", "ẹ\u0302", "ê\u0323"),
        ("ẹ\u0302", "ệ", "ẹ\u0302"),
        ("가\u11a8", "각", "가\u11a8"),  # a syllable and a final
        ("\u0958", "क\u093c", "\u0958"),  # NFC never writes it, an old text may
        ("\u2126\u212b", "ΩÅ", "\u2126\u212b"),
        ("\u0344e", "e\u0308\u0301", "e\u0344"),
        ("\u212a", "K", "\u212a"),
    ],
)
def test_spellings_that_are_no_normal_form(known: str, text: str, expected: str) -> None:
    tokenizer = CharacterTokenizer(known)
    assert to_known(text, tokenizer) == KnownText(expected)


def test_what_is_known_stays_as_it_was_typed() -> None:
    tokenizer = CharacterTokenizer("aeéже\u0301\u0308ё ")
    for text in ("e\u0301", "é", "ё", "е\u0308", "aé же\u0308"):
        assert to_known(f"{text}☃", tokenizer).text == text


@pytest.mark.slow
def test_a_crowd_of_marks_is_no_trouble() -> None:
    crowd = "e" + "\u0301\u0323\u0308" * 10_000
    assert to_known(crowd, CharacterTokenizer("eé")).text == "e"
    whole = to_known(crowd, CharacterTokenizer("e\u0301\u0308\u0323"))
    assert whole == KnownText(crowd)


@pytest.mark.parametrize(
    ("known", "text", "expected"),
    [
        ("й", "Й", "й"),  # the other case, in one piece
        ("и\u0306", "Й", "и\u0306"),  # and in two
        ("и\u0306", "И\u0306", "и\u0306"),
        ("ôo", "ộ", "ô"),  # a letter keeps what marks it can
        ("ệe", "ễ", "e"),
        ("ガ", "ｶﾞ", "ガ"),  # half width, a voicing mark apart
        ("カ\u3099", "ｶﾞ", "カ\u3099"),
        ("й", "и\u200b\u0306", "й"),  # nothing unseen stands between
    ],
)
def test_the_nearest_form_in_its_spelling(known: str, text: str, expected: str) -> None:
    assert to_known(text, CharacterTokenizer(known)).text == expected
