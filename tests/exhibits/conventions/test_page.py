"""The page of conventions without a browser: what it opens with, each family, and links."""

from __future__ import annotations

import itertools
import json

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.cells.conventions import CONVENTIONS
from rnn_demo.exhibits.conventions.compute import compare
from rnn_demo.exhibits.conventions.formulas import OTHER, formula, rules
from rnn_demo.exhibits.conventions.knobs import FIRST, ConventionKnobs, read_link
from rnn_demo.exhibits.conventions.verdict import QUESTIONS
from rnn_demo.figures.differences import LOWEST, differences
from tests.exhibits.opening import opener, placed, words

opened = opener("conventions")


def curves(app: AppTest) -> list[str]:
    (chart,) = app.get("plotly_chart")
    return [trace["name"] for trace in json.loads(chart.proto.spec)["data"]]


def test_it_opens_computed_and_answered() -> None:
    app = opened()
    assert "Is it the same network?** No, for two reasons." in words(app)
    assert "**Read as they are**: max |Δh| = 1.1." in words(app)
    assert ":red-badge[refused] There is no exact map: reset before" in words(app)
    assert curves(app) == ["read as they are"]
    assert len(app.get("latex")) == 2
    assert dict(app.query_params) == {"family": "gru", "source": "torch", "target": "slide"}


def test_a_map_that_cannot_be_becomes_possible() -> None:
    app = opened()
    placed(app.toggle, "convention_fitting").set_value(True).run()
    assert not app.exception
    assert ":green-badge[✓" in words(app)
    assert "- W_z, U_z and the bias of z are negated" in words(app)
    assert curves(app) == ["read as they are", "converted"]
    assert app.query_params["fitting"] == "1"


def test_each_family() -> None:
    app = opened()
    placed(app.segmented_control, "convention_family").set_value("lstm").run()
    assert not app.exception
    assert "torch's gates do not see the cell state" in words(app)
    placed(app.selectbox, "convention_lstm_source").set_value("lstm-1997").run()
    assert not app.exception
    assert "σ(40) is 1 in float64" in words(app)
    placed(app.selectbox, "convention_lstm_target").set_value("lstm-1997").run()
    assert not app.exception
    assert "- Nothing has to be done." in words(app)
    assert app.query_params["family"] == "lstm"
    placed(app.segmented_control, "convention_family").set_value("gru").run()
    assert not app.exception
    assert "for two reasons" in words(app)


def test_the_knobs_are_in_the_link() -> None:
    app = opened(family="lstm", source="torch", target="lstm-2000", gain="0.5", hidden_size="2")
    assert placed(app.slider, "convention_gain").value == 0.5
    placed(app.slider, "convention_steps").set_value(7).run()
    placed(app.number_input, "convention_seed").set_value(3).run()
    assert not app.exception
    link = dict(app.query_params)
    assert read_link(link) == (
        ConventionKnobs("lstm", "torch", "lstm-2000", hidden_size=2, steps=7, gain=0.5, seed=3),
        [],
    )
    assert "The biases b and c of i, f, C, o are added." in words(opened(**link))


def test_the_largest_link_opens() -> None:
    app = opened(source="slide", target="cho-v3", hidden_size="16", steps="500", gain="4")
    assert placed(app.slider, "convention_steps").value == 500
    assert "small differences grow" in words(app)
    assert ":green-badge[✓" in words(app)


def test_a_bad_link_costs_a_sentence() -> None:
    app = opened(source="<b>nobody</b>", hidden_size="99", gain="nan", nonsense="1")
    said = "\n".join(block.value for block in app.get("text"))
    assert "The link's source is '<b>nobody</b>'; give one of slide, cho-v1" in said
    assert "The link's hidden_size is '99'; give a whole number from 1 to 16." in said
    assert "The link's gain is 'nan'; give a number from 0 to 4." in said
    assert "There is no knob 'nonsense'" in said
    assert "for two reasons" in words(app)
    assert "The link's family is '<i>'; give one of gru, lstm." in words(opened(family="<i>"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_what_the_numbers_say(question: tuple[str, str, str, bool]) -> None:
    family, source, target, fitting = question
    found = compare(ConventionKnobs(family, source, target, fitting=fitting))
    assert found.most_read > 0.01
    answer = QUESTIONS[question][1]
    assert bool(found.refusal) == answer.startswith(("No,", "Only one"))


def test_the_first_of_each_family_has_an_answer() -> None:
    assert all((family, *pair, False) in QUESTIONS for family, pair in FIRST.items())


@pytest.mark.parametrize("family", CONVENTIONS)
def test_what_differs_is_coloured(family: str) -> None:
    for one, other in itertools.product(CONVENTIONS[family].values(), repeat=2):  # type: ignore[index]
        table = rules(one, other)
        columns = list(table.values())
        assert [a == b for a, b in zip(columns[1], columns[2], strict=True)] == [
            word == "same" for word in columns[3]
        ]
        written = formula(one, other)
        assert written.count("{") == written.count("}")
        if formula(one, one) == formula(other, other):
            assert OTHER not in written
        else:
            assert OTHER in written + formula(other, one)
        assert OTHER not in formula(one, one)


def test_a_difference_of_nothing_is_at_the_bottom() -> None:
    figure = differences({"a": [0.0, 0.5], "b": [1e-16, 0.0]}, y_title="y")
    assert list(figure.data[0].y) == [LOWEST, 0.5]
    assert list(figure.data[0].customdata) == [0.0, 0.5]
    assert list(figure.data[1].x) == [1, 2]
    assert figure.layout.yaxis.type == "log"
