"""The texts' websockets, driven as a server drives them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import ACTIVE, ENDED, PARKED
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.ui.packing import unpacked
from rnn_demo.widgets.written_text import socket as text_socket
from rnn_demo.widgets.written_text.drafts import Continuation, Draft, begin
from tests.clock import Clock
from tests.tiny_models import tiny_network

NETWORK = narrowed(tiny_network())


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr(text_socket.sockets, "served", True)
    made = Engine(replace(UNBOUNDED, pace=1000.0))
    yield made
    made.close()
    assert text_socket.sockets.open == 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def waiting_engine(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[Engine]:
    """An engine whose time passes when a test says so."""
    monkeypatch.setattr(text_socket.sockets, "served", True)
    made = Engine(replace(UNBOUNDED, pace=1000.0), clock)
    yield made
    made.close()
    assert text_socket.sockets.open == 0


def draft(engine: Engine, length: int = 300) -> Draft:
    return begin(engine, NETWORK, Request("The ", length, seed=7))


class Browser:
    """One websocket of a browser; `inbox` is what it sends."""

    def __init__(self, path: str, query: str = "") -> None:
        self.scope = {
            **{"type": "websocket", "path": f"/{path}", "query_string": query.encode()},
            **{"headers": [], "subprotocols": []},
        }
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.messages: list[dict[str, Any]] = []
        self.code: int | None = None
        self.slow = asyncio.Event()
        self.slow.set()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            await self.slow.wait()
            self.messages.append(json.loads(message["text"]))
        elif message["type"] == "websocket.close":
            self.code = message["code"]

    async def visit(self) -> None:
        app = Starlette(routes=text_socket.routes())
        await asyncio.wait_for(app(self.scope, self.inbox.get, self.send), 60)

    def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})

    @property
    def text(self) -> str:
        return "".join(message.get("text", "") for message in self.messages)


def test_a_text_comes_whole_and_in_order(waiting_engine: Engine, clock: Clock) -> None:
    text = draft(waiting_engine)
    browser = Browser(text_socket.address(text), "from=0")

    async def piece_by_piece() -> None:
        visit = asyncio.create_task(browser.visit())
        while not visit.done():
            seen = len(browser.text)
            while len(browser.text) == seen and not visit.done():
                await asyncio.sleep(0.01)
            clock.pass_by(0.05)
        await visit

    asyncio.run(piece_by_piece())
    assert browser.text == text.text
    assert len(browser.text) == 300
    assert len(browser.messages) > 2
    places = [m["at"] for m in browser.messages if "at" in m]
    assert places == sorted(places) and places[0] == 0
    surprises = [s for m in browser.messages for s in unpacked(m.get("surprise", ""))]
    expected = [round(100 * w.surprise / 0.6931471805599453) for w in text.written]
    assert surprises == expected
    assert [m.get("end", False) for m in browser.messages][-2:] == [False, True]
    assert browser.messages[-1]["foot"].endswith("bits per character · 300 characters")
    assert browser.code == 1000


def test_from_a_place_on_and_with_what_was_kept(engine: Engine) -> None:
    first = draft(engine, 100)
    first.writing.wait()
    again = first.rewound(engine, 60, Continuation(50, first.writing.request.knobs, 8), number=2)
    browser = Browser(text_socket.address(again), "from=55")
    asyncio.run(browser.visit())
    assert browser.messages[0]["at"] == 55
    assert first.text[:55] + browser.text == again.text
    assert len(again.text) == 110


@pytest.mark.parametrize("query", ["from=-1", "from=x", "from=9999999999", "from=", "from=²"])
def test_a_place_that_is_none(engine: Engine, query: str) -> None:
    text = draft(engine)
    browser = Browser(text_socket.address(text), query)
    asyncio.run(browser.visit())
    assert (browser.messages, browser.code) == ([], text_socket.UNKNOWN)
    text.writing.stop()


def test_an_address_that_nobody_has(engine: Engine) -> None:
    browser = Browser(f"{text_socket.PATH}/{'x' * 5000}")
    asyncio.run(browser.visit())
    assert browser.code == text_socket.UNKNOWN


def test_a_text_that_was_let_go_is_not_kept_for_its_socket(engine: Engine) -> None:
    text = draft(engine, 5)
    text.writing.wait()
    address = text_socket.address(text)
    del text
    browser = Browser(address)
    asyncio.run(browser.visit())
    assert browser.code == text_socket.UNKNOWN


def test_who_leaves_frees_the_place_within_a_second(waiting_engine: Engine, clock: Clock) -> None:
    text = draft(waiting_engine, 100_000)
    browser = Browser(text_socket.address(text), "from=0")

    async def look_and_leave() -> None:
        visit = asyncio.create_task(browser.visit())
        for _ in range(3):
            seen = len(browser.text)
            while len(browser.text) == seen:
                await asyncio.sleep(0.01)
            clock.pass_by(10.0)  # however long somebody looks, it is written
        assert text.writing.phase == ACTIVE
        browser.leave()
        await visit
        clock.pass_by(0.99)
        while text.writing.phase != PARKED:
            await asyncio.sleep(0.01)

    asyncio.run(look_and_leave())
    assert waiting_engine.load().writing == 0
    again = Browser(text_socket.address(text), f"from={len(browser.text)}")

    async def come_back() -> None:
        visit = asyncio.create_task(again.visit())
        while not again.text:
            clock.pass_by(0.1)
            await asyncio.sleep(0.01)
        again.leave()
        await visit

    asyncio.run(come_back())
    assert text.text.startswith(browser.text + again.text)


def test_a_browser_that_does_not_read_holds_up_nobody(engine: Engine) -> None:
    stuck, text, other = draft(engine, 2000), draft(engine, 300), draft(engine, 300)
    slow, fast = (Browser(text_socket.address(t), "from=0") for t in (stuck, text))

    async def both() -> None:
        slow.slow.clear()
        waiting = asyncio.create_task(slow.visit())
        await fast.visit()
        assert fast.text == text.text
        while stuck.writing.phase != ENDED:  # its own text goes on, too
            await asyncio.sleep(0.01)
        slow.slow.set()
        await waiting

    asyncio.run(both())
    assert slow.text == stuck.text
    other.writing.stop()


@pytest.mark.parametrize(
    "garbage", [{"text": "{" * 10_000}, {"bytes": b"\xff\x00" * 999}, {"text": ""}]
)
def test_a_browser_that_says_anything_is_left(engine: Engine, garbage: dict[str, Any]) -> None:
    text = draft(engine, 100_000)
    browser = Browser(text_socket.address(text), "from=0")
    browser.inbox.put_nowait({"type": "websocket.receive", **garbage})
    asyncio.run(browser.visit())
    assert browser.code == 1000
    assert text.writing.phase != ENDED  # it is somebody's text all the same
    text.writing.stop()


def test_a_send_that_fails_is_no_error(engine: Engine) -> None:
    text = draft(engine)
    browser = Browser(text_socket.address(text), "from=0")

    async def broken(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            raise OSError("the line is cut")

    browser.send = broken  # type: ignore[method-assign]
    asyncio.run(browser.visit())  # an error of the line would be raised here
    assert browser.code is None  # it cannot be told, either
    again = Browser(text_socket.address(text), "from=0")
    asyncio.run(again.visit())
    assert (len(again.text), again.code) == (300, 1000)  # and the text is whole


def test_no_address_where_there_are_no_sockets(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = draft(engine)
    monkeypatch.setitem(st.session_state, "no_sockets", True)  # type: ignore[arg-type]
    assert text_socket.address(text) == ""
    monkeypatch.undo()
    monkeypatch.setattr(text_socket.sockets, "served", False)
    assert text_socket.address(text) == ""
    text.writing.stop()
