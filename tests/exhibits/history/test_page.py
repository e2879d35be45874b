"""The timeline's page without a browser: questions, a chosen point, strands, links, bad ones."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.history import controls
from rnn_demo.exhibits.history.points import POINTS, drawn
from rnn_demo.exhibits.history.presets import FIRST, PRESETS
from tests.exhibits.opening import drawn as sent
from tests.exhibits.opening import opener, placed, words

opened = opener("history")


def formulas(app: AppTest) -> list[str]:
    return [block.value.strip().strip("$").strip() for block in app.latex]


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "History"
    assert PRESETS[FIRST].answer in words(app)
    data = sent(app, "history_view")
    assert [one["name"] for one in data["points"]] == list(POINTS)
    assert data["span"] == [1943, 2024]
    assert formulas(app) == [POINTS["neuron"].formula]
    for point in POINTS.values():  # the list has them all
        assert f"${point.formula}$" in words(app)
        assert f"Source: {point.source}." in words(app)
    assert words(app).count("not built yet") >= 3


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="history_pill").set_value(preset).run()
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="history_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    knobs = PRESETS[preset].knobs
    assert formulas(app) == [POINTS[knobs.point].formula]
    assert [one["name"] for one in sent(app, "history_view")["points"]] == list(drawn(knobs.strand))
    assert knobs.point in drawn(knobs.strand)


def test_a_chosen_point_is_shown_and_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    monkeypatch.setattr(controls.st, "session_state", app.session_state)
    controls.take_point("lstm")
    for odd in (None, 1997, "none", ["lstm"]):
        controls.take_point(odd)
    monkeypatch.undo()
    app.run()
    assert formulas(app) == [POINTS["lstm"].formula]
    assert app.query_params["point"] == "lstm"
    assert "Changed from" not in words(app)  # an answer stays true beside another point
    again = opened(point="lstm")
    assert formulas(again) == [POINTS["lstm"].formula]


def test_another_strand_has_its_own_points() -> None:
    app = opened()
    placed(app.pills, "history_strand").set_value("energy").run()
    assert not app.exception
    assert [one["name"] for one in sent(app, "history_view")["points"]] == list(drawn("energy"))
    assert formulas(app) == [POINTS["sequences-stored"].formula]  # 1943 is on another line
    assert "Long short-term memory" not in words(app)


def test_links_lead_to_the_pages_with_their_knobs() -> None:
    app = opened(point="hopfield")
    anchors = "\n".join(block.proto.body for block in app.get("html"))
    assert '<a href="hopfield?preset=recall" target="_self">→ Hopfield network</a>' in anchors
    assert "The slide dates it 1978." in words(app)


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.pills
    assert "The same as a list" not in [one.value for one in app.subheader]
    assert formulas(app) == [POINTS["neuron"].formula]


def test_each_bad_part_of_a_link_costs_a_sentence() -> None:
    app = opened(preset="<b>none</b>", point="1978", strand="x", nonsense="1")
    told = [block.value for block in app.text]
    for sentence in (
        "The link's preset is '<b>none</b>'; give one of beginning,",
        "point is '1978'; give one of neuron, perceptron,",
        "strand is 'x'; give one of all, units,",
        "There is no knob 'nonsense'",
    ):
        assert any(sentence in one for one in told), sentence
    assert formulas(app) == [POINTS["neuron"].formula]


def test_a_point_that_is_not_on_the_links_line_costs_a_sentence() -> None:
    app = opened(point="transformer", strand="recurrence")
    assert [block.value for block in app.text][:-1] == [
        "The link's point 'transformer' is not on the line “recurrent networks and their "
        "training”; the first one there is shown."
    ]
    assert formulas(app) == [POINTS["jordan"].formula]
    for query in ({"point": "lstm", "strand": "recurrence"}, {"strand": "recurrence"}):
        assert "The link's" not in words(opened(**query))
