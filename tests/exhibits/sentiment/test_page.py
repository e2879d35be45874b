"""Sentiment, without a browser: what is said of which text; damage costs one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import rnn_demo
from rnn_demo.exhibits.sentiment.judged_file import line_of
from rnn_demo.exhibits.sentiment.knobs import BOTH
from rnn_demo.exhibits.sentiment.tools import TOOLS
from rnn_demo.files.rows import Row
from rnn_demo.knobs.links import LONGEST_LINKED
from rnn_demo.reading.many import judge_rows
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.suitability import Doubt, doubt
from rnn_demo.widgets.read_review.answers import ANSWERS, answer_sentence
from rnn_demo.widgets.read_review.beyond import beyond_sentences
from rnn_demo.widgets.read_review.compute import read_review, unit_trace, without
from rnn_demo.widgets.read_review.loading import load_judges
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS
from rnn_demo.widgets.read_review.reading import read_kept
from rnn_demo.widgets.read_review.trust import (
    doubt_sentence,
    percent,
    trust_sentences,
)
from rnn_demo.widgets.read_review.view import (
    SHOWN_WORDS,
    crossed_in,
    judgement,
    tipping_sentence,
    view_data,
)
from tests.exhibits.opening import placed, pressed, words
from tests.tiny_classifier import NAME, SAMPLE, write_tiny_classifier

PAGE = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "sentiment" / "page.py"
METRICS: dict[str, Any] = {
    "test": {
        "reviews": 25000,
        "accuracy": 0.93,
        "expected_calibration_error": 0.01,
        "bins": [
            {"low": 0.5, "high": 0.75, "count": 1000, "confidence": 0.6, "accuracy": 0.61},
            {"low": 0.75, "high": 1.0, "count": 24000, "confidence": 0.95, "accuracy": 0.94},
        ],
    },
    "neuron": {
        "unit": 3,
        "test_accuracy": 0.8,
        "best": [{"unit": 3, "validation_accuracy": 0.81}],
        "histogram": {"edges": [-1, 0, 1], "positive": [1, 3], "negative": [2, 2]},
    },
    "rival": {
        "test_accuracy": 0.9,
        "when_they_differ": {"reviews": 1500, "accuracy": 0.6, "confidence": 0.7},
    },
    "contrast": {
        "sentences": 120,
        "accuracy": 0.458,
        "rival_accuracy": 0.55,
        "by_turn": {"not": 0.8, "but": 0.6},
    },
    "sentences": {
        "sentences": 872,
        "accuracy": 0.829,
        "confidence": 0.79,
        "turning": {"sentences": 334, "accuracy": 0.802, "confidence": 0.76},
        "rival_accuracy": 0.74,
    },
    "whole_network_alone": {
        "sentences_accuracy": 0.801,
        "contrast_accuracy": 0.4,
        "short_reviews_accuracy": 0.91,
    },
    "phrases": {
        "phrases": 2000,
        "words": [2, 4],
        "accuracy": 0.912,
        "confidence": 0.9,
        "expected_calibration_error": 0.01,
        "not_judged": 400,
        "rival_accuracy": 0.8,
    },
    "by_length": {
        "median": 174,
        "ranges": [
            {"from": 0, "to": 39, "reviews": 200, "accuracy": 0.9, "confidence": 0.92},
            {"from": 1101, "reviews": 20, "accuracy": 0.85, "confidence": 0.9},
        ],
    },
    "doubted": {"not a review": 80, "short": 170},
    "doubted_judgements": {
        "many negations": {"reviews": 144, "accuracy": 0.95, "confidence": 0.94},
        "short and turning": {"reviews": 130, "accuracy": 0.88, "confidence": 0.9},
    },
}


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_tiny_classifier(tmp_path)
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A classifier with a network of its own for short texts."""
    write_tiny_classifier(tmp_path, short=True)
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def test_a_short_text_is_read_by_the_network_for_it(both: Path) -> None:
    judges = load_judges()
    app = read(opened(), SAMPLE)
    assert tipping_sentence(read_review(judges.networks.whole, SAMPLE)) in words(app)
    assert "Read by the network for texts of fewer than 40 words" not in words(app)
    read(app, SAMPLE[:60])
    own, other = (
        read_review(one, SAMPLE[:60]) for one in (judges.networks.short, judges.networks.whole)
    )
    assert f"The network gives it {percent(own.probability)} positive" in words(app)
    assert percent(own.probability) != percent(other.probability)
    assert "Read by the network for texts of fewer than 40 words" in words(app)
    placed(app.segmented_control, "review_tool").set_value("One unit").run()
    assert "A text so short is read by another one" in words(app)
    drawn = curves(app)[-1]["data"][0]["y"]
    assert drawn == pytest.approx(unit_trace(judges.networks.short, own, 0).tolist(), abs=1e-6)


@pytest.mark.parametrize("text", ["<br /><br />", "&quot;", "&nbsp;"])
def test_markup_makes_no_text_longer(both: Path, text: str) -> None:
    """What is not shown counts for no word: the page and `classify` choose the same network."""
    typed = f"{text} ".join(SAMPLE[:120].split(" "))
    app = read(opened(), typed)
    judged = rnn_demo.classify(typed, both / NAME, full_precision=True)
    p = percent(float(judged.probabilities[0]))
    assert f"The network gives it {p} positive" in words(app)


def test_without_some_words_it_is_read_by_the_same_network(both: Path) -> None:
    judges = load_judges()
    most = without(read_review(judges.networks.whole, SAMPLE), set(range(40)))
    again, anew = read_kept(judges, most, "again", SAMPLE), read_kept(judges, most, "anew")
    assert again is not None
    assert anew is not None
    assert again.logit == read_review(judges.networks.whole, most).logit
    assert anew.logit == read_review(judges.networks.short, most).logit != again.logit


@pytest.fixture
def measured(models: Path) -> Path:
    (models / NAME / "metrics.json").write_text(json.dumps(METRICS), encoding="utf-8")
    return models


def opened() -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=300).run()
    assert not app.exception
    return app


def read(app: AppTest, text: str) -> AppTest:
    placed(app.text_area, "review_text").set_value(text)
    app.button(key="review_button").click().run()
    assert not app.exception
    return app


def curves(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_it_opens_with_the_lectures_two_reviews_read(measured: Path) -> None:
    app = opened()
    assert [block.value for block in app.subheader] == list(LECTURE)
    classifier = load_judges().networks.whole
    readings = [read_review(classifier, text) for text in LECTURE.values()]
    for reading in readings:
        assert tipping_sentence(reading) in words(app)
    shown = [curve["data"][0]["customdata"][0] for curve in curves(app)]
    assert shown == ["Venom", "An"]
    assert "whole reviews of films from IMDb, half of them of more than 174 words" in words(app)


def test_eleven_presets(models: Path) -> None:
    assert len(PRESETS) == 11
    app = opened()
    app.button(key="review_preset_Sarcasm").click().run()
    assert not app.exception
    assert placed(app.text_area, "review_text").value == PRESETS["Sarcasm"]
    assert not app.subheader
    read(app, "Something else that is not a preset.")
    assert pressed(app) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("…", "There is no word to read"),
        ("Great!", "There is only one word"),
        ("ein wunderbarer Film", "There are only 3 words"),
        ("Очень хороший фильм, всем советую его посмотреть", "does not look like English"),
        ("a " * 80_000, "This is not read: the text has 160,000 characters"),
    ],
)
def test_what_cannot_be_judged_is_said(models: Path, text: str, sentence: str) -> None:
    app = read(opened(), text)
    assert sentence in words(app)


@pytest.mark.parametrize("text", ["**bold** <b>x</b> $y$ :smile: [a](http://b) not bad at all"])
def test_a_visitors_words_are_never_markdown(models: Path, text: str) -> None:
    app = read(opened(), text)
    for tool in TOOLS:
        placed(app.segmented_control, "review_tool").set_value(tool).run()
        kinds = ("markdown", "caption", "info", "warning", "error")
        shown = [block.value for kind in kinds for block in app.get(kind)]
        assert shown
        assert not any("bold" in value or "http" in value for value in shown)


def test_of_a_long_review_the_first_words_are_shown(models: Path) -> None:
    app = read(opened(), "Good film. " * 1_600)
    assert "3,000 of 3,200 words" in words(app)


def test_every_tool_works_on_every_kind_of_text(measured: Path) -> None:
    app = opened()
    for text in (SAMPLE, "…", ""):
        read(app, text)
        for tool in TOOLS:
            placed(app.segmented_control, "review_tool").set_value(tool).run()
            assert not app.exception, (tool, text)


def test_every_tool_works_before_anything_was_measured(models: Path) -> None:
    app = read(opened(), SAMPLE)
    for tool in TOOLS:
        placed(app.segmented_control, "review_tool").set_value(tool).run()
        assert not app.exception, tool
        assert ("Not measured yet" in words(app)) == (tool == "How far to trust it")


def test_attribution_says_how_complete_it_is(models: Path) -> None:
    app = read(opened(), SAMPLE)
    app.button(key="attribute_button").click().run()
    assert not app.exception
    assert "residual" in words(app)
    left_out, gradients = curves(app)[-2:]
    assert len(left_out["data"][0]["x"]) == len(gradients["data"][0]["x"]) == 12


def test_one_unit(measured: Path) -> None:
    app = read(opened(), SAMPLE)
    placed(app.segmented_control, "review_tool").set_value("One unit").run()
    assert app.number_input(key="unit_number").value == 3
    assert "**80.0 %**" in words(app)
    assert curves(app)[-1]["data"][1]["name"] == "positive reviews"
    app.number_input(key="unit_number").set_value(5).run()
    assert not app.exception
    assert curves(app)[-1]["data"][0]["name"] == "unit 5"


def linked(**query: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=300)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def link_of(app: AppTest) -> dict[str, str]:
    """AppTest gives a value that the page did not touch as a list."""
    values = dict(app.query_params).items()
    return {name: value if isinstance(value, str) else value[0] for name, value in values}


def test_a_link_restores_a_review_and_a_tool(models: Path) -> None:
    app = linked(review="Sarcasm", tool="The plain rival")
    assert pressed(app) == ["Sarcasm"]
    assert placed(app.text_area, "review_text").value == PRESETS["Sarcasm"]
    assert placed(app.segmented_control, "review_tool").value == "The plain rival"
    assert link_of(app) == {"review": "Sarcasm", "tool": "The plain rival"}
    read(app, SAMPLE)
    assert link_of(app) == {"text": SAMPLE, "tool": "The plain rival"}
    again = linked(text=SAMPLE, tool="The plain rival")
    assert tipping_sentence(read_review(load_judges().networks.whole, SAMPLE)) in words(again)
    assert "a link to what is shown here" in words(again)
    read(again, "word " * LONGEST_LINKED)
    assert link_of(again) == {"tool": "The plain rival"}
    assert "does not fit into a link" in words(again)


def test_the_page_as_it_opens_needs_no_query(models: Path) -> None:
    assert link_of(opened()) == {}


@pytest.mark.parametrize("name", ["review", "tool"])
def test_a_link_to_what_is_not_there_costs_one_sentence(models: Path, name: str) -> None:
    app = linked(**{name: "**x** <b>" + 100 * "y"})
    assert f"The link's {name} is '**x** <b>yy" in app.text[0].value
    assert pressed(app) == [BOTH]
    assert not any("**x**" in block.value for block in app.markdown)
    app.button(key="review_preset_Sarcasm").click().run()
    assert "The link's" not in words(app)


@pytest.mark.parametrize("damage", ["model.safetensors", "config.json", "ngrams.json"])
def test_a_damaged_model_costs_one_sentence(models: Path, damage: str) -> None:
    (models / NAME / damage).write_text("[", encoding="utf-8")
    app = opened()
    assert [e.value for e in app.error] == [
        "The classifier cannot be read, so nothing can be judged."
    ]
    assert damage in app.text[0].value


def test_without_a_model_it_says_so(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_MODELS", str(models / "nowhere"))
    assert "There is no model" in opened().text[0].value


def test_what_the_browser_is_sent(models: Path) -> None:
    classifier = load_judges().networks.whole
    reading = read_review(classifier, SAMPLE)
    rerun = read_review(classifier, without(reading, {2, 3}))
    data = view_data(reading, "T", [2, 3], rerun, METRICS)
    pairs = zip(data["gaps"], [*data["words"], ""], strict=True)
    assert "".join(gap + word for gap, word in pairs) == reading.text
    assert len(data["after"]) == len(data["changes"]) == len(data["words"])
    assert percent(rerun.probability) in data["without"]
    long = read_review(classifier, "word " * (SHOWN_WORDS + 50))
    data = view_data(long, "T", [], None, METRICS)
    assert len(data["words"]) == SHOWN_WORDS
    assert len(data["gaps"]) == SHOWN_WORDS + 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, []),
        ({"indices": [1]}, []),
        ({"number": 0, "indices": [5, 1, 1, -3, 10**9, True, "2", None]}, [1, 5]),
        ({"number": 0, "indices": list(range(10**4))}, []),
        ({"number": 0, "indices": "12"}, []),
    ],
)
def test_crossed_out_words_are_checked(
    models: Path, monkeypatch: pytest.MonkeyPatch, value: Any, expected: list[int]
) -> None:
    reading = read_review(load_judges().networks.whole, SAMPLE)
    number = view_data(reading, "T", [], None, METRICS)["number"]
    if isinstance(value, dict) and "number" in value:
        value["number"] = number
    monkeypatch.setitem(st.session_state, "k", {"crossed": value})
    assert crossed_in("k", reading, "T") == expected


def test_trust_in_words() -> None:
    low, high = trust_sentences(METRICS, 0.4, 0.3), trust_sentences(METRICS, 1.0, 0.9)
    assert "Of the 1,000 test reviews of which it was 50 to 75 % sure" in low[0]
    assert "94.0 % were judged rightly" in high[0]
    assert "25,000 whole reviews of films from IMDb, half of them of more than 174" in high[1]
    assert "it cannot tell when" in high[1]
    assert "surer" not in high[0]
    # Compared with judgements that are surer in the mean, that is said.
    assert "surer than of this one, 95.0 % in the mean." in trust_sentences(METRICS, 0.2, 0.1)[0]
    assert trust_sentences({}, 0.7, 0.6) == []
    assert [percent(p) for p in (1.0, 0.5, 0.0)] == ["over 99.9 %", "50.0 %", "under 0.1 %"]


def test_a_rival_that_contradicts_takes_the_place_of_the_certainty() -> None:
    first, _ = trust_sentences(METRICS, 0.97, 0.2)
    assert "contradicts: it gives 20.0 % positive" in first
    assert "Of the 1,500 test reviews on which the two differ" in first
    assert "60.0 %" in first
    assert "94.0 %" not in first


def doubt_of(text: str) -> Doubt:
    classifier = load_judges().networks.whole
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    return found


@pytest.mark.parametrize("metrics", [METRICS, {}])
@pytest.mark.parametrize("kind", ["short", "short and turning", "many negations", "very long"])
def test_an_unlike_text_has_no_certainty_for_a_headline(
    models: Path, metrics: dict[str, Any], kind: str
) -> None:
    text = {
        "short": "The story moves along and the cast is great.",
        "short and turning": "It is not bad, but nobody laughs.",
        "many negations": "It is not bad and never dull, no. " * 10,
        "very long": "The film is good. " * 400,
    }[kind]
    reading = read_review(load_judges().networks.whole, text)
    assert reading.doubt is not None
    assert reading.doubt.kind == kind
    label, sure = judgement(reading, metrics)
    assert label in ("It says: positive", "It says: negative")
    assert " sure" not in sure
    figure = {"short": "82.9 %", "short and turning": "45.8 %"}.get(kind, "")
    assert (figure in sure) == bool(metrics) or not figure
    assert view_data(reading, "T", [], None, metrics)["doubtful"]


def test_what_was_measured_on_the_nearest_texts_stands_beside_it(measured: Path) -> None:
    app = read(opened(), "It is not bad, but nobody laughs.")
    (warning,) = [block.value for block in app.warning]
    assert warning == doubt_sentence(METRICS, doubt_of("It is not bad, but nobody laughs."))
    assert "Of the 130 test reviews of which that is so, 88.0 % were judged rightly" in warning
    for part in ("7 words", "“not”, “but”, “nobody”", "82.9 %", "80.2 %", "45.8 %", "55.0 %"):
        assert part in warning
    assert "% sure" not in words(app)
    assert "What moved it most" in words(app) or "No single word moved it" in words(app)


def test_what_was_measured_on_reviews_as_full_of_negations_is_said(models: Path) -> None:
    sentence = doubt_sentence(METRICS, doubt_of("It is not bad and never dull, no. " * 10))
    assert "Of the 144 test reviews of which that is so, 95.0 % were judged rightly" in sentence
    assert "45.8 %" in sentence


def test_no_text_that_cannot_be_judged_gets_a_number(models: Path) -> None:
    reading = read_review(load_judges().networks.whole, "Bad!")
    label, sure = judgement(reading, METRICS)
    assert label == "No judgement"
    assert "too short" in sure
    assert "%" not in sure


def test_what_lies_beyond_the_reviews_in_words() -> None:
    lengths, second, sentences, phrases, contrast, doubted = beyond_sentences(METRICS)
    assert "82.9 % of its judgements are right, of the network for whole reviews 80.1 %" in second
    assert "On the 200 test reviews that are so short it is right on 90.0 % and 92.0 % sure" in (
        second
    )
    assert "under 40 words: 90.0 % of 200; from 1,101 words: 85.0 % of 20" in lengths
    assert "872 single sentences" in sentences
    assert "On 2,000 phrases of 2 to 4 words" in phrases
    assert "45.8 % (not 80 %, but 60 %)" in contrast
    assert "Of the 25,000 test reviews 250 (1.0 %) get a doubt: not a review 80, short 170" in (
        doubted
    )
    assert beyond_sentences({}) == []


def test_a_preset_has_a_persons_answer_until_it_is_edited(measured: Path) -> None:
    for title, text in PRESETS.items():
        app = opened()
        app.button(key=f"review_preset_{title}").click().run()
        positive = read_review(load_judges().networks.whole, text).positive
        assert answer_sentence(ANSWERS[title], positive) in words(app)
        assert "A person takes it as" in words(app)
        read(app, text + " Well.")
        assert "A person takes it as" not in words(app)


def test_a_story_is_told_only_of_the_network_that_it_is_about() -> None:
    answer = ANSWERS["Sarcasm"]
    assert answer.why in answer_sentence(answer, True)
    assert "**the network fails here** and says positive" in answer_sentence(answer, True)
    assert answer_sentence(answer, False) == (
        "A person takes it as **negative**, and so does the network."
    )
    mixed = ANSWERS["Half and half"]
    assert mixed.fails
    assert "fails here" in answer_sentence(mixed, False)


def test_the_downloaded_table_holds_every_row(models: Path) -> None:
    rows = [Row(1, SAMPLE), Row(2, None, "the line is not JSON"), Row(3, 'He said "no",\nyes')]
    judges = load_judges()
    judged = judge_rows(
        judges.networks.whole, rows, judges.narrow.each(lambda one: partial(narrow_logits, one))
    )
    text = "".join(map(line_of, judged))
    assert "\n2,,,the line is not JSON,\n" in text
    assert text.endswith('too short,"He said ""no"",\nyes"\n')
