"""Frames of gate boards: computed once for all who look, fewer for each when many do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.exhibits.write import board_frames
from rnn_demo.exhibits.write.board_frames import (
    FRAME_SECONDS,
    FRAMES_PER_SECOND,
    looking,
    newest,
    seconds_between,
)
from rnn_demo.visitors import Visitor
from rnn_demo.widgets.written_text.drafts import Draft, begin
from tests.tiny_models import tiny_network

NETWORK = narrowed(tiny_network())


@pytest.fixture
def draft() -> Iterator[Draft]:
    engine = Engine(replace(UNBOUNDED, pace=400.0))
    text = begin(engine, NETWORK, Request("The ", 100_000, seed=7))
    text.writing.job.watchers += 1
    yield text
    engine.close()


def test_a_hundred_who_look_at_a_text_have_it_read_once(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    frame = board_frames.frame

    def counted(*arguments: object) -> board_frames.Frame:
        read.append(1)
        return frame(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(board_frames, "frame", counted)

    async def crowd() -> None:
        while not read:  # the first look asks for a glimpse
            await newest(draft, 0.0)
            await asyncio.sleep(0.01)
        first = board_frames._boards[draft].count
        for _ in range(20):
            boards = await asyncio.gather(*(newest(draft, 1e9) for _ in range(100)))
            assert {board.count for board in boards} == {first}
            await asyncio.sleep(0.005)

    asyncio.run(crowd())
    assert len(read) == 1


def visitors(address: str, tabs: int) -> list[Visitor]:
    return [Visitor(address, f"{tab}") for tab in range(tabs)]


def test_few_have_ten_a_second_and_all_together_are_bounded() -> None:
    crowd = visitors("198.51.100.1", 50)
    with ExitStack() as stack:
        for visitor in crowd[:2]:
            for _ in range(2):
                stack.enter_context(looking(visitor))
        assert seconds_between(crowd[0]) == FRAME_SECONDS
        for visitor in crowd[2:]:
            for _ in range(2):
                stack.enter_context(looking(visitor))
        rates = [2 / seconds_between(visitor) for visitor in crowd]
        assert sum(rates) == pytest.approx(FRAMES_PER_SECOND)
    assert seconds_between(crowd[0]) == FRAME_SECONDS
    assert not board_frames._looking


def test_somebody_with_a_hundred_boards_slows_their_own() -> None:
    flood, own = visitors("203.0.113.7", 50), Visitor("198.51.100.1", "own")
    with ExitStack() as stack:
        for visitor in [*flood, *flood, *flood, own, own]:
            stack.enter_context(looking(visitor))
        assert seconds_between(own) == FRAME_SECONDS
        rates = [3 / seconds_between(visitor) for visitor in flood]
        assert sum(rates) <= FRAMES_PER_SECOND / 2 + 1e-9
