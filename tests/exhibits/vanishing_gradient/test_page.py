"""The simulator's page without a browser: questions first, knobs, links, and bad ones."""

from __future__ import annotations

import base64
import csv
import io
import json
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.exhibits.vanishing_gradient.compute import simulate
from rnn_demo.exhibits.vanishing_gradient.export import as_csv, columns
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.presets import FIRST, PRESETS, QUESTIONS
from rnn_demo.exhibits.vanishing_gradient.thresholds import NEAR, Mark, labelled
from rnn_demo.exhibits.vanishing_gradient.view import view_data
from rnn_demo.knobs.presets import read_link, write_link
from tests.exhibits.opening import opener, placed

opened = opener("vanishing_gradient")


def drawn(app: AppTest, view: str = "gradient_view") -> dict[str, Any]:
    """What the browser was sent last."""
    found: dict[str, Any] = app.session_state["shown_views"][view]
    return found


def words(app: AppTest) -> str:
    return "\n".join(
        block.value for kind in ("markdown", "text", "caption") for block in app.get(kind)
    )


def floats(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<f4")


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    largest = floats(drawn(app)["values"][0])  # it plainly vanishes
    assert largest == pytest.approx(np.log10(0.95) * np.arange(1, 101), abs=1e-5)
    assert app.query_params["preset"] == FIRST


@pytest.mark.parametrize("query", [{"gain": "8"}, {"steps": "20"}, {"hide": "export"}])
def test_a_link_from_before_that_names_no_preset_shows_what_it_showed(
    query: dict[str, str],
) -> None:
    largest = floats(drawn(opened(**query))["values"][0])
    assert 10 ** largest[0] == pytest.approx(np.sqrt(200), rel=1e-6)
    assert np.diff(largest) == pytest.approx(np.log10(2), abs=1e-5)


@pytest.mark.parametrize(
    ("preset", "knob", "value", "told"),
    [
        ("gaussian-gain", "gain", "10", "gain g 10 (was 1)"),
        ("lstm-forget-bias", "gate_bias", "5", "bias 5 (was 0)"),
        ("linear-orthogonal", "matrix", "0 2;1 0", "another W"),
        ("linear-orthogonal", "activation", "tanh", "φ tanh (was linear)"),
    ],
)
def test_a_story_steps_back_once_a_knob_has_left_it(
    preset: str, knob: str, value: str, told: str
) -> None:
    app = opened(preset=preset, **{knob: value})
    story = PRESETS[preset]
    assert f"Changed from “{story.title}”: " in words(app)
    (folded,) = (box for box in app.expander if box.label.startswith("What “"))
    inside = [block.value for block in folded.markdown]
    assert inside == [f"**{story.question}**", story.answer]
    assert words(app).count(story.answer) == 1
    app.button(key="gradient_return").click().run()
    assert not app.exception
    assert "Changed from" not in words(app)
    assert story.answer in words(app)
    assert not any(box.label.startswith("What “") for box in app.expander)
    assert app.query_params["preset"] == preset and knob not in app.query_params


def test_a_moved_knob_takes_the_story_along() -> None:
    app = opened()
    assert "Changed from" not in words(app)
    placed(app.slider, "gradient_gain").set_value(1.5).run()
    assert f"Changed from “{PRESETS[FIRST].title}”: gain g 1.5 (was 0.95)." in words(app)
    placed(app.slider, "gradient_gain").set_value(0.95).run()
    assert "Changed from" not in words(app)


def test_a_bias_of_5_is_drawn_beside_that_of_0() -> None:
    app = opened(preset="lstm-forget-bias")
    names = [limit["name"] for limit in drawn(app)["limits"]]
    assert names[-1] == "‖product‖ at bias = 5"
    five = floats(drawn(app)["limits"][-1]["y"])
    zero = floats(drawn(app)["values"][0])
    assert zero[-1] < -15 and five[-1] > -1  # 1.4 steps against 149
    assert "‖product‖ at bias = 5: 10^" in drawn(app)["spoken"]["fan"]
    placed(app.slider, "gradient_gate_bias").set_value(5.0).run()  # then there is one curve
    assert "‖product‖ at bias = 5" not in [limit["name"] for limit in drawn(app)["limits"]]
    assert floats(drawn(app)["values"][0]) == pytest.approx(five, abs=1e-5)


def test_both_ways_to_clip_are_told() -> None:
    told = drawn(opened(preset="clipping"))["clipped"]
    by_value, by_norm = told.split("; by norm: ")
    assert by_value.startswith("clipped by value at 1: length ")
    assert by_norm == "length 1, turned by 0.0°"
    assert not by_value.endswith("turned by 0.0°")


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="gradient_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="gradient_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert drawn(app)["steps"] == PRESETS[preset].knobs.steps
    assert all(check["holds"] for check in drawn(app)["checks"].values())
    beside = drawn(app, "gradient_cells")
    assert [cell["name"] for cell in beside["cells"]] == ["Elman", "LSTM", "GRU of the slide"]
    assert beside["check"]["holds"]
    assert beside["floor"] == drawn(app)["floor"]


def test_a_knob_moves_the_picture_and_the_link() -> None:
    app = opened(preset="gaussian-gain")
    before = drawn(app)["values"][0]
    placed(app.slider, "gradient_gain").set_value(2.5).run()
    assert not app.exception
    assert drawn(app)["values"][0] != before
    assert app.query_params["gain"] == "2.5"
    assert app.query_params["preset"] == "gaussian-gain"
    again = opened(preset="gaussian-gain", gain="2.5")
    assert drawn(again)["values"] == drawn(app)["values"]


def test_a_matrix_typed_by_hand() -> None:
    app = opened(preset="linear-orthogonal", matrix="0 2;1 0", steps="4")
    assert 10 ** floats(drawn(app)["values"][0]) == pytest.approx([2, 2, 4, 4])
    placed(app.text_area, "gradient_matrix").set_value("1 2\n3").run()
    assert not app.exception
    assert "The matrix is not square: row 2 of 2 has the length 1" in words(app)
    placed(app.text_area, "gradient_matrix").set_value("").run()
    assert "There is no matrix yet" in words(app)


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,export")
    assert not app.slider
    assert not app.pills
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app)["steps"] == 20  # a link from before, see above
    assert app.query_params["hide"] == "export,knobs,presets,question"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"preset": "<b>none</b>"}, "The link's preset is '<b>none</b>'; give one of linear-"),
        ({"gain": "nan"}, "The link's gain is 'nan'; give a number from 0 to 20"),
        ({"n": "1e9"}, "n is '1e9'"),
        ({"steps": "0"}, "steps is '0'; give a whole number from 1 to 1,000."),
        ({"cell": "x"}, "cell is 'x'; give one of elman, lstm-1997,"),
        ({"matrix": "1 2 3"}, "The link's matrix is not square: row 1 of 1"),
        ({"hide": "everything"}, "would hide 'everything'"),
        ({"nonsense": "1"}, "There is no knob 'nonsense'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in words(app)
    assert drawn(app)["checks"]["row"]["holds"]


def test_links_of_all_presets_come_back() -> None:
    for name, preset in PRESETS.items():
        link = write_link(QUESTIONS, name, preset.knobs, frozenset({"knobs"}))
        assert link == {"preset": name, "hide": "knobs"}
        assert read_link(QUESTIONS, link) == (name, preset.knobs, frozenset({"knobs"}), [])


def test_the_exponents_are_told() -> None:
    told = drawn(opened(preset="gaussian-gain"))
    assert len(floats(told["exponents"])) == 64
    assert told["rates"].startswith("64 directions, 0 of them growing; −0.")
    dead = drawn(opened(preset="linear-orthogonal", gain="0"))
    assert dead["rates"] == "32 of 32 directions die at once (−∞)"


@pytest.mark.parametrize("gain", ["0", "0.3", "1", "2", "10", "20"])
@pytest.mark.parametrize("noise", ["0", "0.3", "2"])
def test_labels_of_the_thresholds_stand_apart(gain: str, noise: str) -> None:
    marks = drawn(opened(preset="gaussian-gain", gain=gain, input_noise=noise))["thresholds"]
    *others, own = marks
    assert own["now"] and own["name"] == f"g = {float(gain):.2f}"
    told = " ".join(one["name"] for one in others)
    assert [told.count(one) for one in ("½: bound 1", "ρ = 1", "χ = 1: ")] == [1, 1, 1]
    named = [one for one in others if one["name"]]
    assert all(b["at"] - a["at"] >= NEAR for a, b in pairwise(named))
    assert sorted(one["at"] for one in others) == [one["at"] for one in others]


def test_marks_near_each_other_have_one_label_together() -> None:
    marks = [Mark(0.43, "g = 1.30"), Mark(0.17, "bound"), Mark(0.47, "χ = 1"), Mark(0.9, "end")]
    told = [(one["name"], one["at"], one["side"]) for one in labelled(marks)]
    assert told == [
        ("bound", 0.17, ""),
        ("g = 1.30 · χ = 1", 0.43, "start"),
        ("", 0.47, ""),
        ("end", 0.9, ""),
    ]


def test_one_direction_and_what_is_infinite_are_written_well() -> None:
    told = drawn(opened(preset="gaussian-gain", n="1", steps="1"))
    assert told["rates"].startswith("1 direction, 0 of them growing; −2.075")
    assert told["stats"][-1]["value"] == "−2.075"
    assert drawn(opened(preset="gaussian-gain", gain="0"))["stats"][-1]["value"] == "−∞"


def test_exponents_that_are_not_known_are_left_out() -> None:
    knobs = SimulationKnobs(
        cell="lstm", weights="counterexample", gate_bias=-10.0, input_noise=0.0, n=33, steps=40
    )
    told = view_data(simulate(knobs))
    assert told["rates"] == (
        "66 directions, 0 of them growing; −8.908 to −10.176 nats a step; 17 of 66 directions die "
        "at once (−∞); 16 of 66 are left out: rounding in float64 hides how they grow"
    )
    assert all(told["checks"][name]["holds"] for name in told["checks"])
    (largest,) = [one for one in told["stats"] if one["name"].startswith("largest exponent")]
    assert largest["value"] == "–"
    assert not largest["over"]


def test_products_that_are_only_rounding_have_no_exponents() -> None:
    knobs = SimulationKnobs(
        activation="linear", weights="counterexample", gain=0.84, n=5, steps=60, seed=68
    )
    found = simulate(knobs)
    assert not np.isfinite(found.exponents).any()  # W W = 0, but for the rounding of g g − g g
    told = view_data(found)["checks"]
    assert [told[name]["holds"] for name in ("fan", "heat", "row", "rates")] == [False] * 4


def test_an_overflow_is_drawn_as_such() -> None:
    app = opened(preset="linear-orthogonal", gain="20", steps="1000")
    assert drawn(app)["notice"].startswith("Overflowed at step 2")
    assert drawn(app)["steps"] < 300


def test_what_is_sent_is_small_and_valid() -> None:
    found = simulate(SimulationKnobs(n=64, steps=1000))
    data = view_data(found)
    assert data["size"] == 200
    assert data["stride"] == 5
    assert len(floats(data["heat"])) == 200 * 200
    assert len(json.dumps(data, allow_nan=False)) < 1_500_000


def test_clipping_and_truncation_are_told() -> None:
    app = opened(preset="clipping", truncation="10")
    told = drawn(app)["clipped"]
    assert told.startswith("truncated to the last 10 steps and clipped by value at 1: length ")
    assert "turned by" in told
    assert drawn(opened())["clipped"] == ""


def test_all_gains_at_once() -> None:
    app = opened(preset="gaussian-gain", n="16")
    assert not app.get("plotly_chart")
    app.toggle(key="gradient_map").set_value(True).run()
    assert not app.exception
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert len(spec["layout"]["shapes"]) == 3
    placed(app.selectbox, "gradient_cell").set_value("lstm").run()
    assert not app.exception
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert len(spec["layout"]["shapes"]) == 1  # the theory speaks of Elman networks


def test_the_file_holds_the_numbers() -> None:
    found = simulate(PRESETS["eigenvalue-counterexample"].knobs)
    rows = list(csv.DictReader(io.StringIO(as_csv(columns(found)))))
    assert [int(row["lag"]) for row in rows] == list(range(1, 21))
    assert float(rows[3]["norm"]) == pytest.approx(8 * np.sqrt(200), rel=1e-8)
    shares = sum(float(row["gradient_share"]) for row in rows)
    assert shares == pytest.approx(float(np.linalg.norm(found.gradient.total)))
    gradients = [float(row["gradient_norm"]) for row in rows]
    assert gradients == [float(norm) for norm in found.gradient.norms[::-1]]
    lstm = as_csv(columns(simulate(SimulationKnobs(cell="lstm", n=4, steps=5))))
    assert lstm.splitlines()[0] == "lag,step,norm,product_of_norms,gradient_norm,gradient_share"
