"""Pages are handed over in few turns of the event loop, and in some."""

from __future__ import annotations

import asyncio
import inspect

from streamlit.runtime import runtime

from rnn_demo.serving.handing_over import AT_ONCE, FewerTurns
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
