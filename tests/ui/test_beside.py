"""A moved knob shows its picture before the widgets are drawn, and never an outdated one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from rnn_demo.knobs.values import KnobError
from rnn_demo.ui import beside
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.words import sentence


@dataclass(frozen=True)
class Values:
    units: int
    nothing: float = float("nan")  # differs from itself


class Page:
    """A part of a page with a knob whose bound may change."""

    def __init__(self, most: int, broken: bool = False) -> None:
        self.now, self.most, self.broken = Values(5), most, broken
        self.drawn: list[str] = []

    def knobs(self) -> None:
        self.now = replace(self.now, units=min(self.now.units, self.most))
        self.drawn.append("knobs")

    def picture(self) -> None:
        self.drawn.append(f"picture of {self.now.units}")

    def values(self) -> Values:
        if self.broken:
            raise KnobError(sentence("It is no number."))
        return replace(self.now, nothing=float("nan"))

    def draw(self, *hidden: str) -> list[str]:
        picture_beside_knobs(hidden, self.knobs, self.picture, self.values)
        return self.drawn


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool, Page], None]:
    """Whether the part runs by itself; a page that is asked to be drawn again is."""

    def run(by_itself: bool, page: Page) -> None:
        def again(scope: str) -> None:
            assert scope == "fragment" and by_itself
            page.draw()

        monkeypatch.setattr(beside, "_by_itself", lambda: by_itself)
        monkeypatch.setattr(beside.st, "rerun", again)
        monkeypatch.setattr(beside.st, "container", nullcontext)
        monkeypatch.setattr(beside, "knobs_and_picture", lambda: (nullcontext(), nullcontext()))

    return run


def test_the_whole_page_draws_the_knobs_first(alone: Callable[[bool, Page], None]) -> None:
    page = Page(most=3)
    alone(False, page)
    assert page.draw() == ["knobs", "picture of 3"]


def test_a_moved_knob_draws_the_picture_first(alone: Callable[[bool, Page], None]) -> None:
    page = Page(most=9)
    alone(True, page)
    assert page.draw() == ["picture of 5", "knobs"]


def test_a_knob_that_changes_another_draws_all_again(alone: Callable[[bool, Page], None]) -> None:
    page = Page(most=3)
    alone(True, page)
    assert page.draw() == ["picture of 5", "knobs", "picture of 3", "knobs"]


def test_what_cannot_be_read_is_drawn_once(alone: Callable[[bool, Page], None]) -> None:
    page = Page(most=9, broken=True)
    alone(True, page)
    assert page.draw() == ["picture of 5", "knobs"]


def test_hidden_knobs_are_not_drawn(alone: Callable[[bool, Page], None]) -> None:
    for by_itself in (False, True):
        page = Page(most=9)
        alone(by_itself, page)
        assert page.draw("knobs") == ["picture of 5"]


@pytest.mark.parametrize(("pages", "slept"), [(0, True), (1, True), (2, False), (9, False)])
def test_a_picture_has_a_head_start_while_nobody_waits_for_it(
    pages: int,
    slept: bool,
    alone: Callable[[bool, Page], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Page(most=9)
    alone(True, page)
    monkeypatch.setattr(beside, "serving_engine", lambda: SimpleNamespace(pages_run=pages))
    monkeypatch.setattr(beside.time, "sleep", lambda seconds: page.drawn.append("rest"))
    rest = ["rest"] if slept else []
    assert page.draw() == ["picture of 5", *rest, "knobs"]
