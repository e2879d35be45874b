"""The Turing machine's page without a browser: questions first, knobs, links, and bad tables."""

from __future__ import annotations

import json

import pytest

from rnn_demo.exhibits.turing.compute.film import filmed
from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.exhibits.turing.knobs import TuringKnobs
from rnn_demo.exhibits.turing.presets import FIRST, PRESETS
from rnn_demo.exhibits.turing.view import MOST_DRAWN, view_data
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("turing")


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "A Turing machine in a network"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "turing_view")
    assert data["count"] == 8 and data["halted"]
    assert data["steps"][-1]["machine"] == data["steps"][-1]["exact"]
    assert data["steps"][-1]["machine"]["cells"].strip("_") == "1100"
    assert data["check"]["text"] == "✓ 1,000 of 1,000"
    assert len(data["network"]["units"]) == 35
    assert len(data["network"]["weights"]) == 91
    assert drawn(app, "turing_stack")["pushed"] == TuringKnobs().pushed
    assert not app.error


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="turing_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="turing_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    data = drawn(app, "turing_view")
    assert data["check"]["holds"] and data["check"]["text"].startswith("✓ ")
    assert data["rival"]["name"] == PRESETS[preset].knobs.precision
    assert app.query_params["preset"] == preset


def test_another_machine_gets_an_input_of_its_alphabet() -> None:
    app = opened()
    for machine, word in (("multiply", "111x11"), ("abc", "aabbcc"), ("palindromes", "abbaabba")):
        placed(app.selectbox, "turing_machine").set_value(machine).run()
        assert not app.exception
        assert placed(app.text_input, "turing_word").value == word
        assert drawn(app, "turing_view")["check"]["holds"]
    placed(app.text_input, "turing_word").set_value("ab").run()
    placed(app.selectbox, "turing_machine").set_value("abc").run()
    assert placed(app.text_input, "turing_word").value == "ab"  # the visitor's own, and it fits
    placed(app.selectbox, "turing_machine").set_value("typed").run()
    assert placed(app.text_input, "turing_word").value == "ab"


# What each answer says in numbers: steps, whether it accepts, when its floats are wrong.
@pytest.mark.parametrize(
    ("preset", "steps", "accepted", "wrong"),
    [
        ("increment", 8, True, None),
        ("float", 45, True, 7),
        ("longer", 300, True, 19),
        ("multiply", 111, True, 5),
        ("abc", 23, True, None),
        ("beaver", 14, False, None),
        ("forever", 100, False, None),
    ],
)
def test_the_numbers_of_the_answers(
    preset: str, steps: int, accepted: bool, wrong: int | None
) -> None:
    knobs = PRESETS[preset].knobs
    film = filmed(knobs.rules, knobs.word, knobs.steps)
    assert (film.count, film.accepted, film.unequal) == (steps, accepted, 0)
    if preset in ("float", "longer"):
        own = film.floats[knobs.precision]
        assert own.dies == wrong
        assert (film.steps[own.dies].now.symbol, own.seen[-1].symbol) == ("a", "b")
        assert own.rounded == 0
    if preset == "float":
        assert film.floats["float32"].dies is None


def test_a_table_of_one_s_own_is_compared_while_one_waits() -> None:
    app = opened(table="go 0 1 R go\ngo 1 0 R go\ngo _ _ S accept", word="0110")
    data = drawn(app, "turing_view")
    assert data["steps"][-1]["exact"]["cells"].strip("_") == "1001"
    assert data["check"]["text"].startswith("✓ ") and data["check"]["holds"]
    assert app.query_params["machine"] == "typed"
    placed(app.text_input, "turing_word").set_value("0123").run()
    assert "The input has '2' in place 3; this machine's tape has _ 0 1." in words(app)
    placed(app.text_area, "turing_table").set_value("go 0 1 R <b>x</b>").run()
    assert not app.exception
    assert "Line 1 leads to the state '<b>x</b>', which has no rule" in words(app)


def test_knobs_move_the_picture_and_the_link() -> None:
    app = opened()
    placed(app.text_input, "turing_word").set_value("111").run()
    placed(app.selectbox, "turing_precision").set_value("float64").run()
    assert not app.exception
    assert drawn(app, "turing_view")["steps"][-1]["machine"]["cells"].strip("_") == "1000"
    assert "Changed from “A network that adds 1”: input “111” (was “1011”)" in words(app)
    query = {name: app.query_params[name] for name in ("preset", "word", "precision")}
    assert query == {"preset": FIRST, "word": "111", "precision": "float64"}
    again = drawn(opened(**query), "turing_view")
    assert again["steps"] == drawn(app, "turing_view")["steps"]


def test_the_stack_of_a_link_is_drawn_and_stays_in_the_link() -> None:
    app = opened(pushed="0101")
    assert drawn(app, "turing_stack")["pushed"] == "0101"
    assert app.query_params["pushed"] == "0101"


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.selectbox and not app.pills
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, "turing_view")["count"] == 8
    assert "turing_stack" not in app.session_state["shown_views"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"preset": "<b>none</b>"}, "The link's preset is '<b>none</b>'; give one of increment,"),
        ({"machine": "x"}, "machine is 'x'; give one of increment,"),
        ({"steps": "1001"}, "steps is '1001'; give a whole number from 10 to 1,000."),
        ({"precision": "float8"}, "precision is 'float8'; give one of float16,"),
        ({"pushed": "012"}, "pushed is '012'; give 0s and 1s."),
        ({"word": "1" * 70}, "The link gives 70 characters for word; the first 60 are used."),
        ({"word": "12"}, "The input has '2' in place 2; this machine's tape has _ 0 1."),
        ({"table": "go 0 1 R gone"}, "Line 1 leads to the state 'gone', which has no rule;"),
        ({"table": "\n" * 300}, "The table has 301 lines; give at most 200."),
        ({"nonsense": "1"}, "There is no knob 'nonsense'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in "\n".join(block.value for block in app.text)
    assert all(len(block.value) < 250 for block in app.text)
    assert not app.error


def test_a_long_run_is_drawn_in_part() -> None:
    film = filmed("go _ 1 R go\ngo 1 1 R go", "", MOST_DRAWN + 100)
    text = json.dumps(view_data(film, None, "float16"), allow_nan=False)
    data = json.loads(text)
    assert len(data["steps"]) == MOST_DRAWN + 1
    assert data["count"] == MOST_DRAWN + 100
    assert not data["halted"] and not data["final"]
    assert len(text) < 400_000
    assert data["steps"][-1]["L"]["more"] and data["steps"][-1]["L"]["letters"] == MOST_DRAWN


def test_what_is_drawn_of_a_stack_is_its_number() -> None:
    data = view_data(filmed(TABLES["increment"], "1011", 50), None, "float32")
    first = data["steps"][0]
    assert first["R"]["digits"] == [3, 5, 5]  # 0, 1, 1 behind the first 1; the blank is digit 1
    assert first["R"]["value"] == pytest.approx(3 / 8 + 5 / 64 + 5 / 512)
    assert first["L"] == {"digits": [], "more": False, "value": 0.0, "letters": 0}
    assert data["halted"] and data["final"]
    assert len(data["steps"][0]["act"]) == 2  # the input is one control unit and one number
