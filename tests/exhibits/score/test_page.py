"""Score my text, without a browser: what is written for which text; damage costs one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.score.compute.learning import LONGEST, read_learning
from rnn_demo.exhibits.score.compute.scores import MAX_CHARACTERS, score_text
from rnn_demo.exhibits.score.presets import PRESETS
from rnn_demo.exhibits.score.scored_view import PART, part_count, scored_data
from rnn_demo.exhibits.score.verdict import percent
from rnn_demo.ui.loading import load
from rnn_demo.ui.packing import unpacked
from tests.exhibits.opening import placed, pressed
from tests.tiny_models import tiny_artifact, write_models

PAGE = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "score" / "page.py"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An English LSTM, an English GRU and a Russian one."""
    english = "\n ,.'!?:;-" + "".join(map(chr, [*range(65, 91), *range(97, 123)]))
    russian = "\n ,.!?—" + "".join(map(chr, range(0x410, 0x450)))
    write_models(
        tmp_path,
        tiny_artifact("en-lstm", "lstm", characters=english),
        tiny_artifact("en-gru", "gru", characters=english, seed=1),
        tiny_artifact("ru-gru", "gru", characters=russian, seed=2),
    )
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def opened() -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=300).run()
    assert not app.exception
    return app


def scored(app: AppTest, text: str) -> AppTest:
    placed(app.text_area, "score_text").set_value(text)
    app.button(key="score_button").click().run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(
        block.value for kind in ("markdown", "info", "text", "warning") for block in app.get(kind)
    )


def test_it_opens_with_hamlet_scored(models: Path) -> None:
    app = opened()
    table = app.table[0].value
    assert sorted(table["Model"]) == ["en-gru", "en-lstm", "ru-gru"]
    expected = {}
    for name in table["Model"]:
        score = finished(score_text(load(name).network, PRESETS["Hamlet"]))
        expected[name] = f"{score.bits_per_character:.3f}"
    assert dict(zip(table["Model"], table["Bits per character"], strict=True)) == expected
    assert "Left out, because they cannot spell it: ru-gru." in words(app)
    assert "it does not say who wrote the text" in words(app)


def test_a_russian_text_goes_to_the_model_that_can_spell_it(models: Path) -> None:
    app = opened()
    app.button(key="score_preset_Лермонтов: Парус").click().run()
    assert not app.exception
    assert placed(app.text_area, "score_text").value == PRESETS["Лермонтов: Парус"]
    assert "Only **ru-gru** can spell this text" in words(app)


def test_a_preset_can_be_had_back(models: Path) -> None:
    app = scored(opened(), "Something else.")
    assert pressed(app) == []
    app.button(key="score_preset_Hamlet").click().run()
    assert placed(app.text_area, "score_text").value == PRESETS["Hamlet"]


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_text_gets_a_hint(models: Path, text: str) -> None:
    app = scored(opened(), text)
    assert "There is nothing to score yet" in words(app)
    assert not app.table


def test_a_text_that_nobody_knows(models: Path) -> None:
    app = scored(opened(), "🙂🙂")
    assert "No model knows two characters of this text" in words(app)
    assert list(app.table[0].value["Bits per character"]) == ["–"] * 3


def test_only_the_start_of_a_long_text_is_scored(models: Path) -> None:
    app = scored(opened(), "ab" * MAX_CHARACTERS)
    assert "longer than 20,000 characters" in app.warning[0].value
    assert f"{MAX_CHARACTERS - 1:,}" in list(app.table[0].value["Characters"])
    assert app.slider(key="score_part_5").max == 5


def test_a_text_that_surprises_even_the_best_is_given_to_nobody(models: Path) -> None:
    usual = {"passages": 9, "bits_per_character": [{"characters": 32, "median": 1, "most": 2}]}
    for name in ("en-lstm", "en-gru"):
        file = models / name / "metrics.json"
        file.write_text(json.dumps({"usual": usual}), encoding="utf-8")
    app = opened()
    assert "**None of these fits.**" in app.warning[0].value
    assert "99 % cost at most 2.00 (9 measured)" in app.warning[0].value
    assert list(app.table[0].value["Wrote it?"]) == ["–"] * 3
    scored(app, "To be")
    assert "**Too little to tell.**" in app.warning[0].value
    scored(app, "To be, or not to be: 123456789, that is the question.")
    assert "**Not the whole text.** 9 of its 53 characters" in app.warning[0].value


def test_replacements_are_told(models: Path) -> None:
    app = scored(opened(), "“Good night”, 7 times")
    assert any("has never seen" in block.value for block in app.text)


def test_a_damaged_model_costs_one_sentence(models: Path) -> None:
    with (models / "en-gru" / "model.safetensors").open("r+b") as file:
        file.truncate(100)
    app = opened()
    assert sorted(app.table[0].value["Model"]) == ["en-lstm", "ru-gru"]
    assert [("en-gru" in block.value) for block in app.text].count(True) == 1


def test_without_models_it_says_so(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_MODELS", str(models / "nowhere"))
    app = opened()
    assert [e.value for e in app.error] == ["No model can be read, so nothing can be scored."]


def test_the_parts_of_a_long_text_add_up(models: Path) -> None:
    model = load("en-lstm")
    text = "It rains. " * 900
    score = finished(score_text(model.network, text))
    parts = [scored_data(score, model, part) for part in range(part_count(score))]
    assert len(parts) == -(-(len(text) - 1) // PART)
    assert "".join(part["prompt"] + part["text"] for part in parts) == text
    assert len({part["number"] for part in parts}) == len(parts)
    for part in parts:
        assert len(unpacked(part["surprise"])) == len(part["text"])
        assert len(part["rivals"]) == len(unpacked(part["probabilities"])) == 5 * len(part["text"])


def test_a_probability_is_never_certain() -> None:
    shown = [percent(p).replace("\u00a0", " ") for p in (1.0, 0.5, 0.0)]
    assert shown == ["over 99.99 %", "50.00 %", "under 0.01 %"]


def learning(app: AppTest) -> AppTest:
    app.toggle(key="score_learns").set_value(True).run()
    assert not app.exception
    return app


def test_it_learns_only_when_asked(models: Path) -> None:
    app = opened()
    assert "It learns while it reads" in [block.value for block in app.subheader]
    assert not app.metric
    network = load(app.selectbox(key="score_model").value).network
    score = finished(score_text(network, PRESETS["Hamlet"]))
    learnt = finished(read_learning(network, score, LONGEST))
    learning(app)
    shown = [one.value for one in app.metric]
    assert shown[:2] == [f"{learnt.fixed.mean():.3f}", f"{learnt.learning.mean():.3f}"]
    assert not any("too long" in block.value for block in app.caption)
    assert len(app.get("plotly_chart")) == 1
    saved = float((learnt.fixed - learnt.learning).sum())
    little = 0 <= saved < 0.01 * learnt.fixed.sum()
    assert any("changes the network little" in block.value for block in app.caption) == little
    app.toggle(key="score_learns").set_value(False).run()
    assert not app.metric


def test_a_long_text_is_learnt_from_at_its_start(models: Path) -> None:
    app = learning(scored(opened(), "It rains. " * 200))
    assert any(f"the first {LONGEST} characters" in block.value for block in app.caption)
    assert "rains" in list(app.table[1].value["Word"])


@pytest.mark.parametrize(
    ("text", "told"),
    [("To be", "ends before the first step"), ("🙂🙂", "knows no two characters of this text")],
)
def test_too_little_to_learn_from(models: Path, text: str, told: str) -> None:
    assert told in words(learning(scored(opened(), text)))


def test_what_was_typed_is_no_markdown_in_the_tables(models: Path) -> None:
    app = learning(scored(opened(), "**To be** :red[or] not $x$ " * 8))
    assert list(app.table[1].value["Times"])
    assert all(word.isalpha() for word in app.table[1].value["Word"])


def test_its_measured_figures_stand_beside_it(models: Path) -> None:
    test = {
        "fixed": {"bits_per_character": 2.0, "predictions": 1000},
        "learning": {"bits_per_character": 1.9, "predictions": 1000},
    }
    for name in ("en-lstm", "en-gru"):
        file = models / name / "metrics.json"
        file.write_text(json.dumps({"dynamic": {"test": test}}), encoding="utf-8")
    app = learning(opened())
    assert "(1,000 characters)" in words(app)
    assert "2.0000 bits per character as it was trained, and 1.9000 when it learns" in words(app)
