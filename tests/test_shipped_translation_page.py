"""What the page Translation says about its presets holds for the weights that are shipped."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnn_demo.artifacts.translation import read_translator
from rnn_demo.exhibits.translation.compute.translated import (
    BEAM,
    GREEDY,
    PLAIN,
    Attempt,
    TranslatedSentence,
    TranslationProgress,
    translate,
)
from rnn_demo.exhibits.translation.presets import PRESETS
from rnn_demo.translation.forced import read_forced
from rnn_demo.translation.sources import source_of
from rnn_demo.translation.translator import translator_from
from rnn_demo.translation.words import target_words
from tests.some_translators import result

FOLDER = Path(__file__).parents[1] / "models"
NAME, WITHOUT = "translate", "translate-no-attention"


def found(name: str, forced: str | None = None) -> TranslatedSentence:
    knobs = PRESETS[name].knobs
    translator = translator_from(read_translator(FOLDER / NAME))
    plain = translator_from(read_translator(FOLDER / WITHOUT))
    source = source_of(translator, knobs.text, knobs.direction)
    text = knobs.forced if forced is None else forced
    ids = read_forced(text, translator.pieces, 99)
    return result(translate(translator, plain, source, ids, knobs.beam, TranslationProgress()))


def text_of(one: TranslatedSentence, way: str = GREEDY) -> str:
    translator = read_translator(FOLDER / NAME)
    return translator.tokenizer.decode(attempt_of(one, way).best.ids)


def attempt_of(one: TranslatedSentence, way: str) -> Attempt:
    return next(attempt for attempt in one.attempts if attempt.way == way)


def made_from(one: TranslatedSentence, way: str = GREEDY) -> list[tuple[str, str, float]]:
    """For each word of a translation the word that it looked at most, and the share."""
    attempt, pieces = attempt_of(one, way), read_translator(FOLDER / NAME).tokenizer
    told = []
    for word in target_words(attempt.best.pieces, pieces):
        rows = [piece.attention for piece in attempt.written[word.first : word.last + 1]]
        mean = np.mean(rows, axis=0)
        shares = [float(mean[w.first : w.last + 1].sum()) for w in one.source.words]
        best = int(np.argmax(shares))
        told.append((word.text, one.source.words[best].text, shares[best]))
    return told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Когда-то я был там.", ["Когда-то", "я", "был", "там", "."]),
        ("Он - мой брат.", ["Он", "-", "мой", "брат", "."]),
        ("Est-ce loin ?", ["Est-ce", "loin", "?"]),
        ("Да-", ["Да", "-"]),
    ],
)
def test_a_hyphen_between_letters_is_in_the_word(text: str, words: list[str]) -> None:
    pieces = read_translator(FOLDER / NAME).tokenizer
    assert [word.text for word in target_words(pieces.encode([text])[0], pieces)] == words


@pytest.mark.parametrize("name", PRESETS)
def test_the_checks_hold(name: str) -> None:
    one = found(name)
    assert all(check.holds for check in one.checks)
    assert all(attempt.best.ended for attempt in one.attempts if attempt.way != PLAIN)


def test_no_russian_word_is_made_from_an_article() -> None:
    told = made_from(found("articles"))
    words = [word for word, _, _ in told if word.isalpha()]
    assert len(words) == 4
    assert {source for word, source, _ in told if word.isalpha()} == {
        "My", "brother", "reading", "book",
    }  # fmt: skip
    assert all(share > 0.5 for word, _, share in told if word.isalpha())


def test_an_adjective_crosses_its_noun() -> None:
    told = {word: source for word, source, _ in made_from(found("order"))}
    assert told["chat"] == "cat"
    assert told["noir"] == "black"


def test_a_forced_pronoun_brings_its_verb() -> None:
    assert text_of(found("you")).startswith("Вы знаете")
    assert text_of(found("you", "Ты")).startswith("Ты знаешь")


def test_the_beam_scores_higher_where_it_differs() -> None:
    one = found("beam")
    greedy, beam = attempt_of(one, GREEDY).best, attempt_of(one, BEAM).best
    assert beam.ids != greedy.ids
    assert beam.score > greedy.score


def test_only_attention_brings_the_whole_of_a_long_sentence() -> None:
    one = found("bottleneck")
    said = {way: text_of(one, way).lower() for way in (GREEDY, BEAM, PLAIN)}
    arrived = {
        way: sum(stem in text for stem in ("стар", "доч", "дом", "мор"))
        for way, text in said.items()
    }
    assert arrived[BEAM] == 4
    assert arrived[GREEDY] == 3
    assert "мор" not in said[GREEDY]
    assert arrived[PLAIN] <= 2


def test_a_misread_sentence_has_a_low_score() -> None:
    assert (
        attempt_of(found("wrong"), GREEDY).best.score
        < 2 * attempt_of(found("order"), GREEDY).best.score
    )


def test_the_old_man_is_a_man() -> None:
    assert "стар" in text_of(found("wrong")).lower()
    words = {word for word, _, _ in made_from(found("wrong"))}
    assert not words & {"управляют", "плывут", "ведут", "командуют"}


def test_the_russian_verb_says_who_acts() -> None:
    told = made_from(found("back"))
    sources = {word: source for word, source, _ in told}
    assert sources["I"] == ""  # the tag or the end
    assert sources["understand"] == "понимаю"


def test_the_passes_that_a_preset_names() -> None:
    passes = [
        read_translator(FOLDER / name).config.training.recipe.epochs for name in (NAME, WITHOUT)
    ]
    assert passes == [12, 12]
    assert "Both learned from the same pairs, in twelve passes" in PRESETS["bottleneck"].answer


def test_the_figures_that_a_preset_names() -> None:
    found = [
        {
            one["low"]: round(one["bleu"])
            for one in (read_translator(FOLDER / name).metrics or {})["test"]["en-ru"]["by_length"]
        }
        for name in (NAME, WITHOUT)
    ]
    assert [(own[1], own[11]) for own in found] == [(45, 22), (40, 11)]
    answer = PRESETS["bottleneck"].answer
    assert "40 against 45 BLEU" in answer and "11 against 22" in answer
