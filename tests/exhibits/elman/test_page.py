"""The page of Jordan and Elman without a browser: questions first, knobs, links, own texts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rnn_demo.exhibits.elman.compute.proof import best_rounded
from rnn_demo.exhibits.elman.compute.training import SEEDS
from rnn_demo.exhibits.elman.knobs import BITS
from rnn_demo.exhibits.elman.presets import FIRST, PRESETS
from rnn_demo.exhibits.elman.view import share
from rnn_demo.tasks.elman.delay import Delay, learning_delay
from rnn_demo.tasks.elman.networks import Feedback
from tests.exhibits.opening import drawn, opener, placed, words

opened = opener("elman")
QUICK = {"updates": "20", "units": "2"}


def learned(name: str, feedback: Feedback, **changes: int) -> Delay:
    """The five networks of one kind that a preset trains."""
    knobs = replace(PRESETS[name].knobs, **changes)
    steps = learning_delay(
        feedback, knobs.lag, knobs.units, range(SEEDS), knobs.updates, knobs.through_time
    )
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Delay = end.value
            return found


def between(delay: Delay) -> tuple[float, float]:
    """The worst and the best share of right answers, to whole per cents."""
    return round(float(min(delay.right)), 2), round(float(max(delay.right)), 2)


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Jordan and Elman"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "elman_view")
    jordan, elman = data["nets"]
    assert jordan["right"].startswith("right on 50 % of all strings of ten bits")
    assert elman["right"] == "right on 100 % of all strings of ten bits, on 100 % of fresh ones"
    assert data["bits"] == [int(bit) for bit in BITS]
    wanted = data["answers"]
    assert wanted[2:] == data["bits"][:-2]
    assert [round(y) for y in elman["outputs"][2:]] == wanted[2:]
    assert [row[0] for row in jordan["fed"][1:]] == wanted[:-1]
    assert data["checks"]["half"]["text"] == "✓ 0"
    assert data["checks"]["gradients"]["holds"]
    assert "Below are all 16 windows of bits" in words(app)
    assert "right in 22 of 22 steps" in words(app)
    assert "58.7 %" in words(app)
    line = drawn(app, "elman_line")
    assert line["letters"].startswith("manyyearsagoaboy")
    assert [reader["key"] for reader in line["readers"]] == ["elman", "lstm", "5-gram"]
    json.dumps([data, line], allow_nan=False)
    assert not app.error


def test_a_preset_asks_before_it_answers_and_leaves_the_text() -> None:
    app = opened(**QUICK, text="to be or not to be", hide="sections")
    app.pills(key="elman_pill").set_value("own").run()
    assert PRESETS["own"].question in words(app)
    assert PRESETS["own"].answer not in words(app)
    app.button(key="elman_tell").click().run()
    assert not app.exception
    assert PRESETS["own"].answer in words(app)
    assert drawn(app, "elman_view")["nets"][0]["feedback"] == "own"
    assert drawn(app, "elman_view")["checks"]["half"]["text"] == ""
    assert app.query_params["preset"] == "own"
    assert app.query_params["text"] == "to be or not to be"


def test_the_numbers_of_the_answers() -> None:
    own = learned("own", "own")
    assert between(own) == (0.69, 0.7)
    assert share(float(best_rounded(1))) == "67.3 %" and min(own.right) > best_rounded(1)
    assert between(learned("one-step", "hidden")) == (0.82, 0.91)
    assert between(learned("two-units", "hidden")) == (0.67, 0.85)
    assert learned("two-units", "hidden", units=3, updates=200).right == (1,) * 5
    long = learned("long", "hidden")
    assert long.right == (1,) * 5
    assert sorted(round(100 * (1 - right), 1) for right in long.fresh) == [0, 0, 0, 0.2, 1.4]


def test_knobs_move_the_picture_and_the_link() -> None:
    app = opened(**QUICK, hide="sections")
    placed(app.text_input, "elman_bits").set_value("1100").run()
    placed(app.slider, "elman_lag").set_value(1).run()
    assert not app.exception
    data = drawn(app, "elman_view")
    assert (data["bits"], data["lag"], data["answers"]) == ([1, 1, 0, 0], 1, [0.5, 1, 1, 0])
    assert "Changed from “Two steps ago”: ℓ 1 (was 2)" in words(app)
    query = {name: app.query_params[name] for name in ("lag", "bits", "units", "updates")}
    assert query == {"lag": "1", "bits": "1100", **QUICK}
    assert drawn(opened(**query, hide="sections"), "elman_view")["nets"] == data["nets"]


@pytest.mark.parametrize("bits", ["", "abc", "<b>"])
def test_without_bits_a_sentence_says_what_to_type(bits: str) -> None:
    app = opened(**QUICK, bits=bits or " ", hide="sections")
    told = f"There is no bit in {bits!r}" if bits else "There are no bits to hear"
    assert f"{told}: type some 0s and 1s." in words(app)
    assert "Only 0s and 1s are heard, not" not in words(app)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ab, cd!", "4 letters kept; 1 capital made small; 1 space or line end dropped; 2 other "
         "signs dropped: “!” “,”."),
        ("<b>7</b>", "2 letters kept; 6 other signs dropped: “/” “7” “<” “>”."),
        ("1984 года", "There are no letters from a to z in it: type some."),
        ("a", "1 letter kept."),
    ],
)  # fmt: skip
def test_it_is_said_what_of_a_text_is_left_out(text: str, told: str) -> None:
    app = opened(**QUICK, text=text)
    assert told in words(app)
    assert not app.exception


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"lag": "7"}, "lag is '7'; give a whole number from 0 to 6."),
        ({"units": "0"}, "units is '0'; give a whole number from 1 to 8."),
        ({"feedback": "x"}, "feedback is 'x'; give one of taught, own"),
        ({"bits": "01" * 13}, "The link gives 26 characters for bits; the first 24 are used."),
        ({"nonsense": "1"}, "There is no knob 'nonsense'"),
    ],
)
def test_a_bad_link_costs_a_sentence(query: dict[str, str], told: str) -> None:
    app = opened(**{**QUICK, **query}, hide="sections")
    assert told in "\n".join(block.value for block in app.text)


def test_shares_are_written_as_they_are() -> None:
    written = [share(own) for own in (0.5, 1, 0.9996, 0.587, 0)]
    assert written == ["50 %", "100 %", "99.96 %", "58.7 %", "0 %"]
