"""What runs of a page cost is told once each, those of a part of it, too."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from rnn_demo.ui import run_costs
from rnn_demo.ui.run_costs import counted, forget, fragment, give_way, listen

PACKAGE = Path(run_costs.__file__).parents[1]


class Context:
    """Of a run, as Streamlit gives it."""

    headers: ClassVar = {run_costs.TAB_HEADER: "a tab"}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    costs: list[float] = []
    monkeypatch.setattr(run_costs.st, "context", Context)
    monkeypatch.setattr(run_costs.st, "fragment", lambda draw, run_every: draw)
    listen("a tab", costs.append, lambda: costs.append(math.inf))
    yield costs
    forget("a tab")


def test_a_page_and_its_parts_are_told_once(told: list[float]) -> None:
    def draw(value: int) -> int:
        return value + 1

    part = fragment(draw)
    with counted():
        assert part(1) == 2
    assert len(told) == 1
    assert part(2) == 3  # by itself
    assert len(told) == 2 and all(cost >= 0 for cost in told)


def test_a_run_asks_whether_it_may_draw(told: list[float]) -> None:
    give_way()
    assert told == [math.inf]
    forget("a tab")
    give_way()  # of a tab that has gone nobody is asked
    assert told == [math.inf]


def test_a_run_that_ends_early_is_told(told: list[float]) -> None:
    def draw() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        fragment(draw)()
    with pytest.raises(KeyError), counted():
        fragment(draw)()
    assert len(told) == 2


def test_every_part_that_runs_by_itself_is_counted() -> None:
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\bst\.fragment\b(?!`)", path.read_text("utf-8"))
    ]
    assert found == ["ui/run_costs.py"]
