"""Between what was clicked and the drawing of its page a run gives way to those that come."""

from __future__ import annotations

import asyncio

import pytest

from rnn_demo.serving import pacing
from rnn_demo.serving.fair_shares import MOST_OF_A_RUN, FairShares
from rnn_demo.serving.run_slots import DRAWN, RunSlots
from rnn_demo.visitors import Visitor
from tests.clock import Clock
from tests.serving.test_pacing import opened


def test_what_was_clicked_comes_before_any_page_is_drawn() -> None:
    """A class that presses at the same moment: every text begins before the first page is drawn."""
    done = list[str]()

    async def press(slots: RunSlots, visitor: Visitor) -> None:
        await slots.begin(visitor)
        done.append(f"text of {visitor.tab}")
        await asyncio.sleep(0)
        await slots.give_way(visitor)
        done.append(f"page of {visitor.tab}")
        slots.end(visitor.tab)

    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1)
        await asyncio.gather(*(press(slots, opened(shares, tab)) for tab in "abc"))
        assert not slots.wanted

    asyncio.run(line())
    assert done == [f"{part} of {tab}" for part in ("text", "page") for tab in "abc"]


def test_nobody_gives_way_where_nobody_waits() -> None:
    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=2)
        one, other = opened(shares, "one"), opened(shares, "other")
        await slots.begin(one)
        await slots.begin(other)
        at_once = slots.give_way(one)
        with pytest.raises(StopIteration):
            at_once.send(None)
        # A tab whose run has taken too long has no slot to give.
        with pytest.raises(StopIteration):
            slots.give_way(opened(shares, "none")).send(None)

    asyncio.run(line())


def test_a_page_does_not_wait_for_those_who_come_much_later() -> None:
    order = list[str]()

    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1)
        loop = asyncio.get_running_loop()
        now = loop.time()
        loop.time = lambda: now  # type: ignore[method-assign]

        async def enter(visitor: Visitor) -> None:
            await slots.begin(visitor)
            order.append(visitor.tab)

        async def draw(visitor: Visitor) -> None:
            await slots.give_way(visitor)
            order.append("page")
            slots.end(visitor.tab)

        first = opened(shares, "first")
        await slots.begin(first)
        soon = asyncio.create_task(enter(opened(shares, "soon")))
        await asyncio.sleep(0)
        drawing = asyncio.create_task(draw(first))
        await soon
        now += DRAWN + 0.01
        late = asyncio.create_task(enter(opened(shares, "late")))
        await asyncio.sleep(0)
        slots.end("soon")
        await asyncio.gather(drawing, late)

    asyncio.run(line())
    assert order == ["soon", "page", "late"]


def test_a_run_that_gave_way_is_not_kept_from_its_tabs_next_message() -> None:
    """Its thread must go on to be told of it, whatever else waits."""

    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1, longest=60.0)
        tab = opened(shares, "tab")
        await slots.begin(tab)
        others = [asyncio.create_task(slots.begin(opened(shares, name))) for name in ("b", "c")]
        await asyncio.sleep(0)
        drawing = asyncio.create_task(slots.give_way(tab))
        await others[0]
        again = asyncio.create_task(slots.begin(tab))
        await asyncio.sleep(0)
        assert not drawing.done() and not again.done()
        slots.end("b")
        await others[1]
        slots.end("c")
        await asyncio.gather(drawing, again)
        last = asyncio.create_task(slots.begin(opened(shares, "d")))
        await asyncio.sleep(0)
        slots.end("tab")  # the run that gave way, interrupted
        await asyncio.sleep(0)
        assert not last.done()
        slots.end("tab")
        await last

    asyncio.run(line())


def test_a_run_that_gives_way_and_is_given_up_frees_its_place() -> None:
    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1)
        tab = opened(shares, "tab")
        await slots.begin(tab)
        other = asyncio.create_task(slots.begin(opened(shares, "other")))
        await asyncio.sleep(0)
        drawing = asyncio.create_task(slots.give_way(tab))
        await other
        drawing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await drawing
        slots.end("other")
        await slots.begin(opened(shares, "next"))

    asyncio.run(line())


def test_who_owes_may_draw_what_was_begun() -> None:
    """Else a thread would wait for as long as its address owes."""

    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1)
        tab = opened(shares, "tab")
        await slots.begin(tab)
        other = asyncio.create_task(slots.begin(opened(shares, "other", "198.51.100.1")))
        await asyncio.sleep(0)
        drawing = asyncio.create_task(slots.give_way(tab))
        await other
        for _ in range(20):
            shares.charge(tab, MOST_OF_A_RUN)
        assert not shares.in_credit(tab.address) and not shares.left()
        slots.end("other")
        await asyncio.wait_for(drawing, 5)

    asyncio.run(line())


def test_a_run_that_has_waited_long_enough_takes_no_slot_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pacing, "LONGEST_WAY", 0.05)

    async def line() -> None:
        shares = FairShares(Clock())
        slots = RunSlots(shares, slots=1, longest=60.0)
        tab = opened(shares, "tab")
        await slots.begin(tab)
        others = [asyncio.create_task(slots.begin(opened(shares, name))) for name in ("b", "c")]
        await asyncio.sleep(0)
        await asyncio.to_thread(pacing._give_way, asyncio.get_running_loop(), slots, tab)
        for name, other in zip("bc", others, strict=True):
            await other
            slots.end(name)
        last = asyncio.create_task(slots.begin(opened(shares, "d")))
        await asyncio.wait_for(last, 5)  # the slot is free: nobody had taken it

    asyncio.run(line())
