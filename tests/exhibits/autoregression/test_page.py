"""The page of the autoregressive model without a browser: questions, links, dragged poles."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.autoregression.compute.analysis import analysed
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.autoregression.presets import PRESETS
from rnn_demo.exhibits.autoregression.view import view_data
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("autoregression")
FIRST = next(iter(PRESETS))


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Autoregressive model"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "autoregression_view")
    assert data["poles"] == [[0.95, 36.0]]
    assert data["given"] == []
    assert "1.537 & -0.9025" in app.latex[1].value
    assert "vanishing_gradient?preset=linear-orthogonal&matrix=1.53" in words(app)


def test_a_preset_asks_before_it_answers() -> None:
    app = opened()
    for name in ("sunspots", "just-outside"):
        app.pills(key="autoregression_pill").set_value(name).run()
        assert PRESETS[name].question in words(app)
        assert PRESETS[name].answer not in words(app)
        app.button(key="autoregression_tell").click().run()
        assert not app.exception
        assert PRESETS[name].answer in words(app)
        assert app.query_params["preset"] == name
        data = drawn(app, "autoregression_view")
        assert data["poles"] == [list(pole) for pole in PRESETS[name].knobs.poles]
    assert "does not vanish" in words(app)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_opens_by_its_link_and_is_sent_as_json(preset: str) -> None:
    knobs = PRESETS[preset].knobs
    data = json.loads(json.dumps(view_data(knobs, analysed(knobs)), allow_nan=False))
    assert len(json.dumps(data)) < 20_000
    assert len(data["python"]["eigenvalues"]) == len(data["python"]["estimate"])
    assert data["first"] == (1700 if preset == "sunspots" else 1)


def test_poles_that_are_typed_leave_the_story() -> None:
    app = opened()
    placed(app.text_input, "autoregression_poles").set_value("0.5, -0.5").run()
    assert not app.exception
    assert "Changed from “A cycle”: poles edited." in words(app)
    assert app.query_params["poles"] == "0.5 -0.5"
    placed(app.text_input, "autoregression_poles").set_value("<b>0.5</b>").run()
    assert not app.exception
    told = [block.value for block in app.text]
    assert any(text.startswith("The poles include '<b>0.5</b>'; give each") for text in told)


def test_what_the_browser_drags_becomes_the_poles_if_it_can_be_read() -> None:
    def script() -> None:
        import streamlit as st

        from rnn_demo.exhibits.autoregression.controls import take_poles
        from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
        from rnn_demo.ui.knob_widgets import place_knobs

        place_knobs("autoregression", AutoregressionKnobs())
        for text in (None, 1, [0.5], "", "x", "2", "nan", "0.1 " * 5, "0.5" + " " * 300):
            take_poles(text)
            st.text(st.session_state.autoregression_poles)
        take_poles("0.8@-45 0.10")
        st.text(st.session_state.autoregression_poles)

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [block.value for block in app.text] == ["0.95@36"] * 9 + ["0.8@45 0.1"]


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.text_input
    assert not app.pills
    assert not app.latex
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, "autoregression_view")["horizon"] == 40


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {"preset": "<b>", "series": "weather", "length": "1e9", "sigma": "0", "hide": "all"},
            [
                "The link's preset is '<b>'; give one of cycle,",
                "series is 'weather'; give one of own, sunspots, logistic.",
                "length is '1e9'; give one of 100, 200,",
                "sigma is '0'; give a number from 0.1 to 10.",
                "would hide 'all'",
            ],
        ),
        ({"poles": "1.3"}, ["The link's poles include '1.3', which is too far out"]),
        ({"poles": "0.5 " * 5_000}, ["The link's poles are 5000 in number"]),
        ({"horizon": "101"}, ["horizon is '101'; give a whole number from 5 to 100."]),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: list[str]) -> None:
    app = opened(**query)
    said = "\n".join(block.value for block in app.text)
    assert all(sentence in said for sentence in told)
    assert all(len(block.value) < 250 for block in app.text)


def test_the_largest_question_is_small() -> None:
    knobs = AutoregressionKnobs(
        poles=((0.99, 36.0), (0.99, 100.0)), length=10_000, horizon=100, seed=2**53 - 1
    )
    assert len(json.dumps(view_data(knobs, analysed(knobs)))) < 20_000
