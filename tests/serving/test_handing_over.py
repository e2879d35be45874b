"""Pages are handed over in few turns of the event loop, and in some."""

from __future__ import annotations

import asyncio
import inspect
import threading

from streamlit.runtime import runtime

from rnn_demo.serving.handing_over import AT_ONCE, FewerTurns, OneCall, hand_over_at_once
from tests.clock import Clock


def test_a_page_is_handed_over_in_few_turns_and_nobody_waits_for_long() -> None:
    async def turns(messages: int, seconds: float) -> int:
        """How often everything else goes first while messages take so long each."""
        clock = Clock()
        few, count = FewerTurns(clock), 0

        async def everything_else() -> None:
            nonlocal count
            while True:
                count += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(everything_else())
        for _ in range(messages):
            clock.pass_by(seconds)
            await few.sleep(0)
        other.cancel()
        return count

    assert asyncio.run(turns(1000, 0)) == 0
    assert asyncio.run(turns(1000, AT_ONCE / 10)) in range(80, 101)
    assert asyncio.run(turns(1000, 2 * AT_ONCE)) == 1000


def test_everything_else_is_asyncio() -> None:
    few = FewerTurns()
    assert few.wait is asyncio.wait and few.FIRST_COMPLETED == asyncio.FIRST_COMPLETED

    async def longer() -> float:
        began = asyncio.get_running_loop().time()
        await few.sleep(0.02)
        return asyncio.get_running_loop().time() - began

    assert asyncio.run(longer()) >= 0.019


def test_the_place_where_it_is_used_is_there() -> None:
    source = inspect.getsource(runtime.Runtime._loop_coroutine)
    assert source.count("await asyncio.sleep(0)") == 1


def test_a_loop_is_called_once_until_it_hears_it() -> None:
    calls: list[int] = []
    call = OneCall(lambda: calls.append(1))
    for _ in range(3):
        call.call()
    assert len(calls) == 1
    call.heard(b"")
    call.call()
    assert len(calls) == 2


def test_nothing_that_threads_hand_to_a_loop_is_left_undone() -> None:
    each, threads, done = 3000, 4, 0

    async def all_done() -> None:
        loop, enough = asyncio.get_running_loop(), asyncio.Event()
        hand_over_at_once(loop)

        def one() -> None:
            nonlocal done
            done += 1
            if done == each * threads:
                enough.set()

        def hand_over() -> None:
            for _ in range(each):
                loop.call_soon_threadsafe(one)

        handing = [threading.Thread(target=hand_over) for _ in range(threads)]
        for thread in handing:
            thread.start()
        async with asyncio.timeout(30):
            await enough.wait()
        for thread in handing:
            await asyncio.to_thread(thread.join)

    plain = vars(runtime)["asyncio"]
    try:
        asyncio.run(all_done())
    finally:
        vars(runtime)["asyncio"] = plain
    assert done == each * threads
