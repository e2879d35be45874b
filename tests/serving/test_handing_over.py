"""Pages are handed over in few turns of the event loop, and in some."""

from __future__ import annotations

import asyncio
import inspect

from streamlit.runtime import runtime

from rnn_demo.serving.handing_over import AT_ONCE, FewerTurns


def test_a_page_is_handed_over_in_few_turns_and_nobody_waits_for_long() -> None:
    async def turns(sleep: object, messages: int, seconds: float) -> int:
        count, over = 0, False

        async def everything_else() -> None:
            nonlocal count
            while not over:
                count += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(everything_else())
        end = asyncio.get_running_loop().time() + seconds
        while messages > 0 or asyncio.get_running_loop().time() < end:
            messages -= 1
            await sleep.sleep(0)  # type: ignore[attr-defined]
        over = True
        await other
        return count

    assert asyncio.run(turns(asyncio, 1000, 0)) >= 1000
    assert asyncio.run(turns(FewerTurns(), 1000, 0)) < 100
    assert asyncio.run(turns(FewerTurns(), 0, 20 * AT_ONCE)) >= 5


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
