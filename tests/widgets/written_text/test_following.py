"""A tab's sockets: what keeps a text at work, what ends them, and what is let go with the tab."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import streamlit as st

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.job import ACTIVE, ENDED, PARKED
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.ui import presence
from rnn_demo.visitors import Visitor
from rnn_demo.widgets.written_text import following
from rnn_demo.widgets.written_text.drafts import Draft, begin
from rnn_demo.widgets.written_text.shown_texts import show_text
from tests.clock import Clock
from tests.engine.test_engine import until
from tests.tiny_models import tiny_network
from tests.widgets.written_text.test_socket import VIEW, Browser, Tab

NETWORK = narrowed(tiny_network())
TAB = Visitor("198.51.100.1", "a tab")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The tabs that are there."""
    tabs = {TAB.tab}
    monkeypatch.setattr(presence, "active", lambda tab: tab in tabs)
    monkeypatch.setattr(presence, "visitor", lambda: TAB)
    monkeypatch.setattr(following.sockets, "served", True)
    return tabs


@pytest.fixture
def engine(here: set[str], clock: Clock) -> Iterator[Engine]:
    made = Engine(replace(UNBOUNDED, pace=100.0), clock)
    yield made
    made.close()
    st.session_state.pop("followed_texts", None)
    assert following.sockets.open == 0


def draft(engine: Engine, length: int = 100_000) -> Draft:
    return begin(engine, NETWORK, Request("The ", length, seed=7), 1, TAB)


async def heard(browser: Browser, clock: Clock, count: int = 1) -> None:
    while len(browser.text) < count:
        clock.pass_by(0.01)
        await asyncio.sleep(0.01)


def test_sockets_alone_keep_no_text_at_work(
    engine: Engine, here: set[str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address)

    async def the_tab_is_closed() -> None:
        visit = asyncio.create_task(browser.visit())
        await heard(browser, clock)
        here.clear()
        await visit  # the server ends it: the browser has not closed it
        clock.pass_by(1.0)
        while text.writing.phase != PARKED:
            await asyncio.sleep(0.01)
        again = Browser(tab.address, f"{VIEW}=1.{len(browser.text)}")
        await again.visit()
        assert again.messages == []

    monkeypatch.setattr(following, "RECONNECT_SECONDS", 0.2)
    asyncio.run(the_tab_is_closed())
    assert browser.code == following.DONE  # so a browser would try again, if it came back
    assert text.writing.phase == PARKED
    assert engine.load().writing == 0


def test_a_page_that_connects_again_finds_its_text_going_on(
    engine: Engine, here: set[str], clock: Clock
) -> None:
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address)

    async def a_short_cut() -> None:
        visit = asyncio.create_task(browser.visit())
        await heard(browser, clock)
        here.clear()
        seen = len(browser.text)
        await heard(browser, clock, seen + 5)
        here.add(TAB.tab)
        await heard(browser, clock, seen + 10)
        assert text.writing.phase == ACTIVE
        browser.leave()
        await visit

    assert following.RECONNECT_SECONDS >= 1
    asyncio.run(a_short_cut())


def test_of_each_kind_the_newest_is_left(engine: Engine, clock: Clock) -> None:
    text = draft(engine)
    tab = Tab(text)
    crowd = [Browser(tab.address) for _ in range(60)]

    async def one_after_the_other() -> None:
        visits = []
        for browser in crowd:
            visits.append(asyncio.create_task(browser.visit()))
            await asyncio.sleep(0.001)
        await asyncio.gather(*visits[:-1])
        assert following.sockets.open == 1
        await heard(crowd[-1], clock)
        crowd[-1].leave()
        await visits[-1]

    asyncio.run(one_after_the_other())
    assert {browser.code for browser in crowd[:-1]} == {following.REPLACED}
    assert crowd[-1].code == following.DONE


def test_an_address_is_one_tabs_and_stays_the_same(engine: Engine, clock: Clock) -> None:
    text = draft(engine)
    first = Tab(text)
    st.session_state["shown_texts"] = first.shown
    assert show_text(VIEW, text) == first.address  # at each drawing
    own = st.session_state.pop("followed_texts")
    second = Tab(text)  # of another session
    assert second.address != first.address
    one, other = Browser(first.address), Browser(second.address)

    async def both() -> None:
        visits = [asyncio.create_task(browser.visit()) for browser in (one, other)]
        await heard(one, clock)
        await heard(other, clock)
        assert not any(visit.done() for visit in visits)  # neither took the other's place
        for browser, visit in zip((one, other), visits, strict=True):
            browser.leave()
            await visit

    asyncio.run(both())
    assert len(own) == 1


def test_who_reads_nothing_is_left(
    engine: Engine, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "STUCK_SECONDS", 0.3)
    monkeypatch.setattr(following, "LOOK_SECONDS", 0.02)
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address)
    browser.slow.clear()

    async def stuck() -> None:
        visit = asyncio.create_task(browser.visit())
        while not visit.done():
            clock.pass_by(0.01)
            await asyncio.sleep(0.01)
        await visit

    asyncio.run(stuck())
    assert browser.messages == []


def test_who_reads_nothing_and_has_closed_the_tab_is_left_sooner(
    engine: Engine, here: set[str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "STUCK_SECONDS", 1e9)
    monkeypatch.setattr(following, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(following, "RECONNECT_SECONDS", 0.1)
    text = draft(engine)
    tab = Tab(text)
    browser = Browser(tab.address)
    browser.slow.clear()

    async def stuck() -> None:
        visit = asyncio.create_task(browser.visit())
        await asyncio.sleep(0.1)
        here.clear()
        await visit

    asyncio.run(stuck())
    assert browser.messages == []


def test_a_socket_stays_when_its_text_has_ended_and_goes_with_its_tab(
    engine: Engine, here: set[str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "REST_SECONDS", 0.02)
    monkeypatch.setattr(following, "RECONNECT_SECONDS", 0.1)
    text = draft(engine, 3)
    tab = Tab(text)
    browser = Browser(tab.address)
    browser.stays = True

    async def end_and_rest() -> None:
        visit = asyncio.create_task(browser.visit())
        await heard(browser, clock, 3)
        while "end" not in browser.messages[-1] or not following.sockets.at_rest:
            clock.pass_by(0.01)
            await asyncio.sleep(0.01)
        assert not visit.done()
        here.clear()
        await visit

    asyncio.run(end_and_rest())
    assert browser.code == following.DONE
    assert following.sockets.at_rest == 0


def test_nothing_of_a_closed_tab_is_kept(engine: Engine, here: set[str], clock: Clock) -> None:
    """Not by the engine, its threads and the sockets, once the session has let go of its texts."""
    texts = [draft(engine), draft(engine)]
    address = Tab(texts[0]).address
    until(lambda: all(text.writing.job.snapshots for text in texts))
    clock.pass_by(1.0)
    until(lambda: all(text.writing.phase == PARKED for text in texts))
    gone = [
        weakref.ref(thing)
        for text in texts
        for thing in (text, text.writing, text.writing.job, text.writing.job.transcript.ids)
    ]
    texts.clear()
    st.session_state.pop("followed_texts")

    def nothing_left() -> bool:
        gc.collect()
        return not any(ref() for ref in gone)

    until(nothing_left)
    browser = Browser(address)
    asyncio.run(browser.visit())
    assert browser.code == following.UNKNOWN


def test_an_ended_text_is_not_kept_by_an_engine_that_writes_on(
    engine: Engine, clock: Clock
) -> None:
    other = begin(engine, NETWORK, Request("The ", 100_000, seed=1))
    other.writing.job.watchers += 1
    texts = [draft(engine, 3)]

    def soon(condition: Callable[[], bool]) -> None:
        def came_about() -> bool:
            clock.pass_by(0.03)
            return condition()

        until(came_about)

    soon(lambda: texts[0].writing.phase == ENDED)
    gone = weakref.ref(texts.pop().writing.job)

    def nothing_left() -> bool:
        gc.collect()
        return gone() is None

    soon(nothing_left)
    assert other.writing.phase == ACTIVE
