"""A table of made-up knobs: text to values and back, and a sentence for what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from rnn_demo.knobs.command_line import described, set_all
from rnn_demo.knobs.knob import choice, knobs_of, number, string, switch, typed, whole
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.presets import Preset, Questions, moved, read_link, write_link
from rnn_demo.knobs.values import KnobError, check, with_text

MODELS = ["one"]


def pair(typed_: str) -> tuple[int, ...]:
    found = tuple(int(part) for part in typed_.split("+") if part.isdigit())
    if len(found) != 2:
        raise ValueError(f"has {len(found)} numbers; give 2.")
    return found


@dataclass(frozen=True)
class Pendulum:
    length: float = number(1.0, "Length l", 0, 10, step=0.1, told="l")
    steps: int = whole(5, "Steps", 1, 1_000, group="more")
    method: str = choice("euler", "Method", {"euler": "Euler", "rk4": "Runge–Kutta"})
    masses: int = choice(2, "Masses", (1, 2, 3), link="m")
    damped: bool = switch(False, "Damped")
    title: str = string("", "Title", 10)
    words: str = string("", "Words", 4, keeps="end", told="")
    note: str = string("", "Note", 9, keeps="end", linked=3, told="")
    pair: tuple[int, ...] = typed((1, 2), "Pair", pair, lambda two: f"{two[0]}+{two[1]}")
    told: str = string("", "Told")
    model: str = choice("one", "Model", lambda: MODELS)
    drawn: int = 7  # no knob

    def __post_init__(self) -> None:
        check(self)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("length", "2.5", 2.5),
        ("length", " 3 ", 3.0),
        ("steps", "1000", 1000),
        ("method", "rk4", "rk4"),
        ("m", "3", 3),
        ("damped", "1", True),
        ("title", "<b>\ud800", "<b>?"),
        ("pair", "3+4", (3, 4)),
    ],
)
def test_text_becomes_a_value_and_text_again(name: str, given: str, value: object) -> None:
    found = with_text(Pendulum(), name, given)
    field = {knob.link: knob.name for knob in knobs_of(Pendulum).values()}[name]
    assert getattr(found, field) == value
    assert type(getattr(found, field)) is type(value)
    link = write_values(found, Pendulum())
    assert [*link] == [name]
    assert read_values(link, Pendulum()) == (found, [])


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("length", "nan", "length is 'nan'; give a number from 0 to 10."),
        ("length", "-1", "length is '-1'; give a number from 0 to 10."),
        ("length", "", "length is ''; give a number from 0 to 10."),
        ("steps", "2.5", "steps is '2.5'; give a whole number from 1 to 1,000."),
        ("steps", "9" * 5000, f"steps is '{'9' * 40}…'; give a whole number from 1 to 1,000."),
        ("method", "Euler", "method is 'Euler'; give one of euler, rk4."),
        ("m", "4", "m is '4'; give one of 1, 2, 3."),
        ("damped", "yes", "damped is 'yes'; give 0 or 1."),
        ("pair", "3", "pair has 1 numbers; give 2."),
        ("model", "two", "model is 'two'; give one of one."),
    ],
)
def test_what_cannot_be_used_is_one_sentence(name: str, given: str, told: str) -> None:
    with pytest.raises(KnobError) as error:
        with_text(Pendulum(), name, given)
    assert str(error.value) == told
    assert read_values({name: given}, Pendulum()) == (Pendulum(), [f"The link's {told}"])


def test_a_text_that_is_too_long_is_cut_in_a_link_and_refused_elsewhere() -> None:
    found, problems = read_values({"title": "x" * 11, "words": "abcdefg"}, Pendulum())
    assert (found.title, found.words) == ("x" * 10, "defg")
    assert problems == [
        "The link gives 11 characters for title; the first 10 are used.",
        "The link gives 7 characters for words; the last 4 are used.",
    ]
    with pytest.raises(KnobError, match="give at most 10 characters"):
        with_text(Pendulum(), "title", "x" * 11)


def test_a_bound_may_be_closer_in_one_reading() -> None:
    narrower = {"steps": {"high": 7}, "masses": {"offered": (1, 2)}}
    found, problems = read_values({"steps": "8", "m": "3"}, Pendulum(), narrower=narrower)
    assert found == Pendulum()
    assert problems == [
        "The link's steps is '8'; give a whole number from 1 to 7.",
        "The link's m is '3'; give one of 1, 2.",
    ]
    found, problems = read_values({"steps": "7", "m": "1"}, Pendulum(), narrower=narrower)
    assert (found, problems) == (Pendulum(steps=7, masses=1), [])


def test_a_link_holds_the_end_of_a_longer_text() -> None:
    now = Pendulum(note="abcdefgh")
    assert write_values(now, Pendulum()) == {"note": "fgh"}
    found, problems = read_values({"note": "abcdefgh"}, Pendulum())
    assert found.note == "fgh"
    assert problems == ["The link gives 8 characters for note; the last 3 are used."]


def test_names_that_are_no_knobs() -> None:
    query = {"utm": "1", "masses": "1"}  # that is the field; the link calls it m
    assert read_values(query, Pendulum()) == (Pendulum(), [])
    assert len(read_values(query, Pendulum(), beside=())[1]) == 2
    (told,) = read_values(query, Pendulum(), beside=("utm",))[1]
    assert told.startswith("There is no knob 'masses'; there are length, steps, method, m, damped")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("length", 11.0),
        ("length", True),
        ("steps", 2.0),
        ("masses", 4),
        ("damped", 1),
        ("title", 3),
    ],
)
def test_a_table_holds_no_other_values(name: str, value: object) -> None:
    with pytest.raises(KnobError, match=f"{name} is .*; give "):
        replace(Pendulum(), **{name: value})  # type: ignore[arg-type]


def test_models_that_have_gone_are_no_error_of_a_table() -> None:
    assert Pendulum(model="gone").model == "gone"


def test_what_has_left_a_preset_is_told_as_the_widgets_call_it() -> None:
    now = Pendulum(length=-0.0, method="rk4", damped=True, title="T", words="w", pair=(2, 2))
    assert moved(now, Pendulum()) == [
        "l −0 (was 1)",
        "Method Runge–Kutta (was Euler)",
        "Damped on (was off)",
        "Title “T” (was empty)",
        "Pair edited",
    ]
    told = moved(Pendulum(title="<b>$x$"), Pendulum(model="gone"))
    assert told == ["Title “<b>$x$” (was empty)", "Model one (was gone)"]
    assert moved(Pendulum(), Pendulum(title="a, b")) == ["Title empty (was “a, b”)"]
    assert moved(Pendulum(told="x" * 41), Pendulum()) == ["Told edited"]
    assert moved(Pendulum(), Pendulum(told="x" * 41)) == ["Told edited"]
    assert moved(now, Pendulum(), silent=("length", "method", "damped", "pair", "title")) == []


def test_a_link_is_what_differs_from_its_preset() -> None:
    long = Preset("A long one", "?", "!", Pendulum(length=9.0))
    page = Questions("p", {"first": Preset("", "", "", Pendulum()), "long": long}, ("knobs",), ())
    found = read_link(page, {"preset": "long", "m": "1", "hide": "knobs,all"})
    assert found[:3] == ("long", replace(long.knobs, masses=1), {"knobs"})
    assert found.problems == ["The link would hide 'all'; what can be hidden is knobs."]
    link = write_link(page, *found[:3])
    assert link == {"preset": "long", "m": "1", "hide": "knobs"}
    assert read_link(page, link) == (*found[:3], [])
    assert read_link(page, {"preset": "?"}).problems == [
        "The link's preset is '?'; give one of first, long."
    ]


def test_on_a_command_line() -> None:
    assert set_all(Pendulum(), ["length = 2", "damped=1"]) == Pendulum(length=2.0, damped=True)
    told = described(Pendulum)
    assert {"length (a number from 0 to 10)", "method (one of euler, rk4)"} <= set(told)
    assert "damped (0 or 1)" in told
    with pytest.raises(KnobError, match="has no ="):
        set_all(Pendulum(), ["length"])
