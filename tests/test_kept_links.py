"""Links that visitors kept from before the knobs were declared once: they open what they opened.

kept_links.json holds, page by page, what the last version with a reader and a writer of its own for
each page made of a link: the values where they are not those of the empty link, which stands first;
the names of what it complained of; and the link that it wrote back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rnn_demo.exhibits.conveyor_belt.presets import QUESTIONS as BELT
from rnn_demo.exhibits.conveyor_belt.small_cell_knobs import read_small, write_small
from rnn_demo.exhibits.memory_in_bits import knobs as bits
from rnn_demo.exhibits.time_machine import knobs as moments
from rnn_demo.exhibits.unfolding.presets import QUESTIONS as UNFOLDING
from rnn_demo.exhibits.vanishing_gradient.presets import QUESTIONS as GRADIENT
from rnn_demo.knobs.presets import Questions, read_link, write_link

KEPT: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("kept_links.json").read_text("utf-8")
)


class Followed(NamedTuple):
    """What a page makes of a link."""

    values: dict[str, Any]
    problems: list[str]
    back: dict[str, str]


def asked(questions: Questions[Any]) -> Callable[[Mapping[str, str]], Followed]:
    """The reader and writer of a page with questions."""

    def followed(query: Mapping[str, str]) -> Followed:
        found = read_link(questions, query)
        back = write_link(questions, found.preset, found.knobs, found.hidden)
        values = asdict(found.knobs) | {"preset": found.preset, "hidden": sorted(found.hidden)}
        return Followed(values, found.problems, back)

    return followed


def walked(query: Mapping[str, str]) -> Followed:
    """Memory in bits: a step of None was where the picture opens by itself."""
    found, problems = bits.read_link(query)
    asked = query.get("step") == str(found.step)
    back = bits.write_link(bits.cleaned(found.text), found.seed, found.step)
    return Followed(asdict(found) | {"step": found.step if asked else None}, problems, back)


def recorded(query: Mapping[str, str]) -> Followed:
    """The time machine, of which what was written back is known."""
    found, problems = moments.read_link(query, 23)
    return Followed(asdict(found), problems, moments.write_link(found))


def small_cell(query: Mapping[str, str]) -> Followed:
    """The part of the conveyor belt's link that its small cell has."""
    small, problems = read_small(query)
    changed = {f"{row}.{column}": value for (row, column), value in small.changed.items()}
    return Followed(asdict(small) | {"changed": changed}, problems, write_small(small))


# What the old readers cut without a word. It is said now, and cut to what the box holds.
CUT = {"conveyor_belt": {"text": 5_000, "mark": 20}}
# What they cut without a word to what the box holds.
TOLD = {"time_machine": {"prompt": 200}}
# A link of these pages does not hold all: a long text, a seed that did not draw the string.
PARTLY = {"memory_in_bits"}
# What only their readers did not take for a number.
STRICT, LENIENT = {"memory_in_bits"}, {"+1", " 1", "1_0", "٣"}
PAGES = {
    "conveyor_belt": asked(BELT),
    "memory_in_bits": walked,
    "small_cell": small_cell,
    "time_machine": recorded,
    "unfolding": asked(UNFOLDING),
    "vanishing_gradient": asked(GRADIENT),
}


def name_of(problem: str, query: Mapping[str, str]) -> str:
    """The part of a link that a sentence complains of."""
    if problem.startswith("The link would hide "):
        return "hide"
    if found := re.match(r"There is no knob '(.*?)(…?)'; there are", problem):
        return next(n for n in query if n == found[1] or (found[2] and n.startswith(found[1])))
    found = re.match(r"The link's (\w+) ", problem)
    assert found, problem
    return found[1]


def same(link: Mapping[str, str], kept: Mapping[str, str]) -> bool:
    """Whether two links say the same: 1 is 1.0."""

    def read(value: str) -> float | str:
        try:
            return float(value)
        except ValueError:
            return value

    return {n: read(v) for n, v in link.items()} == {n: read(v) for n, v in kept.items()}


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_link_opens_what_it_opened(page: str) -> None:
    follow, first = PAGES[page], KEPT[page][0]
    for kept in KEPT[page]:
        query = kept["link"]
        if page in STRICT and LENIENT & set(query.values()):
            assert follow(query).problems == []
            continue
        found = follow(query)
        own = {name: kept[name] for name in ("preset", "hidden") if name in kept}
        wanted = first.get("values", {}) | kept.get("values", {}) | own
        complained = {name_of(problem, query) for problem in found.problems}
        for name, most in CUT.get(page, {}).items():
            if len(query.get(name, "")) > most:
                complained.remove(name)
                wanted[name] = kept["back"][name] = wanted[name][-most:]
        for name, most in TOLD.get(page, {}).items():
            if len(query.get(name, "")) > most:
                complained.remove(name)
        if "values" in kept:
            values = json.loads(json.dumps(found.values))
            # A knob that came later is none of theirs.
            assert {name: values[name] for name in wanted} == wanted, query
        assert sorted(complained) == sorted(kept["complains"]), (query, found.problems)
        assert same(found.back, kept["back"]), query
        again = follow(found.back)
        assert (again.problems, again.back) == ([], found.back), query
        assert page in PARTLY or again.values == found.values, query
