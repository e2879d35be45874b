"""One attack on one server: what it cost, and what it cost others."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks.attacks.every import Attack
from benchmarks.attacks.folders import prepared
from benchmarks.attacks.playing import Played
from benchmarks.bystander import Bystander, newcomer
from benchmarks.numbers import share, shown
from benchmarks.server import Failure, Server, served
from benchmarks.visitor import Nothing, Visitor
from rnn_demo.catalogue import PAGES

USUAL_SECONDS = 4.0  # in which the bystander's own cost is measured, before the attack
KEPT_SECONDS = 10.0  # after the attack: what is still in memory then is kept
STILL = 0.5  # threads above the usual: less than that is no work of the attack
MOST_WORK = 90.0  # seconds to wait for the end of what an attack has left behind
MOST_MEMORY = 7_000.0  # MB: the server is ended, for this machine's sake
COLUMNS = {
    "peak": "memory, most, MB",
    "kept": "kept, MB",
    "cpu_during": "CPU s during",
    "cpu_after": "CPU s after",
    "click_worst": "click, worst, s",
    "click_median": "median, s",
    "silence": "text silent, s",
    "page": "newcomer's page, s",
    "first": "first character, s",
    "tracebacks": "tracebacks",
    "log": "log, KB",
    "refused": "refused",
}


async def besieged(attack: Attack, source: str, seconds: float) -> dict[str, Any]:
    """All figures of one attack, by the names of `COLUMNS`.

    Args:
        attack: what is played.
        source: the attacker's address.
        seconds: that it goes on, if it has no end of its own.

    Raises:
        Failure: the server did not start.
    """
    figures: dict[str, Any] = {"name": attack.name, "told": attack.told}
    with _models(attack) as environment:
        try:
            with served(environment, attack.open_files) as server:
                if not attack.damage:
                    await every_page(server.host)
                await _measured(attack, server, source, seconds, figures)
        except Failure as error:
            figures["failed"] = str(error)
    return figures


async def every_page(host: str) -> None:
    """Somebody looks at every page once: what that costs is not the attack's."""
    for page in PAGES.values():
        visitor = Visitor(host, page=page.path)
        await visitor.open()
        await visitor.close()


async def _measured(
    attack: Attack, server: Server, source: str, seconds: float, figures: dict[str, Any]
) -> None:
    bystander = Bystander(server.host)
    await bystander.begin()
    await asyncio.sleep(4)
    used, began = server.cpu_seconds(), time.monotonic()
    working = await _at_work(server, USUAL_SECONDS)
    usual = (server.cpu_seconds() - used) / (time.monotonic() - began)
    figures["usual"] = usual
    port = int(server.host.split(":")[1])
    played = await asyncio.to_thread(Played, [attack.name], port, source, seconds, False)
    bystander.forget()
    before, logged = server.megabytes(), server.log.stat().st_size
    memory = [before]
    newcomers = asyncio.create_task(_newcomers(server.host, played, figures))
    watching = asyncio.create_task(_watch(server, memory))
    used, began = server.cpu_seconds(), time.monotonic()
    while played.goes_on and server.lives:
        await asyncio.sleep(0.05)
    refused, sent = await asyncio.to_thread(played.end)
    during = time.monotonic() - began
    figures["seconds"] = during
    figures["cpu_during"] = server.cpu_seconds() - used - usual * during
    used, began = server.cpu_seconds(), time.monotonic()
    await asyncio.sleep(KEPT_SECONDS)
    figures["kept"] = server.megabytes() - before
    await _quiet(server, working)
    figures["cpu_after"] = server.cpu_seconds() - used - usual * (time.monotonic() - began)
    await newcomers
    await bystander.end()
    watching.cancel()
    figures["peak"] = max(memory) - before
    figures["click_worst"] = max(bystander.clicks, default=float("nan"))
    figures["click_median"] = statistics.median(bystander.clicks or [float("nan")])
    figures["click_p95"] = share(bystander.clicks, 0.95)
    figures["silence"] = bystander.silence()
    figures["errors"] = bystander.errors
    new = server.log.read_bytes()[logged:]
    figures["log"] = len(new) / 1024
    figures["tracebacks"] = new.count(b"Traceback (most recent call last)")
    figures["refused"], figures["sent"] = dict(refused), dict(sent)
    if not server.lives:
        figures["failed"] = "The server ended."


async def _newcomers(host: str, played: Played, figures: dict[str, Any]) -> None:
    """One comes after the other while the attack goes on, and one after it: the longest waits."""
    last = False
    while not last:
        last = not played.goes_on
        try:
            page, first = await newcomer(host)
        except Nothing as error:
            figures.setdefault("newcomer", []).append(str(error))
            page = first = float("inf")
        figures["page"] = max(page, figures.get("page", 0.0))
        figures["first"] = max(first, figures.get("first", 0.0))
        await asyncio.sleep(0.5)


async def _watch(server: Server, memory: list[float]) -> None:
    """Note the memory twenty times a second."""
    while server.lives:
        memory.append(server.megabytes())
        if memory[-1] > MOST_MEMORY:
            server.kill()
        await asyncio.sleep(0.05)


async def _at_work(server: Server, seconds: float) -> float:
    """Threads that compute or would, on average: on a busy machine they use few processors."""
    counts = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        counts.append(server.runnable())
        await asyncio.sleep(0.05)
    return statistics.fmean(counts)


async def _quiet(server: Server, usual: float) -> None:
    """Until twice in a row no more threads are at work than before the attack, or nearly."""
    end, still = time.monotonic() + MOST_WORK, 0
    while time.monotonic() < end and server.lives and still < 2:
        still = still + 1 if await _at_work(server, 2) < usual + STILL else 0


@contextmanager
def _models(attack: Attack) -> Iterator[Mapping[str, str]]:
    """The environment of the server, for as long as there is a folder that it names."""
    if attack.damage is None:
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder), attack.damage)
        yield {"RNN_DEMO_MODELS": folder}


def row(figures: Mapping[str, Any]) -> str:
    """One line of the table."""
    cells = [f"`{figures['name']}`: {figures['told']}"]
    for name in COLUMNS:
        value = figures.get(name)
        if name == "refused":
            cells.append(_counted(figures))
        elif value == float("inf"):
            cells.append("never")
        else:
            cells.append("–" if value is None else shown(value))
    return "| " + " | ".join(cells) + " |"


def table(found: Sequence[Mapping[str, Any]]) -> str:
    """All lines, in Markdown."""
    head = ["attack", *COLUMNS.values()]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + [row(figures) for figures in found])


def _counted(figures: Mapping[str, Any]) -> str:
    """What was refused, most often first."""
    if failed := figures.get("failed"):
        return str(failed)
    counts = Counter(figures.get("refused", {})).most_common(4)
    with suppress(KeyError):
        if figures["sent"]["exceptions shown"]:
            counts.append(("exceptions shown", figures["sent"]["exceptions shown"]))
    return ", ".join(f"{count:,} × {kind}" for kind, count in counts) or "nothing"
