"""The conveyor belt's page without a browser: questions first, gates held, links, and bad ones."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st_

from rnn_demo.dynamics.cells import Cell
from rnn_demo.exhibits.conveyor_belt import marks as belt_marks
from rnn_demo.exhibits.conveyor_belt.compute import run_small_cell
from rnn_demo.exhibits.conveyor_belt.presets import COUNTED, FIRST, PRESETS, QUESTIONS
from rnn_demo.exhibits.conveyor_belt.small_cell_knobs import SmallCell, read_small, write_small
from rnn_demo.knobs.presets import read_link, write_link
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_models import tiny_artifact, write_models

DIAGRAM = Path(__file__).parents[3] / "rnn_demo" / "widgets" / "cell_diagram"

opened = opener("conveyor_belt")
LATIN = "\n ,.'\"!?:;-" + "".join(map(chr, [*range(65, 91), *range(97, 123)]))


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("war-and-peace-lstm", "shakespeare-gru", "own-elman"):
        cell = name.rsplit("-", 1)[1]
        write_models(tmp_path, tiny_artifact(name, cell, characters=LATIN, corpus="war-and-peace"))
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def numbers(run: dict[str, Any], term: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(run["terms"][term]), "<f4")


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "belt_view")
    assert data["cell"] == "lstm"
    assert data["held"] == "forget_gate" and data["heldHere"] and data["heldName"] == "f = 0"
    start = data["forced"]["start"]
    assert (numbers(data["forced"], "forget_gate")[start:] == 0).all()
    assert (numbers(data["free"], "forget_gate") > 0).all()
    assert data["free"]["text"][:start] == data["forced"]["text"][:start] == BeltSettings().text
    kept, written = numbers(data["free"], "kept"), numbers(data["free"], "written")
    np.testing.assert_allclose(kept + written, numbers(data["free"], "C"), atol=1e-5)
    assert "✓" in words(app) and "✗" not in words(app)
    assert json.dumps(data, allow_nan=False)


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="belt_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="belt_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert app.query_params["preset"] == preset
    assert drawn(app, "belt_view")["cell"] == PRESETS[preset].knobs.model.rsplit("-", 1)[1]


def test_a_story_steps_back_once_its_knob_has_gone() -> None:
    app, story = opened(preset="all"), PRESETS["all"]
    assert "Changed from" not in words(app)
    placed(app.number_input, "belt_value").set_value(0.5).run()
    assert not app.exception
    assert f"Changed from “{story.title}”: forced to 0.5 (was 0)." in words(app)
    (folded,) = (box for box in app.expander if box.label.startswith("What “"))
    assert [block.value for block in folded.markdown] == [f"**{story.question}**", story.answer]
    assert words(app).count(story.answer) == 1
    app.button(key="belt_return").click().run()
    assert placed(app.number_input, "belt_value").value == 0
    assert "Changed from" not in words(app) and story.answer in words(app)
    # The answer speaks of many texts and of all units: of no single seed, and of no unit.
    placed(app.number_input, "belt_seed").set_value(5).run()
    placed(app.number_input, "belt_unit").set_value(1).run()
    assert "Changed from" not in words(app)
    assert "in “this unit” (was “every unit”)" in words(opened(preset="all", where="unit"))
    assert "unit 7 (was 420), forced to 0.5 (was 0)." in words(opened(unit="7", value=".5"))


def test_a_gru_obeys_its_slide() -> None:
    run = drawn(opened(preset="frozen"), "belt_view")["free"]
    h = numbers(run, "kept") + numbers(run, "written")
    np.testing.assert_allclose(h, numbers(run, "h"), atol=1e-5)


def test_knobs_move_text_and_link() -> None:
    app = opened()
    before = drawn(app, "belt_view")["free"]["text"]
    placed(app.number_input, "belt_seed").set_value(5).run()
    placed(app.selectbox, "belt_held").set_value("").run()
    assert not app.exception
    assert drawn(app, "belt_view")["free"]["text"] != before
    assert drawn(app, "belt_view")["forced"] is None
    assert app.query_params["seed"] == "5"
    assert app.query_params["held"] == ""
    placed(app.text_area, "belt_text").set_value("<b>$x$ \u202e🙂").run()
    assert not app.exception
    assert drawn(app, "belt_view")["free"]["text"].startswith("bx")
    assert "The model has never seen" in words(app)


def test_another_network_has_other_gates() -> None:
    app = opened()
    placed(app.selectbox, "belt_model").set_value("shakespeare-gru").run()
    assert not app.exception
    assert drawn(app, "belt_view")["forced"] is None  # it has no forget gate
    placed(app.selectbox, "belt_model").set_value("own-elman").run()
    assert not app.exception
    assert "own-elman has no gates; choose an LSTM or a GRU" in words(app)
    placed(app.selectbox, "belt_model").set_value("pushkin-gru").run()
    assert not app.exception
    assert "pushkin-gru" in words(app)  # it is missing here, and that is a sentence


def test_links_come_back() -> None:
    belt = replace(PRESETS["all"].knobs, seed=7, value=0.5, text="a\n& b", unit=3)
    link = write_link(QUESTIONS, "all", belt)
    assert read_link(QUESTIONS, link) == ("all", belt, frozenset(), [])
    assert write_link(QUESTIONS, "all", PRESETS["all"].knobs) == {"preset": "all"}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"preset": "<b>"}, "The link's preset is '<b>'; give one of quote,"),
        ({"unit": "x"}, "unit is 'x'; give a whole number from 0"),
        ({"value": "nan"}, "value is 'nan'; give a number from -1,000 to 1,000"),
        ({"length": "1e9"}, "length is '1e9'"),
        ({"held": "nothing"}, "held is 'nothing'; give one of"),
        ({"model": "../../etc"}, "model is '../../etc'; give one of"),
        ({"where": "here"}, "where is 'here'; give one of unit, layer, all"),
    ],
)
def test_bad_links_are_sentences(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in words(app)
    assert drawn(app, "belt_view")["cell"] == "lstm"


def test_texts_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(length="5", mark="e")
    app.button(key="belt_count").click().run()
    assert not app.exception
    assert "'e' comes in " in words(app)
    assert "of 100 texts as the network is" in words(app)
    placed(app.text_input, "belt_mark").set_value("").run()
    assert "Type the characters" in words(app)
    belt_marks._lock().acquire()
    try:
        placed(app.text_input, "belt_mark").set_value("a").run()
        app.button(key="belt_count").click().run()
        assert "Somebody else is counting" in words(app)
    finally:
        belt_marks._lock().release()


def test_what_was_counted_before_is_there_at_once_while_it_holds() -> None:
    app = opened(preset="all")
    free, forced = COUNTED["all"]
    told = f"comes in {free} of 100 texts as the network is, and in {forced} with f = 0."
    assert told in words(app)
    placed(app.text_input, "belt_mark").set_value("a").run()
    assert told not in words(app)
    assert told not in words(opened(preset="all", temperature="1"))


def test_a_small_cell_can_be_changed() -> None:
    app = opened()
    rows = app.table[0].value
    assert list(rows["x"])[:3] == ["0", "1", "0"]
    placed(app.text_input, "small_inputs").set_value("1 <b>").run()
    assert "Among the inputs is '<b>'" in words(app)
    placed(app.text_input, "small_inputs").set_value("1 1e9").run()
    assert "One of the inputs is 1e+09" in words(app)
    placed(app.text_input, "small_inputs").set_value("").run()
    assert "There are 0 inputs" in words(app)
    placed(app.text_input, "small_inputs").set_value("1, 2").run()
    placed(app.selectbox, "small_cell").set_value("gru-slide").run()
    placed(app.selectbox, "small_units").set_value(4).run()
    assert not app.exception
    assert list(app.table[0].value["x"]) == ["1", "2"]


def test_the_small_cell_is_in_the_link() -> None:
    app = opened()
    assert not any(name.startswith("s_") for name in app.query_params)
    placed(app.selectbox, "small_cell").set_value("gru-slide").run()
    placed(app.selectbox, "small_units").set_value(3).run()
    placed(app.text_input, "small_inputs").set_value("1 <b>").run()
    assert app.query_params["s_cell"] == "gru-slide"
    assert app.query_params["s_units"] == "3"
    assert app.query_params["s_inputs"] == "1 <b>"
    assert app.query_params["preset"] == FIRST
    link = {"s_cell": "gru-slide", "s_inputs": "1 1", "s_weights": "0.2.-3.5_5.3.0.25"}
    again = opened(**link)
    assert placed(again.text_input, "small_inputs").value == "1 1"
    for name, value in link.items():
        assert again.query_params[name] == value
    steps = run_small_cell("gru-slide", read_small(link)[0].weights, [1, 1])
    assert f"{steps[1].hidden[0]:.3f}".replace("-", "−") in again.table[0].value.to_string()
    assert re.search(r"✓ \d?e?-?\d+: largest difference to the slide's formulas", words(again))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"s_cell": "<b>"}, "s_cell is '<b>'; give one of lstm, gru-slide."),
        ({"s_units": "5"}, "s_units is '5'; give one of 2, 3, 4."),
        ({"s_weights": "0.9.1"}, "s_weights has '0.9.1'; give row.column.value with rows to 7"),
        ({"s_weights": "0.0.nan"}, "columns to 3 and values to ±1000."),
        ({"s_weights": "_"}, "s_weights has ''"),
        (
            {"s_inputs": "1 " * 300},
            "600 characters for s_inputs; the first 200 are used.",
        ),
    ],
)
def test_what_a_link_asks_of_the_small_cell_in_vain(query: dict[str, str], told: str) -> None:
    assert told in words(opened(**query))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st_.sampled_from(["lstm", "gru-slide"]),
    st_.sampled_from([2, 3, 4]),
    st_.text(max_size=40),
    st_.dictionaries(
        st_.tuples(st_.integers(0, 5), st_.integers(0, 3)), st_.floats(-1000, 1000, width=16)
    ),
)
def test_small_cells_come_back(cell: Cell, units: int, inputs: str, changed: Any) -> None:
    small = SmallCell(cell, units, inputs.encode("utf-8", "replace").decode("utf-8"), changed)
    again, problems = read_small(write_small(small))
    assert not problems
    np.testing.assert_array_equal(again.weights, small.weights)
    assert (again.cell, again.units, again.inputs) == (small.cell, small.units, small.inputs)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_phone_gets_the_same_picture(cell: str) -> None:
    """Every wire, node and gate, and each with a place for its number where the wide one has it."""
    wide, narrow = (
        re.search(rf'<svg class="{cell} {size}".*?</svg>', (DIAGRAM / file).read_text(), re.S)
        for size, file in (("wide", "view.html"), ("narrow", "narrow.html"))
    )
    assert wide is not None
    assert narrow is not None
    part = re.compile(r'<g class="(\w+)" data-term="(\w+)">(.*?)</g>')
    first, second = (
        sorted((kind, term, 'class="number"' in inner) for kind, term, inner in part.findall(p[0]))
        for p in (wide, narrow)
    )
    assert len(first) > 15
    assert first == second
