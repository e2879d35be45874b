"""The page of feedforward nets without a browser: what its presets claim, and its links."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnn_demo.exhibits.approximation import controls
from rnn_demo.exhibits.approximation.compute.classification import classify_points
from rnn_demo.exhibits.approximation.compute.curve_fit import fit_curve
from rnn_demo.exhibits.approximation.compute.network import outputs
from rnn_demo.exhibits.approximation.compute.staircase import (
    error_bound,
    staircase,
    staircase_error,
)
from rnn_demo.exhibits.approximation.compute.targets import KNOTS
from rnn_demo.exhibits.approximation.drawing import EXAMPLE, parse_drawing, write_drawing
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.presets import FIRST, PRESETS
from tests.exhibits.approximation.test_compute import result
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("approximation")
CURVE, STAIRS, PLANE = (f"approximation_{name}" for name in ("curve", "staircase", "plane"))


def trained(preset: str, **instead: Any) -> Any:
    knobs = replace(PRESETS[preset].knobs, **instead)
    if knobs.subject == "plane":
        return result(classify_points(knobs.plane_question()))
    return result(fit_curve(knobs.curve_question()))


def claimed(preset: str, *told: str) -> bool:
    return all(one in PRESETS[preset].answer for one in told)


def test_three_bumps_and_what_comes_outside() -> None:
    found = trained("sine")
    assert (round(found.supremum.error, 3), found.supremum.x) == (0.013, 1)
    assert claimed("sine", "0.013, at the right end, after 1,000 updates by Adam")
    assert trained("sine", optimizer="lbfgs").supremum.error < 2e-3
    knobs = PRESETS["outside"].knobs
    net, x = knobs.curve_question().net, np.array([2.0, -2.0])
    off = np.abs(knobs.curve(x) - outputs(net, found.theta, x[:, None]))
    assert off.round(2).tolist() == [1.56, 2.12]
    assert claimed("outside", "off by 1.56 at x = 2 and by 2.12 at x = −2")
    far = outputs(net, found.theta, np.array([[1e3], [2e3], [-1e3], [-2e3]]))
    assert far[0] == pytest.approx(far[1]) and far[2] == pytest.approx(far[3])


def test_one_hidden_unit_short() -> None:
    assert trained("short").certain == pytest.approx(0.5, abs=1e-5)
    errors = [trained("short", width=6, seed=seed).supremum.error for seed in range(12)]
    assert sum(error < 0.25 for error in errors) == 3
    assert sum(error > 1 for error in errors) == 9


def test_a_step_a_saw_and_squares() -> None:
    step = trained("step")
    assert step.supremum.error >= step.certain == 0.5
    assert step.rms < 0.1
    assert trained("depth").supremum.error == 0
    shallow = trained("depth", width=8, depth=1, start="chance")
    assert shallow.certain == pytest.approx(1)
    assert shallow.runs == 9
    assert trained("depth", start="chance").supremum.error > 1
    assert trained("square").certain == pytest.approx(0.5, abs=1e-5)
    assert trained("square", depth=2).supremum.error < 0.4


def test_the_proof_in_numbers() -> None:
    knobs = PRESETS["proof"].knobs
    target, cells, steep = knobs.curve, knobs.cells, knobs.steepness
    error = staircase_error(target, staircase(target, cells, steep))[0]
    assert (round(error_bound(target, cells, steep), 3), round(error, 3)) == (0.589, 0.290)
    assert claimed("proof", "0.589", "0.290", "twenty times nearer")
    assert error / trained("sine").supremum.error > 20


@pytest.mark.parametrize(
    ("preset", "right", "instead", "then"),
    [
        ("line", 104, {"activation": "tanh"}, 200),
        ("disc", 180, {"width": 3}, 200),
        ("spirals", 165, {"depth": 2}, 198),
    ],
)
def test_points_in_the_plane(preset: str, right: int, instead: dict[str, Any], then: int) -> None:
    assert round(200 * trained(preset).learned) == right
    assert round(200 * trained(preset, **instead).learned) == then
    assert claimed(preset, f"{right} of 200")


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Feedforward network"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, CURVE)
    assert data["target"] == {"name": "sine", "bumps": 3, "drawn": list(EXAMPLE)}
    assert data["net"] == {"inputs": 1, "width": 8, "depth": 1, "activation": "tanh"}
    assert len(data["first"]) == 21
    assert "Cybenko (1989)" in words(app)
    assert "25 numbers in all" in words(app)


@pytest.mark.parametrize(("preset", "view"), [("depth", CURVE), ("proof", STAIRS), ("disc", PLANE)])
def test_a_preset_asks_before_it_answers(preset: str, view: str) -> None:
    app = opened()
    app.pills(key="approximation_pill").set_value(preset).run()
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="approximation_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert app.query_params["preset"] == preset
    data = drawn(app, view)
    assert data.get("folded", preset == "depth") is (preset == "depth")
    assert app.selectbox[0].value == PRESETS[preset].knobs.subject


def test_a_drawing_reaches_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    text = write_drawing(tuple(range(-30, 31)) + (30,) * (KNOTS - 61))
    told = {"opened": drawn(app, CURVE)["opened"], "said": 17, "drawn": text}
    monkeypatch.setattr(controls.st, "session_state", app.session_state)
    for bad in (
        "nonsense",
        {**told, "opened": told["opened"] - 1},  # of what is gone
        {**told, "drawn": "AAA"},
        {**told, "drawn": ""},
        {**told, "said": "x"},
    ):
        controls.take_drawing(bad)
    app.run()
    assert "drawn" not in app.query_params
    controls.take_drawing(told)
    monkeypatch.undo()
    app.run()
    assert not app.exception
    assert (app.query_params["target"], app.query_params["drawn"]) == ("drawn", text)
    assert drawn(app, CURVE)["said"] == 17
    assert "Changed from “Three bumps, eight units”: function “your drawing” (was “sine”)" in (
        words(app)
    )
    assert drawn(opened(target="drawn", drawn=text), CURVE)["target"]["drawn"][:2] == [-30, -29]
    placed(app.selectbox, "approximation_target").set_value("bell").run()
    assert drawn(app, CURVE)["target"]["name"] == "bell"


def test_a_drawing_is_written_as_it_is_read() -> None:
    assert parse_drawing(write_drawing(EXAMPLE)) == EXAMPLE
    assert parse_drawing("  ") == ()


def test_knobs_appear_where_they_matter() -> None:
    app = opened()
    assert {one.label for one in app.selectbox} == {
        "Approximate", "Function on [−1, 1]", "Activation φ",
    }  # fmt: skip
    saw = opened(target="teeth", activation="relu")
    assert "First weights" in {one.label for one in saw.selectbox}
    assert not drawn(opened(start="folding"), CURVE)["folded"]  # tanh cannot fold
    plane = opened(subject="plane")
    assert "Points" in {one.label for one in plane.selectbox}
    assert "Trained by" not in {one.label for one in opened(subject="staircase").selectbox}


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.selectbox
    assert not app.pills
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, CURVE)["updates"] == 1_000


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"width": "33"}, "width is '33'; give a whole number from 1 to 32."),
        ({"updates": "1e9"}, "updates is '1e9'; give a whole number from 10 to 2,000."),
        ({"rate": "nan"}, "rate is 'nan'; give a number from 0.001 to 0.3."),
        ({"target": "<b>"}, "target is '<b>'; give one of sine, teeth,"),
        ({"drawn": "AAA"}, "drawn has 3 signs; give 65, one for each place."),
        ({"drawn": "<" * 65}, "drawn has '<'; give letters and digits from A (−1) to 8 (+1)."),
        ({"drawn": "A" * 9_999}, "drawn has 9999 signs; give 65"),
        ({"subject": "room"}, "subject is 'room'; give one of curve, staircase, plane."),
        ({"preset": "none"}, "The link's preset is 'none'; give one of sine,"),
        ({"hide": "everything"}, "would hide 'everything'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**query)
    assert told in "\n".join(block.value for block in app.text)
    assert drawn(app, CURVE)["target"]["name"] == "sine"


def test_the_largest_questions_are_bounded() -> None:
    most = ApproximationKnobs(width=32, depth=4, updates=2_000, bumps=16, cells=256)
    assert most.curve_question().net.parameters == 3_265
    app = opened(width="32", depth="4", updates="2000")
    assert "3,265 numbers in all" in words(app)
