"""What is typed becomes pieces and words, or one sentence why it cannot be translated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.tokenizers.sentence_pieces import END, FIRST
from rnn_demo.translation.forced import ForcedPiecesError, read_forced, write_forced
from rnn_demo.translation.sources import SourceError, languages, sentences_of, source_of
from rnn_demo.translation.translator import Translator, read_source
from rnn_demo.translation.words import source_texts, target_words
from tests.some_translators import some_translator
from tests.tiny_translator import PIECES


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return some_translator(tmp_path_factory.mktemp("models"))


def knowing(translator: Translator, *directions: str) -> Translator:
    data = replace(translator.config.data, directions={one: 1.0 for one in directions})
    return replace(translator, config=replace(translator.config, data=data))


def test_a_sentence_is_words_of_pieces(translator: Translator) -> None:
    source = source_of(translator, " Where is   the cat? ", "en-ru")
    assert [word.text for word in source.words] == ["", "Where", "is", "the", "cat", "?", ""]
    assert [word.first for word in source.words][-1] == len(source.pieces.ids) - 1
    for before, after in zip(source.words, source.words[1:], strict=False):
        assert after.first == before.last + 1
    assert source.notes == ()


def test_an_apostrophe_is_of_its_word_and_signs_stand_together(translator: Translator) -> None:
    source = source_of(translator, "I don't know... Tom, 120!", "en-ru")
    texts = [word.text for word in source.words[1:-1]]
    assert texts == ["I", "don't", "know", "...", "Tom", ",", "120", "!"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is no word to translate: type a short sentence."),
        (" \n\t ", "There is no word to translate"),
        ("Я не знаю.", "This looks like Russian, and the direction is from English: choose a "),
        ("日本語です", "This is not English: the network cannot read its letters."),
        ("word " * 10_000, "The sentence has 49,999 characters; the network reads up to 1,000"),
        ("we " * 250, "pieces; the network learned from sentences of up to 200: shorten it"),
        ("x" * 999, "pieces; the network learned from sentences of up to 200"),
        ("caf\udce9", "The text is not UTF-8"),
    ],
)
def test_what_it_cannot_read_is_one_sentence(translator: Translator, text: str, told: str) -> None:
    with pytest.raises(SourceError) as error:
        source_of(translator, text, "en-ru")
    assert told in str(error.value)
    assert len(str(error.value)) < 200


def test_another_language_is_said_by_what_the_network_knows(translator: Translator) -> None:
    with pytest.raises(SourceError, match="the network reads English: type a sentence in English"):
        source_of(knowing(translator, "en-ru"), "Я не знаю.", "en-ru")
    with pytest.raises(SourceError, match="This looks like English, and the direction is from R"):
        source_of(translator, "I don't know.", "ru-en")
    assert source_of(translator, "Tom и кошка", "ru-en").text  # a name in it is no other language
    assert languages("en-fr") == ("en", "fr")


def test_what_it_has_never_seen_is_noted_and_kept(translator: Translator) -> None:
    source = source_of(translator, "Tom 🙂 <b>", "en-ru")
    assert "🙂" in source.notes[0]
    texts = source_texts(source.text, source.pieces, translator.pieces)
    assert "".join(texts) == "Tom🙂<b>"
    assert "12 signs" not in source.notes[0]


@given(st.text(max_size=80))
def test_any_text_is_a_source_or_a_sentence(translator: Translator, text: str) -> None:
    try:
        source = source_of(translator, text, "en-ru")
    except SourceError as error:
        assert str(error)
        return
    assert source.words[0].first == 0
    assert source.words[-1].last == len(source.pieces.ids) - 1
    assert all(0 <= word.first <= word.last for word in source.words)
    typed = "".join(source_texts(source.text, source.pieces, translator.pieces))
    assert len(typed) <= len(text)
    encoded = read_source(translator, source.pieces.ids.tolist())
    assert len(encoded.memory) == len(source.pieces.ids)


def test_a_line_is_cut_into_its_sentences() -> None:
    assert sentences_of("Tom is here. Where is the cat?  “I don't know!” he said…  No") == [
        "Tom is here.", "Where is the cat?", "“I don't know!", "he said…", "No",
    ]  # fmt: skip
    assert sentences_of("3.14 is no end") == ["3.14 is no end"]
    assert sentences_of("  ") == []


def test_words_of_a_translation_end_with_its_end() -> None:
    ids = PIECES.encode(["Том был дома."])[0]
    words = target_words([*ids, END], PIECES)
    assert [word.text for word in words] == ["Том", "был", "дома", ".", ""]
    assert words[-1].first == len(ids)


@given(st.lists(st.integers(FIRST, PIECES.vocab_size - 1), max_size=12), st.booleans())
def test_forced_pieces_are_written_and_read_again(ids: list[int], ends: bool) -> None:
    own = (*ids, END) if ends else tuple(ids)
    assert read_forced(write_forced(own, PIECES), PIECES, 50) == own


@given(st.text(max_size=60))
def test_any_text_is_forced_or_a_sentence(text: str) -> None:
    try:
        ids = read_forced(text, PIECES, 50)
    except ForcedPiecesError as error:
        assert str(error)
    else:
        assert all(one == END or FIRST <= one < PIECES.vocab_size for one in ids)
        assert END not in ids[:-1]


def test_plain_words_are_cut_as_the_vocabulary_cuts() -> None:
    ids = PIECES.encode(["Том был"])[0]
    assert read_forced("  Том был ", PIECES, 50) == tuple(ids)
    assert read_forced("Том был¦", PIECES, 50) == (*ids, END)
    assert write_forced(ids, PIECES) == "Том был"
    assert read_forced("", PIECES, 50) == ()
    assert read_forced("¦", PIECES, 50) == (END,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("日本", "The translation cannot begin with '日本': the network cannot write '日本'."),
        ("▁zzz¦q", "'▁zzz' is no piece of the vocabulary"),
        ("Том " * 60, "The translation is to begin with 60 pieces; of this sentence it has at"),
    ],
)
def test_what_cannot_be_forced_is_one_sentence(text: str, told: str) -> None:
    with pytest.raises(ForcedPiecesError) as error:
        read_forced(text, PIECES, 50)
    assert told in str(error.value)
