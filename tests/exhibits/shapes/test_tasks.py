"""The diagrams obey their names, and each task of the lecture has its x, its y and its place."""

from __future__ import annotations

import pytest

from rnn_demo.catalogue import PAGES, PageEntry, PageLink
from rnn_demo.exhibits.home.lecture import LECTURE
from rnn_demo.exhibits.shapes import tasks as declared
from rnn_demo.exhibits.shapes.diagrams import DIAGRAMS, LAST_TICK, Diagram
from rnn_demo.exhibits.shapes.tasks import TASKS, SequenceTask
from tests.linked import problems

TOPICS = {topic.title: topic for section in LECTURE for topic in section.topics}
NAMED = {  # in the lecture, as sounds to words, series, … , video
    *("speech", "series", "next-pixel", "next-frame", "next-word", "captions", "music"),
    *("sentiment", "style", "translation", "video", "classification"),
}


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_what_it_is_called(name: str) -> None:
    diagram = DIAGRAMS[name]
    reads, writes = len(diagram.reads), len(diagram.writes)
    assert (reads > 1, writes > 1) == {
        "one-to-one": (False, False),
        "one-to-many": (False, True),
        "many-to-one": (True, False),
        "asynchronous": (True, True),
        "synchronous": (True, True),
    }[name]
    assert (diagram.reads == diagram.writes) == (name in ("one-to-one", "synchronous"))
    assert diagram.slide == TOPICS[diagram.title].slide


@pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=DIAGRAMS)
def test_moments_are_in_order(diagram: Diagram) -> None:
    moments = diagram.moments
    assert [one.tick for one in moments] == sorted(one.tick for one in moments)
    for kind, steps in (("read", diagram.reads), ("write", diagram.writes)):
        assert tuple(one.step for one in moments if one.kind == kind) == steps
    carried = [one.step for one in moments if one.kind == "carry"]
    assert carried == list(range(2, diagram.steps + 1))
    assert max(one.tick for one in moments) <= LAST_TICK
    # What a y may depend on: the x that were read before it. A later one never is.
    for y in (one for one in moments if one.kind == "write"):
        before = {one.step for one in moments if one.kind == "read" and one.tick < y.tick}
        assert before == {step for step in diagram.reads if step <= y.step}
    first = min(one.tick for one in moments if one.kind == "write")
    whole = {one.tick for one in moments if one.kind == "read"}
    assert (max(whole) < first) == (diagram is not DIAGRAMS["synchronous"])


def test_units_are_numbered_where_there_are_several() -> None:
    assert DIAGRAMS["many-to-one"].outputs == {4: "y"}
    assert DIAGRAMS["asynchronous"].inputs == {1: "x₁", 2: "x₂", 3: "x₃"}
    assert DIAGRAMS["asynchronous"].outputs == {3: "y₁", 4: "y₂", 5: "y₃"}


def test_every_task_that_the_lecture_names_is_there() -> None:
    assert set(TASKS) == NAMED
    assert {task.diagram for task in TASKS.values()} == set(DIAGRAMS)


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_a_task_fills_its_diagram(task: SequenceTask) -> None:
    assert len(task.read) == len(task.drawn.reads)
    assert len(task.written) == len(task.drawn.writes)
    assert task.x and task.y and task.slide
    assert not task.topic or task.topic in TOPICS


@pytest.mark.parametrize("name", ["next-word", "next-pixel", "next-frame", "series"])
def test_a_guess_of_the_next_one_is_in_step(name: str) -> None:
    assert TASKS[name].diagram == "synchronous"


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_what_is_linked_opens_as_asked(task: SequenceTask) -> None:
    for page, link in task.live():
        assert PAGES[link.stem] is page
        assert problems(link) == []


def test_a_row_turns_live_when_its_page_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    task = TASKS["captions"]
    before = {page.stem for page, _ in task.live()}
    new = PageEntry("made_up", "Made up", "", topics=("Image to text",))
    monkeypatch.setattr(declared, "PAGES", {**PAGES, new.stem: new})
    assert {page.stem for page, _ in task.live()} == before | {"made_up"}
    asked = SequenceTask("", "", "one-to-one", "", "", (), (), (PageLink("nowhere"),))
    assert asked.live() == ()


def test_a_bad_link_would_be_noticed() -> None:
    assert problems(PageLink("hopfield", {"preset": "none"})) != []
    assert problems(PageLink("sentiment", {"review": "none"})) != []
    with pytest.raises(AssertionError, match="reads no link"):
        problems(PageLink("home", {"x": "1"}))
