"""The unfolded net's page without a browser: questions first, knobs, links, and bad ones."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.unfolding.compute import summed, unfold
from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.exhibits.unfolding.presets import ENTRIES, FIRST, PRESETS
from rnn_demo.exhibits.unfolding.view import entry_names, view_data
from tests.exhibits.opening import drawn, opener, placed

opened = opener("unfolding")


def words(app: AppTest) -> str:
    return "\n".join(
        block.value for kind in ("markdown", "text", "caption") for block in app.get(kind)
    )


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Unfolded in time"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "unfolding_view")
    assert data["shown"] == "U₂"
    shown = next(entry for entry in data["entries"] if entry["name"] == "U₂")
    assert shown["parts"] == pytest.approx([1.219, 0, 0, 0, 0], abs=5e-4)
    assert all(check["holds"] for check in data["checks"].values())
    assert [metric.value for metric in app.metric] == ["10", "15", "25"]
    assert len(app.table) == 2


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="unfolding_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="unfolding_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert drawn(app, "unfolding_view")["steps"] == PRESETS[preset].knobs.steps
    assert all(check["holds"] for check in drawn(app, "unfolding_view")["checks"].values())
    assert app.query_params["preset"] == preset


def test_a_knob_moves_the_picture_and_the_link() -> None:
    app = opened()
    before = drawn(app, "unfolding_view")["states"]
    placed(app.slider, "unfolding_gain").set_value(0.5).run()
    placed(app.slider, "unfolding_w").set_value(0.2).run()
    placed(app.selectbox, "unfolding_activation").set_value("linear").run()
    assert not app.exception
    assert drawn(app, "unfolding_view")["states"] != before
    query = {name: app.query_params[name] for name in ("preset", "gain", "w", "activation")}
    assert query == {"preset": FIRST, "gain": "0.5", "w": "0.2", "activation": "linear"}
    assert (
        drawn(opened(**query), "unfolding_view")["states"] == drawn(app, "unfolding_view")["states"]
    )


def test_a_story_steps_back_once_its_knob_has_gone() -> None:
    app, story = opened(), PRESETS[FIRST]
    placed(app.slider, "unfolding_gain").set_value(0.5).run()
    assert f"Changed from “{story.title}”: g 0.5 (was 1)." in words(app)
    (folded,) = (box for box in app.expander if box.label.startswith("What “"))
    assert [block.value for block in folded.markdown] == [f"**{story.question}**", story.answer]
    app.button(key="unfolding_return").click().run()
    assert not app.exception
    assert "Changed from" not in words(app)
    placed(app.slider, "unfolding_w").set_value(0.5).run()  # of the counterexample further below
    assert "Changed from" not in words(app)


@pytest.mark.parametrize("w", ["0.2", "0.20000000000000018"])
def test_where_the_counterexample_is_none_its_words_say_so(w: str) -> None:
    app = opened(w=w)
    assert [metric.value for metric in app.metric] == ["0", "0", "0"]
    assert "the one w at which they are equal" in words(app)
    assert "The partials differ" not in words(app)
    assert "The partials differ" in words(opened(w="0.25"))


def test_truncation_is_told() -> None:
    data = drawn(opened(loss="every", back="2"), "unfolding_view")
    assert data["asked"] == [5, 4, 3, 2, 1]
    assert data["reached"] == [2, 2, 2, 2, 1]
    data = drawn(opened(preset="truncated"), "unfolding_view")
    assert data["reached"] == [0, 1, 1, 1, 1]
    shown = next(entry for entry in data["entries"] if entry["name"] == "U₂")
    assert shown["total"] == 0
    assert shown["wholeTotal"] == pytest.approx(1.219, abs=5e-4)


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.slider
    assert not app.pills
    assert not app.table
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, "unfolding_view")["steps"] == 5
    assert app.query_params["hide"] == "knobs,presets,question,sections"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"preset": "<b>none</b>"}, "The link's preset is '<b>none</b>'; give one of blame,"),
        ({"gain": "nan"}, "gain is 'nan'; give a number from 0 to 3."),
        ({"gain": "**2**"}, "gain is '**2**'; give a number from 0 to 3."),
        ({"n": "1e9"}, "n is '1e9'; give a whole number from 1 to 3."),
        ({"steps": "9"}, "steps is '9'"),
        ({"back": "0"}, "back is '0'"),
        ({"loss": "x"}, "loss is 'x'; give one of last, every."),
        ({"seed": "9" * 5000}, "seed is '999"),
        ({"hide": "everything"}, "would hide 'everything'"),
        ({"nonsense": "1"}, "There is no knob 'nonsense'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in "\n".join(block.value for block in app.text)
    assert all(len(block.value) < 250 for block in app.text)
    assert drawn(app, "unfolding_view")["checks"]["exact"]["holds"]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_entry_has_its_own_parts(n: int) -> None:
    found = unfold(UnfoldingKnobs(n=n, loss="every", back=2))
    data = json.loads(json.dumps(view_data(found, "b"), allow_nan=False))
    assert [entry["name"] for entry in data["entries"]] == entry_names(n)
    by_name = {entry["name"]: entry for entry in data["entries"]}
    last = "W" if n == 1 else f"W{'₁₂₃'[n - 1]}₁"
    assert by_name[last]["parts"] == found.parts.W[:, n - 1, 0].tolist()
    assert by_name[last]["wholeTotal"] == pytest.approx(summed(found.whole_parts).W[n - 1, 0])
    for entry in data["entries"]:
        assert sum(entry["parts"]) == pytest.approx(entry["total"], abs=1e-12)


def test_every_preset_draws_an_entry_that_is_there() -> None:
    assert ENTRIES.keys() == PRESETS.keys()
    for name, preset in PRESETS.items():
        assert ENTRIES[name] in entry_names(preset.knobs.n)
