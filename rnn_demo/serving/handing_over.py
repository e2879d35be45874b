"""Pages are handed over to their browsers without a turn of the event loop for each message.

Streamlit lets everything else go first after every single message, of which a page has some forty.
With a hundred texts under way a turn takes milliseconds, so one page took a tenth of a second, and
pages of all visitors come one after the other there: those of a few tabs that ask without a pause
kept everybody's clicks for ten seconds.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from streamlit.runtime import runtime

AT_ONCE = 0.004  # seconds of handing over before everything else has a turn


class FewerTurns:
    """The module asyncio, but for `sleep(0)`, which does nothing while it was called just now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turn = clock()

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, delay: float) -> None:
        """Wait; without a delay only if that was long ago."""
        if delay > 0 or self._clock() - self._turn > AT_ONCE:
            await asyncio.sleep(delay)
            self._turn = self._clock()


def hand_over_at_once() -> None:
    """From now on; there is no setting for it."""
    vars(runtime)["asyncio"] = FewerTurns()
