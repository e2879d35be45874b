"""Every knob of every exhibit: a link brings it back, and what is out of bounds is a sentence."""

from __future__ import annotations

from dataclasses import is_dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo import exhibits
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import SHOWN, KnobError
from tests.knobs.tables import TABLES, settings_of

KNOBS = [(page, name) for page, table in TABLES.items() for name in knobs_of(table)]


def test_every_exhibits_table_is_listed() -> None:
    for path in Path(exhibits.__path__[0]).glob("*/knobs.py"):
        module = import_module(f"{exhibits.__name__}.{path.parent.name}.knobs")
        own = [
            one
            for one in vars(module).values()
            if getattr(one, "__module__", "") == module.__name__
        ]
        tables = {
            one for one in own if isinstance(one, type) and is_dataclass(one) and knobs_of(one)
        }
        assert tables <= {*TABLES.values()}, path


@pytest.mark.parametrize("page", TABLES)
@given(st.data())
def test_a_link_brings_back_every_knob_and_a_sentence_tells_it(
    page: str, data: st.DataObject
) -> None:
    now, usual = (data.draw(settings_of(TABLES[page])) for _ in range(2))
    assert read_values(write_values(now, usual), usual, beside=()) == (now, [])
    left = [knob for knob in knobs_of(TABLES[page]).values() if knob.called]
    left = [knob for knob in left if getattr(now, knob.name) != getattr(usual, knob.name)]
    for knob, told in zip(left, moved(now, usual), strict=True):
        texts = [str(getattr(own, knob.name)) for own in (now, usual)]
        if knob.kind == "typed" or (knob.kind == "text" and max(map(len, texts)) > SHOWN):
            assert told == f"{knob.called} edited"
        elif knob.kind == "text":
            words = [f"“{text}”" if text else "empty" for text in texts]
            assert told == f"{knob.called} {words[0]} (was {words[1]})"
        else:
            value, before = told.removeprefix(f"{knob.called} ").removesuffix(")").split(" (was ")
            assert value and before and value.startswith("“") == before.startswith("“")
            assert value.startswith("“") or " " not in value + before


@pytest.mark.parametrize(("page", "name"), KNOBS)
def test_nothing_beyond_its_bounds(page: str, name: str) -> None:
    usual, knob = TABLES[page](), knobs_of(TABLES[page])[name]
    if knob.kind in ("number", "whole"):
        for value in (knob.low - 1, knob.high * 2 + 1):
            with pytest.raises(KnobError, match=f"{name} is .*; give a .*number from "):
                replace(usual, **{name: value})
            assert len(read_values({knob.link: str(value)}, usual)[1]) == 1
        assert read_values({knob.link: str(knob.high)}, usual)[1] == []
    elif knob.kind in ("choice", "switch"):
        found, problems = read_values({knob.link: "<b>no such"}, usual)
        assert found == usual
        assert len(problems) == 1 and f"{knob.link} is '<b>no such'; give " in problems[0]


@pytest.mark.parametrize("page", TABLES)
def test_no_two_knobs_share_a_name_in_a_link(page: str) -> None:
    links = [knob.link for knob in knobs_of(TABLES[page]).values()]
    assert len({*links, "preset", "hide"}) == len(links) + 2
