"""The page of learned flows without a browser: questions first, knobs, links, and bad ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.dynamics.flows import FLOWS, flow_of
from rnn_demo.exhibits.learned_dynamics import controls
from rnn_demo.exhibits.learned_dynamics.compute import CHECKED, first_predictions, imitate, noise_of
from rnn_demo.exhibits.learned_dynamics.knobs import (
    PREDICTOR_NAMES,
    USUAL_STARTS,
    DynamicsKnobs,
    as_point,
    parse_point,
    start_of,
)
from rnn_demo.exhibits.learned_dynamics.presets import PRESETS
from rnn_demo.exhibits.learned_dynamics.view import view_data
from rnn_demo.knobs.values import KnobError
from rnn_demo.tasks.learned_dynamics import record
from rnn_demo.tasks.learned_dynamics.record import read_learned
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("learned_dynamics")
FIRST = next(iter(PRESETS))


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "A dynamical system, learned"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "dynamics_view")
    assert data["flow"] == "lorenz"
    assert data["chosen"] == "gru"
    assert data["start"] == list(USUAL_STARTS["lorenz"])
    assert [sent["name"] for sent in data["predictors"]] == list(PREDICTOR_NAMES)
    table = app.table[0].value
    assert len(table) == len(read_learned("lorenz").standings)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="dynamics_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="dynamics_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert drawn(app, "dynamics_view")["flow"] == PRESETS[preset].knobs.flow
    assert app.query_params["preset"] == preset


def test_another_system_begins_at_its_own_start() -> None:
    app = opened(start="1 2 20", noise="0.001")
    assert drawn(app, "dynamics_view")["start"] == [1, 2, 20]
    placed(app.selectbox, "dynamics_flow").set_value("van-der-pol").run()
    assert not app.exception
    data = drawn(app, "dynamics_view")
    assert data["start"] == list(USUAL_STARTS["van-der-pol"])
    assert data["variables"] == ["x", "y"]
    assert "Do they keep the cycle?" in [block.value for block in app.subheader]
    assert "start" not in app.query_params and "noise" not in app.query_params
    assert "Changed from" in words(app)
    placed(app.text_input, "dynamics_start").set_value("here").run()
    assert "The start is 'here'; give 2 or 3 finite numbers" in words(app)
    assert drawn(app, "dynamics_view")["start"] == data["start"]  # not lost for a slip


def test_a_dragged_start_leaves_the_story_unless_it_is_of_that_start() -> None:
    app = opened(start="1 2 20")
    assert PRESETS[FIRST].answer in words(app) and "Changed from" not in words(app)
    app = opened(preset="conserved", start="1 2")
    assert "Changed from “What nobody told it”: start edited." in words(app)
    placed(app.text_input, "dynamics_start").set_value("").run()
    assert "Changed from" not in words(app)


def test_what_the_browser_drags_becomes_the_start_if_it_is_a_point() -> None:
    def script() -> None:
        import streamlit as st

        from rnn_demo.exhibits.learned_dynamics.controls import take_start
        from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs
        from rnn_demo.ui.knob_widgets import place_knobs

        place_knobs("dynamics", DynamicsKnobs(flow="van-der-pol"))
        for point in (None, "12", [1], [1, 2, 3], [1, "x"], [1, True], [float("nan"), 1]):
            take_start(point)
            st.text(st.session_state.dynamics_start)
        take_start([9, -1.5])  # no farther than the box
        st.text(st.session_state.dynamics_start)

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [block.value for block in app.text] == [""] * 7 + ["3 -1.5"]


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.selectbox
    assert not app.pills
    assert not app.table
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, "dynamics_view")["steps"] == 300


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {
                "preset": "<b>none</b>", "flow": "weather", "predictor": "x", "noise": "0.5",
                "steps": "1e9", "start": "1 2 <b>", "hide": "everything",
            },
            [
                "The link's preset is '<b>none</b>'; give one of lorenz,",
                "flow is 'weather'; give one of lorenz, van-der-pol,",
                "predictor is 'x'; give one of gru,",
                "noise is '0.5'; give one of 0.0, 0.001.",
                "steps is '1e9'; give a whole number from 50 to 600.",
                "start is '1 2 <b>'; give 2 or 3 finite numbers, one for each variable.",
                "would hide 'everything'",
            ],
        ),
        ({"start": "nan 1 2"}, ["start is 'nan 1 2'"]),
        ({"start": "1 " * 5000}, ["start is '1 1 1"]),
        ({"start": "1 2"}, ["The start has 2 numbers; give 3, for x, y, z."]),
        (
            {"preset": "rossler", "noise": "0.001"},
            ["noise is '0.001', and noise 0.001 with it; only the Lorenz system was learned from"],
        ),
        (
            {"preset": "noise", "flow": "pendulum"},
            ["flow is 'pendulum', and noise 0.001 with it; only the Lorenz system"],
        ),
        ({"start": "1 2 99"}, ["The start's z is 99; give a number from 1 to 48."]),
    ],
)  # fmt: skip
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: list[str]) -> None:
    app = opened(**query)
    said = "\n".join(block.value for block in app.text)
    assert all(sentence in said for sentence in told)
    assert all(len(block.value) < 250 for block in app.text)


def test_a_missing_record_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record.read_learned, "__defaults__", (0.0, tmp_path))
    controls._kept.clear()
    app = opened()
    assert "`python -m rnn_demo dynamics lorenz --out rnn_demo/results/" in words(app)
    controls._kept.clear()


@pytest.mark.parametrize("flow", FLOWS)
def test_every_flow_is_sent_whole(flow: Any) -> None:
    knobs = DynamicsKnobs(flow=flow, noise=0.001)
    data = json.loads(json.dumps(view_data(knobs, read_learned(flow, knobs.own_noise))))
    assert len(data["first"]) == CHECKED
    assert len(json.dumps(data)) < 400_000
    box = zip(data["low"], data["start"], data["high"], strict=True)
    assert all(low <= x <= high for low, x, high in box)


def test_the_first_predictions_are_those_of_the_whole_imitation() -> None:
    knobs = DynamicsKnobs(steps=50, noise=0.001, predictor="elman")
    learned = read_learned("lorenz", 0.001)
    steps = imitate(knobs, learned)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found = end.value
            break
    first = first_predictions(knobs, learned)
    assert first == pytest.approx(found.predicted["elman"][:CHECKED], abs=1e-6)
    assert found.agreed == 50
    assert found.valid["persistence"] < 0.5
    assert found.valid["gru"] is None or found.valid["gru"] > 1


def test_noise_belongs_to_lorenz_alone() -> None:
    assert not noise_of(DynamicsKnobs(flow="pendulum", noise=0.001)).any()
    assert 5e-4 < noise_of(DynamicsKnobs(noise=0.001)).std() < 2e-3


@pytest.mark.parametrize("text", ["1 2", "1,2,3", "−1 2", "  -1.5e0 ; 2".replace(";", ","), ""])
def test_a_point_is_written_as_it_is_read(text: str) -> None:
    point = parse_point(text)
    assert parse_point(as_point(point)) == point
    assert as_point((1.0, -0.1, 1 / 3)) == "1 -0.1 0.3333333333333333"


def test_a_start_outside_is_refused() -> None:
    for name in FLOWS:
        start_of(DynamicsKnobs(flow=name))
        far = tuple(1e6 for _ in flow_of(name).variables)
        with pytest.raises(KnobError, match="give a number from"):
            start_of(DynamicsKnobs(flow=name, start=far))
