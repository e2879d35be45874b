"""A class that writes without a pause, with and without one pupil who attacks all the while."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks.attacks.playing import Played
from benchmarks.bystander import CLICK_SECONDS, Bystander, noting
from benchmarks.numbers import share, shown
from benchmarks.server import Server, served
from benchmarks.visitor import Visitor

AT_ONCE = 20  # pupils who come at the same moment
SETTLING = 5.0  # seconds until everybody's texts are on their way
LONGEST_TEXT = 5_000
COLUMNS = {
    "rate_least": "characters/s of a pupil's two texts, least",
    "rate_median": "the same, median",
    "silence": "longest time without a character of one text, s",
    "click_p95": "click, p95, ms",
    "click_worst": "click, worst, ms",
    "first_p95": "first character, p95, ms",
    "lost": "texts cut",
    "errors": "pages that did not come",
    "memory": "memory of the server, most, MB",
    "cores": "cores used by the server",
}


@dataclass
class Pupil:
    """One who writes, and comes again when cut off.

    Attributes:
        count: characters that arrived.
        silence: the longest time in seconds without one, of a text that was being written.
        waits: seconds to the first character after each press.
        lost: texts that were cut.
        errors: what did not come, a sentence each.
    """

    host: str
    length: int
    count: int = 0
    silence: float = 0.0
    waits: list[float] = field(default_factory=list)
    lost: int = 0
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._tab = Visitor(self.host, self._query)

    @property
    def _query(self) -> str:
        return f"model=shakespeare&length={self.length}"

    async def write(self) -> None:
        """Open a tab and press Generate whenever the texts have ended, for ever."""
        while True:
            self._tab = Visitor(self.host, self._query)
            with noting(self.errors):
                try:
                    await self._tab.open()
                    await self._tab.ended()
                    await self._tab.keep_writing()
                finally:
                    self.note()
                    with suppress(Exception):
                        await self._tab.close()
            await asyncio.sleep(1)

    def note(self) -> None:
        """Take what the tab has counted, and let it count from now on."""
        tab = self._tab
        self.count += sum(tab.characters.values())
        self.silence = max(self.silence, tab.silence, tab.silent())
        self.waits += tab.waits
        self.lost += tab.lost
        tab.characters.clear()
        tab.waits, tab.lost, tab.silence = [], 0, 0.0

    def forget(self) -> None:
        """Count from now on."""
        self.note()
        self.count, self.silence, self.lost = 0, 0.0, 0
        self.waits, self.errors = [], []


def classes(
    count: int, names: Sequence[str], source: str, seconds: float, quiet: float, long: float
) -> list[dict[str, Any]]:
    """Figures of the class alone, then of the class with an attacker.

    Args:
        count: everybody, the attacker among them.
        names: of the attacks.
        source: the attacker's address.
        seconds: of an attack that has no end of its own.
        quiet: seconds of the class alone.
        long: seconds of the class with the attacker.
    """
    with served() as server:
        return asyncio.run(_both(server, count, names, source, seconds, quiet, long))


async def _both(
    server: Server,
    count: int,
    names: Sequence[str],
    source: str,
    seconds: float,
    quiet: float,
    long: float,
) -> list[dict[str, Any]]:
    # From half the length on, evenly: all begin together and must not end together.
    lengths = [round(LONGEST_TEXT * (1 + i / count) / 2) for i in range(1, count)]
    pupils = [Pupil(server.host, length) for length in lengths]
    writing = []
    for start in range(0, len(pupils), AT_ONCE):
        writing += [asyncio.create_task(one.write()) for one in pupils[start : start + AT_ONCE]]
        await asyncio.sleep(1)
    clicker = Bystander(server.host)
    await clicker.begin(reads=False)
    await asyncio.sleep(SETTLING)
    found = [await _measured("alone", server, pupils, clicker, quiet)]
    port = int(server.host.split(":")[1])
    played = await asyncio.to_thread(Played, names, port, source, seconds, True)
    found.append(await _measured("with one attacker", server, pupils, clicker, long))
    refused, sent = await asyncio.to_thread(played.end)
    found[-1] |= {"refused": dict(refused), "sent": dict(sent)}
    await clicker.end()
    for task in writing:
        task.cancel()
    await asyncio.gather(*writing, return_exceptions=True)
    return found


async def _measured(
    name: str, server: Server, pupils: Sequence[Pupil], clicker: Bystander, seconds: float
) -> dict[str, Any]:
    for pupil in pupils:
        pupil.forget()
    clicker.forget()
    memory, began, used = [server.megabytes()], time.monotonic(), server.cpu_seconds()
    while (took := time.monotonic() - began) < seconds and server.lives:
        memory.append(server.megabytes())
        await asyncio.sleep(CLICK_SECONDS)
    for pupil in pupils:
        pupil.note()
    clicker.wait_no_longer()
    rates = [pupil.count / took for pupil in pupils]
    waits = [wait for pupil in pupils for wait in pupil.waits]
    errors = [error for pupil in pupils for error in pupil.errors] + clicker.errors
    return {
        "name": name,
        "seconds": took,
        "rate_least": min(rates),
        "rate_median": statistics.median(rates),
        "silence": max(pupil.silence for pupil in pupils),
        "click_p95": 1000 * share(clicker.clicks, 0.95),
        "click_worst": 1000 * max(clicker.clicks, default=float("nan")),
        "first_p95": 1000 * share(waits, 0.95),
        "lost": sum(pupil.lost for pupil in pupils),
        "errors": len(errors),
        "told": sorted(set(errors))[:10],
        "memory": max(memory),
        "cores": (server.cpu_seconds() - used) / took,
        "lives": server.lives,
    }


def class_table(found: Sequence[Mapping[str, Any]]) -> str:
    """Both, side by side, in Markdown."""
    lines = ["| | " + " | ".join(str(figures["name"]) for figures in found) + " |"]
    lines.append("|---" * (len(found) + 1) + "|")
    for name, told in {"seconds": "seconds", **COLUMNS}.items():
        cells = " | ".join(shown(figures[name]) for figures in found)
        lines.append(f"| {told} | {cells} |")
    return "\n".join(lines)
