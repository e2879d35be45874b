"""A load test: the served page, and visitors who let it write without a pause.

Starts the server on a free port of this machine and, in this process, visitors who speak its
protocols as browsers do. Measures what a click takes with nobody else there and while everybody
generates, the characters per second that reach each visitor, the first character after Generate,
and the server's memory. Server and visitors share the machine's cores, with --busy also with
processes that never rest.

    python -m benchmarks.load [--visitors 50] [--seconds 20] [--busy 2] [--idle] [--json FILE]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchmarks.numbers import between, share, shown
from benchmarks.server import Failure, Server, served

if TYPE_CHECKING:
    from benchmarks.visitor import Visitor

T = TypeVar("T")
KEPT_SECONDS = 5  # of a closed tab's session, where memory is measured after all have left
GARBAGE_SECONDS = 12  # the server takes it out every ten (rnn_demo/serving/warming.py)
CLICK_SECONDS = 0.2  # from one click to the next
AT_ONCE = 20  # visitors who come at the same moment
SHORT = 200  # characters of a text of those who come and go


class Measurement:
    """What is done with a server; `figures` is shared by all of a run."""

    def __init__(
        self, server: Server, arguments: argparse.Namespace, figures: dict[str, float]
    ) -> None:
        self._server = server
        self._arguments = arguments
        self._figures = figures
        self._count: int = arguments.visitors

    async def speed(self) -> None:
        """Clicks, characters, and the memory of those who are there."""
        await self._come_and_go(2)  # what the first visitors cost is not counted
        clicker = self._visitor()
        await clicker.open()
        alone = await self._clicks(clicker)
        self._note_times("click, nobody else there", alone)
        if self._arguments.idle:
            busy = await self._idle(clicker)
        else:
            await self._first_characters("nobody else there")
            busy = await self._generating(clicker)
        self._note("click, p95 as a multiple of p95 alone", share(busy, 0.95) / share(alone, 0.95))
        await clicker.close()

    async def growth(self) -> None:
        """What visitors who came, let it write and left have left behind."""
        await self._come_and_go(2 * AT_ONCE)  # one-time costs
        await self._sessions_dropped()
        before, half, gone = self._server.megabytes(), self._arguments.gone // 2, 0
        self._note("memory after the first visitors, MB", before)
        for count in (half, self._arguments.gone - half):
            await self._come_and_go(count)
            await self._sessions_dropped()
            here = self._server.megabytes()
            gone += count
            self._note(f"memory after {gone} came and went, growth in MB", here - before)

    async def _idle(self, clicker: Visitor) -> list[float]:
        """Everybody only looks at the page; seconds of the clicks meanwhile."""
        before = self._server.megabytes()
        visitors = [self._visitor() for _ in range(self._count)]
        opened = await self._in_groups(visitors, lambda visitor: visitor.open())
        self._note("visitors with a page", len(opened))
        self._note_times(f"page opened, {AT_ONCE} at once", opened)
        clicks = await self._clicks(clicker)
        self._note_times(f"click, {self._count:,} visitors looking", clicks)
        self._note("memory per visitor who looks, MB", self._each(before))
        await self._in_groups(visitors, lambda visitor: visitor.close())
        return clicks

    async def _first_characters(self, when: str) -> None:
        visitor = self._visitor(length=100)
        await visitor.open()
        for _ in range(self._arguments.presses):
            await visitor.ended()
            await asyncio.sleep(0.2)
            await visitor.run(press="generate")
        await visitor.ended()
        await visitor.close()
        if not visitor.waits:
            raise Failure("No character came after Generate was pressed.")
        self._note_times(f"first character, {when}", visitor.waits)

    async def _generating(self, clicker: Visitor) -> list[float]:
        """Everybody lets it write; seconds of the clicks meanwhile."""
        before = self._server.megabytes()
        # From half the length on, evenly: all are taken up together and must not end together.
        most, count = self._arguments.length, self._count
        lengths = [max(1, round(most * (1 + i / count) / 2)) for i in range(1, count + 1)]
        visitors = [self._visitor(length) for length in lengths]
        await self._in_groups(visitors, lambda visitor: visitor.open())
        writing = [asyncio.create_task(visitor.keep_writing()) for visitor in visitors]
        await asyncio.sleep(3)  # until everybody's new texts are on their way
        began, used, own = time.perf_counter(), self._server.cpu_seconds(), time.process_time()
        earlier = [dict(visitor.characters) for visitor in visitors]
        for visitor in visitors:
            visitor.silence = 0.0
        clicks = await self._clicks(clicker)
        seconds = time.perf_counter() - began
        per_text = [
            [(count - old.get(view, 0)) / seconds for view, count in visitor.characters.items()]
            for visitor, old in zip(visitors, earlier, strict=True)
        ]
        everybody = [sum(texts) for texts in per_text]
        for what, rates in (
            ("characters per second, both texts of a visitor", everybody),
            ("characters per second, one text", [rate for texts in per_text for rate in texts]),
        ):
            self._note(f"{what}, least", min(rates, default=0))
            self._note(f"{what}, median", statistics.median(rates or [0]))
        self._note("characters per second, all together", sum(everybody))
        silence = max(visitor.silence for visitor in visitors)
        self._note("longest silence of any text under way, ms", 1000 * silence)
        self._note_times(f"click, {self._count:,} visitors generating", clicks)
        self._note("memory per visitor who generates, MB", self._each(before))
        self._note("cores used by the server", (self._server.cpu_seconds() - used) / seconds)
        self._note("cores used by the visitors", (time.process_time() - own) / seconds)
        self._note("texts cut before their end", sum(visitor.lost for visitor in visitors))
        waits = [wait for visitor in visitors for wait in visitor.waits[:1]]
        self._note_times(f"first character, {self._count:,} pressing at the same moment", waits)
        await self._first_characters(f"{self._count:,} visitors generating")
        broken = [task.exception() for task in writing if task.done()]
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)
        await self._in_groups(visitors, lambda visitor: visitor.close())
        if broken:
            raise Failure(f"{len(broken)} of {self._count} visitors gave up: {broken[0]}")
        if nothing := sum(1 for rate in everybody if not rate):
            raise Failure(f"{nothing} of {self._count} visitors got no character.")
        return clicks

    async def _clicks(self, visitor: Visitor) -> list[float]:
        """Seconds that each of the clicks took, one after the other."""
        taken = []
        end = time.monotonic() + self._arguments.seconds
        while (now := time.monotonic()) < end or not taken:
            taken.append(await visitor.run(toggle="write_colour"))
            await asyncio.sleep(max(0, now + CLICK_SECONDS - time.monotonic()))
        return taken

    async def _come_and_go(self, count: int) -> None:
        async def visit(visitor: Visitor) -> None:
            await visitor.open()
            await visitor.run(press="generate")
            await visitor.ended()
            await visitor.close()

        await self._in_groups([self._visitor(SHORT) for _ in range(count)], visit)

    async def _sessions_dropped(self) -> None:
        await asyncio.sleep(KEPT_SECONDS + 1)
        # Streamlit drops sessions that are over when the next one ends.
        for _ in range(2):
            last = self._visitor()
            await last.open()
            await last.close()
        await asyncio.sleep(GARBAGE_SECONDS)

    async def _in_groups(
        self, visitors: Sequence[Visitor], what: Callable[[Visitor], Awaitable[T]]
    ) -> list[T]:
        """What becomes of each, a few at the same time."""
        places = asyncio.Semaphore(AT_ONCE)

        async def one(visitor: Visitor) -> T:
            async with places:
                return await what(visitor)

        return list(await asyncio.gather(*(one(visitor) for visitor in visitors)))

    def _visitor(self, length: int = 0) -> Visitor:
        """Somebody who has not come yet, with a link to texts of some length; 0 for no link."""
        from benchmarks.visitor import Visitor

        query = f"model=shakespeare&length={length}" if length else ""
        return Visitor(self._server.host, query)

    def _each(self, before: float) -> float:
        return (self._server.megabytes() - before) / self._count

    def _note_times(self, what: str, seconds: list[float]) -> None:
        for name, part in (("p50", 0.5), ("p95", 0.95)):
            self._note(f"{what}, {name}, ms", 1000 * share(seconds, part))

    def _note(self, what: str, figure: float) -> None:
        self._figures[what] = figure
        print(f"{what}: {shown(figure)}", flush=True)


@contextmanager
def busy(count: int) -> Iterator[None]:
    """So many processes beside the server that never rest, at the usual priority."""
    command = [sys.executable, "-S", "-c", "while True: pass"]
    running = [subprocess.Popen(command) for _ in range(count)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def read_arguments() -> argparse.Namespace:
    """Of the command line, checked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, usual, kind, low, high, text in (
        ("visitors", 50, int, 1, 2000, "at the same time"),
        ("seconds", 20.0, float, 1, 600, "of clicks, each time"),
        ("length", 5000, int, 1, 5000, "characters of the longest text; the shortest has half"),
        ("presses", 20, int, 1, 1000, "of Generate, each time"),
        ("gone", 200, int, 0, 2000, "visitors who come and go before memory is looked at again"),
        ("busy", 0, int, 0, 64, "processes beside the server that never rest"),
        ("limit", 900.0, float, 10, 7200, "seconds for everything"),
    ):
        parser.add_argument(
            f"--{name}", type=between(kind, low, high), default=usual, help=f"{text} ({usual:g})"
        )
    parser.add_argument("--idle", action="store_true", help="visitors only look at the page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser.parse_args()


def main() -> int:
    """Measure and print; the exit code."""
    arguments = read_arguments()
    # An end that was asked for must end the server as well.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    from benchmarks.visitor import Nothing  # Streamlit comes with it: not for --help

    figures: dict[str, float] = {}
    end = time.monotonic() + arguments.limit

    async def bounded(measuring: Awaitable[None]) -> None:
        async with asyncio.timeout(end - time.monotonic()):
            await measuring

    try:
        with served() as server, busy(arguments.busy):
            asyncio.run(bounded(Measurement(server, arguments, figures).speed()))
        if arguments.gone and not arguments.idle:
            # Another one: memory that is free again after a crowd would hide what is not.
            with served(disconnectedSessionTTL=KEPT_SECONDS) as server:
                asyncio.run(bounded(Measurement(server, arguments, figures).growth()))
    except TimeoutError:
        print(f"Not done within {arguments.limit:g} seconds.", file=sys.stderr)
        return 1
    except (Failure, Nothing, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print("\n| what | figure |\n|---|---|")
    for what, figure in figures.items():
        print(f"| {what} | {shown(figure)} |")
    if arguments.json:
        said = {name: value for name, value in vars(arguments).items() if name != "json"}
        body = {"arguments": said, "cores": os.cpu_count(), "figures": figures}
        arguments.json.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
