"""The page of four shapes without a browser: questions first, what is chosen, links, bad ones."""

from __future__ import annotations

import json

import pytest

from rnn_demo.exhibits.shapes import controls
from rnn_demo.exhibits.shapes.knobs import NETWORK
from rnn_demo.exhibits.shapes.presets import FIRST, PRESETS
from rnn_demo.exhibits.shapes.tasks import TASKS
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("shapes")


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Four shapes"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = json.loads(json.dumps(drawn(app, "shapes_view")))
    assert data["chosen"] == "next-word"
    assert [one["name"] for one in data["tasks"]] == list(TASKS)
    rows = {one["name"]: one for one in data["tasks"]}
    assert rows["sentiment"]["links"][0]["href"] == "sentiment?review=The+Lord+of+the+Rings"
    assert rows["music"]["links"][0]["href"].startswith("tunes?kind=waltz")
    square = drawn(app, "shapes_dependence")
    assert square["check"]["text"] == "✓ 0" and square["check"]["holds"]
    assert "swapped" in words(app)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="shapes_pill").set_value(preset).run()
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="shapes_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert drawn(app, "shapes_view")["chosen"] == PRESETS[preset].knobs.task
    square = drawn(app, "shapes_dependence")
    assert square["at"] == PRESETS[preset].knobs.at
    assert square["check"]["holds"] == (preset != "both-ends")
    assert square["diagram"] == TASKS[PRESETS[preset].knobs.task].diagram


def test_what_is_chosen_in_a_picture_is_in_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    monkeypatch.setattr(controls.st, "session_state", app.session_state)
    controls.take_task("music")
    controls.take_place(3)
    for odd in (None, 7, ["music"], "none"):
        controls.take_task(odd)
    for odd in (None, "3", 0, 99, 2.5, True):
        controls.take_place(odd)
    monkeypatch.undo()
    app.run()
    assert drawn(app, "shapes_view")["chosen"] == "music"
    assert drawn(app, "shapes_dependence")["at"] == 3
    assert {name: app.query_params[name] for name in ("task", "at")} == {"task": "music", "at": "3"}
    assert "Changed from “Guess the next one”: task “Music in a style” (was “" in words(app)


def test_a_text_of_ones_own() -> None:
    app = opened()
    placed(app.text_input, "shapes_text").set_value("Ничего ok **b**").run()
    assert not app.exception
    square = drawn(app, "shapes_dependence")
    assert square["text"] == " ok b"  # Shakespeare has neither Russian letters nor stars
    assert "The model has never seen" in words(app)
    assert square["at"] == 5  # the ninth there is not
    placed(app.text_input, "shapes_text").set_value("я").run()
    assert not app.exception
    assert "knows 0 of the text's characters; give at least 2" in words(app)


def test_without_the_network_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_MODELS", "/nowhere")
    app = opened()
    assert drawn(app, "shapes_view")["chosen"] == "next-word"
    assert NETWORK in words(app)
    assert "shapes_dependence" not in app.session_state["shown_views"]


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.text_input
    assert not app.pills
    assert "swapped" not in words(app)
    assert app.query_params["hide"] == "knobs,presets,question,sections"


def test_each_bad_part_of_a_link_costs_a_sentence() -> None:
    app = opened(
        preset="<b>none</b>",
        task="opera",
        at="33",
        text="x" * 99,
        reads="back",
        hide="everything",
        nonsense="1",
    )
    told = [block.value for block in app.text]
    for sentence in (
        "The link's preset is '<b>none</b>'; give one of next-word,",
        "task is 'opera'; give one of classification, captions,",
        "at is '33'; give a whole number from 1 to 32.",
        "The link gives 99 characters for text; the first 32 are used.",
        "reads is 'back'; give one of forward, both.",
        "would hide 'everything'",
        "There is no knob 'nonsense'",
    ):
        assert any(sentence in one for one in told), sentence
    assert drawn(app, "shapes_view")["tasks"]
