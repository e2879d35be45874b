"""The texts' websockets, driven as a server drives them."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

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
from rnn_demo.widgets.written_text.following import PATH, address
from rnn_demo.widgets.written_text.shown_texts import Shown, ShownTexts, show_text
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
    return begin(engine, NETWORK, Request("The ", length, seed=7), number=1)


VIEW = "view-one"


class Tab:
    """A tab whose view shows a text, without a page; the text was under way when it was shown."""

    def __init__(self, text: Draft) -> None:
        st.session_state.pop("shown_texts", None)
        self.address = show_text(VIEW, text)
        self.shown: ShownTexts = st.session_state.pop("shown_texts")
        # A short text may have ended before the machine came to this.
        self.shown.views = {VIEW: Shown(weakref.ref(text), told=True)}


class Browser:
    """One websocket of a browser; `inbox` is what it sends. It leaves when its text has ended."""

    def __init__(self, path: str, query: str = "") -> None:
        self.scope = {
            **{"type": "websocket", "path": f"/{path}", "query_string": query.encode()},
            **{"headers": [], "subprotocols": []},
        }
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.told: list[dict[str, Any]] = []
        self.code: int | None = None
        self.slow = asyncio.Event()
        self.slow.set()
        self.stays = False

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            await self.slow.wait()
            self.told.append(json.loads(message["text"]))
            if not self.stays and any("end" in one for one in self.told[-1].values()):
                self.leave()
        elif message["type"] == "websocket.close":
            self.code = message["code"]

    async def visit(self) -> None:
        app = Starlette(routes=text_socket.routes())
        await asyncio.wait_for(app(self.scope, self.inbox.get, self.send), 60)

    def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})

    def of(self, view: str) -> list[dict[str, Any]]:
        """What was told of a view."""
        return [told[view] for told in self.told if view in told]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.of(VIEW)

    @property
    def text(self) -> str:
        return "".join(message.get("text", "") for message in self.messages)


def test_a_text_comes_whole_and_in_order(waiting_engine: Engine, clock: Clock) -> None:
    text = draft(waiting_engine)
    tab = Tab(text)
    browser = Browser(tab.address)

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
    assert {m["number"] for m in browser.messages} == {1}
    begun = [m for m in browser.messages if "prompt" in m]
    assert begun == browser.messages[:1]  # the browser did not know it
    assert (begun[0]["prompt"], begun[0]["chosen"]) == ("The ", [])


def test_from_a_place_on_and_with_what_was_kept(engine: Engine) -> None:
    first = draft(engine, 100)
    first.writing.wait()
    again = first.rewound(engine, 60, Continuation(50, first.writing.request.knobs, 8), number=2)
    tab = Tab(again)
    browser = Browser(tab.address, f"{VIEW}=2.55")
    asyncio.run(browser.visit())
    assert browser.messages[0]["at"] == 55
    assert "prompt" not in browser.messages[0]  # it knows it
    assert first.text[:55] + browser.text == again.text
    assert len(again.text) == 110


@pytest.mark.parametrize(
    "said", ["-1.0", "1.-1", "x.1", "1", "1.", ".1", "", "9999999999.1", "1.9999999999", "1.²"]
)
def test_a_place_that_is_none(engine: Engine, said: str) -> None:
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address, f"{VIEW}={quote(said)}")
    asyncio.run(browser.visit())
    assert (browser.told, browser.code) == ([], text_socket.UNKNOWN)
    text.writing.stop()


def test_of_another_text_than_the_browser_has_all_is_told(engine: Engine) -> None:
    text = draft(engine, 50)
    tab = Tab(text)
    browser = Browser(tab.address, f"{VIEW}=0.20")
    asyncio.run(browser.visit())
    assert browser.text == text.text
    assert browser.messages[0]["prompt"] == "The "


def test_a_new_text_comes_through_the_open_socket(engine: Engine) -> None:
    """As soon as a callback has begun it: before, and without, any drawing of the page."""
    first, begun = draft(engine, 40), list[Draft]()
    tab = Tab(first)
    browser = Browser(tab.address)
    browser.stays = True

    def generate() -> None:
        for view, length in ((VIEW, 3_000), ("view-two", 4_000)):
            begun.append(replace(draft(engine, length), number=2))
            tab.shown.show(view, begun[-1])

    async def press() -> None:
        visit = asyncio.create_task(browser.visit())
        while "end" not in (browser.messages or [{}])[-1]:
            await asyncio.sleep(0.01)
        while text_socket.sockets.telling:  # it rests, and makes no other rarer
            await asyncio.sleep(0.01)
        await asyncio.to_thread(generate)  # in the thread of a page's run
        while not ([m for m in browser.messages if m["number"] == 2] and browser.of("view-two")):
            await asyncio.sleep(0.01)
        assert text_socket.sockets.telling == 1
        while "end" not in browser.messages[-1] or "end" not in browser.of("view-two")[-1]:
            await asyncio.sleep(0.01)
        browser.leave()
        await visit

    asyncio.run(press())
    of_the_new = [m for m in browser.messages if m["number"] == 2]
    assert "prompt" in of_the_new[0]
    assert "".join(m.get("text", "") for m in of_the_new) == begun[0].text
    assert "".join(m.get("text", "") for m in browser.of("view-two")) == begun[1].text


def test_a_text_that_had_ended_before_it_was_shown_is_not_told(engine: Engine) -> None:
    """The page has drawn all of it."""
    text, other = draft(engine, 30), draft(engine, 30)
    text.writing.wait()
    tab = Tab(other)
    tab.shown.views["view-two"] = tab.shown.views.pop(VIEW)
    tab.shown.show(VIEW, text)
    other.writing.wait()  # but of what was under way the end is told
    browser = Browser(tab.address)
    asyncio.run(browser.visit())
    assert browser.messages == []
    assert browser.of("view-two")[-1]["end"]
    assert "".join(m.get("text", "") for m in browser.of("view-two")) == other.text


def test_a_text_that_another_has_replaced_is_watched_no_more(
    waiting_engine: Engine, clock: Clock
) -> None:
    first, second = draft(waiting_engine, 100_000), draft(waiting_engine, 100_000)
    tab = Tab(first)
    browser = Browser(tab.address)

    async def replaced() -> None:
        visit = asyncio.create_task(browser.visit())
        while not browser.text:
            clock.pass_by(0.1)
            await asyncio.sleep(0.01)
        tab.shown.show(VIEW, second)
        while first.writing.phase != PARKED or not second.writing.count:
            clock.pass_by(0.2)
            await asyncio.sleep(0.01)
        assert second.writing.phase == ACTIVE
        browser.leave()
        await visit

    asyncio.run(replaced())


def test_an_address_of_something_else_tells_nothing(engine: Engine) -> None:
    """Of one text alone, whose gates are shown."""
    text = draft(engine)
    browser = Browser(address(text))
    asyncio.run(browser.visit())
    assert (browser.told, browser.code) == ([], 1000)
    text.writing.stop()


def test_an_address_that_nobody_has(engine: Engine) -> None:
    browser = Browser(f"{PATH}/{'x' * 5000}")
    asyncio.run(browser.visit())
    assert browser.code == text_socket.UNKNOWN


def test_a_text_that_was_let_go_is_not_kept_for_its_socket(engine: Engine) -> None:
    text = draft(engine, 5)
    text.writing.wait()
    tab, gone = Tab(text), weakref.ref(text)
    del text
    gc.collect()
    assert gone() is None
    address = tab.address
    del tab  # nor a tab
    gc.collect()
    browser = Browser(address)
    asyncio.run(browser.visit())
    assert browser.code == text_socket.UNKNOWN


def test_who_leaves_frees_the_place_within_a_second(waiting_engine: Engine, clock: Clock) -> None:
    text = draft(waiting_engine, 100_000)
    tab = Tab(text)
    browser = Browser(tab.address)

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
    again = Browser(tab.address, f"{VIEW}=1.{len(browser.text)}")

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
    tabs = [Tab(one) for one in (stuck, text)]
    slow, fast = (Browser(tab.address) for tab in tabs)

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
    tab = Tab(text)
    browser = Browser(tab.address)
    browser.inbox.put_nowait({"type": "websocket.receive", **garbage})
    asyncio.run(browser.visit())
    assert browser.code == 1000
    assert text.writing.phase != ENDED  # it is somebody's text all the same
    text.writing.stop()


def test_a_send_that_fails_is_no_error(engine: Engine) -> None:
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address)

    async def broken(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            raise OSError("the line is cut")

    browser.send = broken  # type: ignore[method-assign]
    asyncio.run(browser.visit())  # an error of the line would be raised here
    assert browser.code is None  # it cannot be told, either
    again = Browser(tab.address)
    asyncio.run(again.visit())
    assert len(again.text) == 300  # and the text is whole


def test_no_address_where_there_are_no_sockets(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = draft(engine)
    monkeypatch.setitem(st.session_state, "no_sockets", True)  # type: ignore[arg-type]
    assert show_text(VIEW, text) == ""
    monkeypatch.undo()
    monkeypatch.setattr(text_socket.sockets, "served", False)
    assert show_text(VIEW, text) == ""
    text.writing.stop()


def test_an_ended_text_is_not_kept_by_the_open_socket(engine: Engine) -> None:
    text = draft(engine, 20)
    tab, gone = Tab(text), weakref.ref(text)
    browser = Browser(tab.address)
    browser.stays = True

    async def end(texts: list[Draft]) -> None:
        visit = asyncio.create_task(browser.visit())
        while text_socket.sockets.telling or "end" not in (browser.messages or [{}])[-1]:
            await asyncio.sleep(0.01)
        texts.clear()  # the page shows another
        while gone():
            gc.collect()
            await asyncio.sleep(0.01)
        browser.leave()
        await visit

    texts = [text]
    del text
    asyncio.run(end(texts))
