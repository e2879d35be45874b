"""Those who did nothing: a visitor who clicks and reads while another attacks, and a newcomer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from benchmarks.visitor import Nothing, Visitor

CLICK_SECONDS = 0.2  # from one click to the next
LINK = "model=shakespeare&length=5000"


class Bystander:
    """Two tabs of one visitor: in one there is a click five times a second, in the other a text.

    Attributes:
        clicks: seconds that each click took.
        errors: what did not come, a sentence each.
    """

    def __init__(self, host: str) -> None:
        self.clicks: list[float] = []
        self.errors: list[str] = []
        self._host = host
        self._silence = 0.0  # of tabs that are closed
        self._reader: Visitor | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._clicked: float | None = None  # when the click was that waits

    async def begin(self, reads: bool = True) -> None:
        """Come, and go on until `end`.

        Args:
            reads: whether there is a tab with a text as well.
        """
        self._tasks = [asyncio.create_task(self._click())]
        if reads:
            self._tasks.append(asyncio.create_task(self._read()))

    async def end(self) -> None:
        """Leave."""
        self.wait_no_longer()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def wait_no_longer(self) -> None:
        """A click that is still waiting counts with what it has waited."""
        if self._clicked is not None:
            self.clicks.append(time.perf_counter() - self._clicked)

    def forget(self) -> None:
        """Count from now on."""
        self.clicks, self.errors, self._silence = [], [], 0.0
        if self._reader:
            self._reader.silence = 0.0

    def silence(self) -> float:
        """The longest time in seconds without a new character of one of the texts."""
        now = (self._reader.silence, self._reader.silent()) if self._reader else ()
        return max(self._silence, *now)

    async def _click(self) -> None:
        while True:
            visitor = Visitor(self._host, "model=shakespeare&length=1")
            with noting(self.errors):
                try:
                    self._clicked = time.perf_counter()
                    self.clicks.append(await visitor.open())
                    while True:
                        self._clicked = None
                        await asyncio.sleep(CLICK_SECONDS)
                        self._clicked = time.perf_counter()
                        self.clicks.append(await visitor.run(toggle="write_colour"))
                finally:
                    if self._clicked is not None:
                        self.clicks.append(time.perf_counter() - self._clicked)
                        self._clicked = None
                    with suppress(Exception):
                        await visitor.close()
            await asyncio.sleep(CLICK_SECONDS)

    async def _read(self) -> None:
        while True:
            visitor = self._reader = Visitor(self._host, LINK)
            with noting(self.errors):
                try:
                    await visitor.open()
                    await visitor.ended()
                    await visitor.keep_writing()
                finally:
                    self._silence = self.silence()
                    with suppress(Exception):
                        await visitor.close()
            await asyncio.sleep(CLICK_SECONDS)


@contextmanager
def noting(errors: list[str]) -> Iterator[None]:
    """What a visitor does not get is added to a list."""
    try:
        yield
    except Nothing as error:
        errors.append(str(error))


async def newcomer(host: str) -> tuple[float, float]:
    """Somebody who comes now: seconds to the page, and to the first character after Generate.

    Raises:
        Nothing: the page or the character did not come.
    """
    visitor = Visitor(host, "model=shakespeare&length=50")
    try:
        page = await visitor.open()
        await asyncio.wait_for(visitor.ended(), 60)
        await visitor.run(press="generate")
        await asyncio.wait_for(visitor.ended(), 60)
    except TimeoutError:
        raise Nothing("No end of a text of 50 characters within 60 seconds.") from None
    finally:
        with suppress(Exception):
            await visitor.close()
    if not visitor.waits:
        raise Nothing("No character came.")
    return page, visitor.waits[0]
