"""What became of a text, in a link: read as it was written, and damaged in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request, Turn
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.exhibits.write.course_links import MAX_TURNS, Course, read_courses, write_courses
from rnn_demo.exhibits.write.knobs import read_link
from rnn_demo.sampling import Knobs
from rnn_demo.tokenizers.known_forms import as_spelled
from rnn_demo.widgets.written_text.drafts import Continuation, Draft, begin
from rnn_demo.widgets.written_text.settings import Settings
from tests.tiny_models import tiny_network

NETWORK = narrowed(tiny_network())
SETTINGS = Settings("shakespeare", "The ", 0.8, length=40, seed=3, same_noise=False)


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine(UNBOUNDED)
    yield made
    made.close()


def begun(engine: Engine, course: Course | None = None, index: int = 0) -> Draft:
    course = course or Course((), SETTINGS.length, SETTINGS.stop)
    request = Request(
        SETTINGS.prompt, course.length, SETTINGS.knobs, SETTINGS.seed_of(index), course.stop,
        turns=course.turns,
    )  # fmt: skip
    draft = begin(engine, NETWORK, request, settings=SETTINGS)
    draft.writing.wait()
    return draft


def rewound(engine: Engine, draft: Draft, count: int, **changes: Any) -> Draft:
    usual = {"length": 40, "knobs": SETTINGS.knobs, "seed": 3}
    again = draft.rewound(engine, count, Continuation(**(usual | changes)), number=1)
    again.writing.wait()
    return again


def test_a_link_restores_what_became_of_a_text(engine: Engine) -> None:
    first = begun(engine)
    second = begun(engine, index=1)
    rival = next(
        r.character for r in list(first.written)[17].rivals if r.character != first.text[17]
    )
    for count, changes in (
        (17, {"chosen": rival}),
        (30, {"knobs": Knobs(1.3, top_k=9), "seed": 8}),
        (0, {"seed": 5}),
        (36, {"length": 12}),
        (46, {"stop": "e", "length": 90}),
        (47, {"chosen": " ", "seed": 1}),
    ):
        count = min(count, first.length)
        last, first = first, rewound(engine, first, count, **changes)
        assert first.text[:count] == last.text[:count]
        query, problem = write_courses({0: first, 1: second})
        assert (problem, "second_text" in query) == ("", False)
        settings, _, problems = read_link(query)
        courses, damage = read_courses(query, settings)
        assert (settings, problems, damage) == (SETTINGS, [], "")
        restored = begun(engine, courses[0])
        assert restored.text == first.text
        assert restored.course(restored.length) == first.course(first.length)
        assert write_courses({0: restored})[0]["first_text"] == query["first_text"]


def test_a_text_as_it_was_begun_needs_nothing_more(engine: Engine) -> None:
    first, second = begun(engine), begun(engine, index=1)
    query, problem = write_courses({0: first, 1: second})
    assert not {"first_text", "second_text"} & set(query) and not problem
    # Gone on with by the same luck it is only longer.
    longer = rewound(engine, first, 40)
    assert json.loads(write_courses({0: longer})[0]["first_text"]) == {"length": 80}


def test_a_stop_text_in_another_spelling_is_no_change(engine: Engine) -> None:
    typed = replace(SETTINGS, stop="е\u0308")
    request = Request("The ", 40, typed.knobs, 3, as_spelled(typed.stop, NETWORK.tokenizer))
    assert request.stop == "ё"
    query, _ = write_courses({0: begin(engine, NETWORK, request, settings=typed)})
    assert query["stop"] == typed.stop and "first_text" not in query


def test_what_does_not_fit_into_a_link_is_said(engine: Engine) -> None:
    draft = begun(engine)
    for i in range(MAX_TURNS + 1):
        draft = rewound(engine, draft, 5 + i, seed=i + 10)
    query, problem = write_courses({0: draft})
    assert "first_text" not in query
    assert "8 changes at most" in problem
    other = begin(
        engine, NETWORK, Request("The ", 3), settings=Settings("shakespeare", "The ", 1.0)
    )
    assert "holds the first text" in write_courses({0: begun(engine), 1: other})[1]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "[]",
        "null",
        "[" * 3_000,
        '{"turns":5}',
        '{"turns":[5]}',
        '{"turns":[{}]}',
        '{"turns":[{"at":-1}]}',
        '{"turns":[{"at":40}]}',
        '{"turns":[{"at":true}]}',
        '{"turns":[{"at":1.0}]}',
        '{"turns":[{"at":3},{"at":3}]}',
        '{"turns":[{"at":3,"seed":-1}]}',
        '{"turns":[{"at":3,"seed":1.5}]}',
        '{"turns":[{"at":3,"temperature":NaN}]}',
        '{"turns":[{"at":3,"temperature":"1"}]}',
        '{"turns":[{"at":3,"top_k":1e9}]}',
        '{"turns":[{"at":3,"chosen":"ab"}]}',
        '{"turns":[{"at":3,"chosen":5}]}',
        '{"turns":[{"at":3,"why":1}]}',
        '{"length":0}',
        '{"length":5001}',
        '{"stop":5}',
        '{"a":1}',
        '{"turns":[' + ",".join(f'{{"at":{i}}}' for i in range(9)) + "]}",
        " " * 5_000 + "{}",
    ],
)
def test_damage_costs_one_sentence(value: str) -> None:
    courses, problem = read_courses({"second_text": value}, SETTINGS)
    assert courses == {}
    assert problem.startswith("The link's second_text is damaged") and problem.endswith(".")


@given(st.text() | st.recursive(st.none() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["turns", "at", "seed", "length", "chosen", "temperature"]), inner),
).map(json.dumps))  # fmt: skip
def test_any_value_is_a_course_or_a_sentence(value: str) -> None:
    courses, problem = read_courses({"first_text": value}, SETTINGS)
    assert bool(courses) != bool(problem)
    for course in courses.values():
        assert Request("", course.length, turns=course.turns, stop=course.stop)


def test_a_turn_says_only_what_differs() -> None:
    value = '{"turns":[{"at":3,"seed":4,"chosen":"e"},{"at":9}],"length":60}'
    courses, _ = read_courses({"second_text": value}, SETTINGS)
    assert courses[1] == Course(
        (Turn(3, Knobs(0.8), 4, "e"), Turn(9, Knobs(0.8), SETTINGS.seed_of(1))), 60, ""
    )
