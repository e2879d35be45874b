"""Places among the texts, and sockets: taken and kept by one visitor."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from benchmarks.attacks.attacker import Attacker, close_all
from benchmarks.attacks.tab import Tab

LONG = "model=shakespeare&length=5000"


async def kept_texts(attacker: Attacker) -> None:
    """95 tabs with two texts each, closed, while the sockets of their texts stay open."""
    tabs = [Tab(attacker, "write", LONG) for _ in range(95)]
    await attacker.at_once((tab.open(patience=15) for tab in tabs), places=10)
    addresses = [address for tab in tabs for address in tab.texts]
    sockets = await attacker.at_once(attacker.websocket(address) for address in addresses)
    await asyncio.gather(*(tab.close() for tab in tabs))
    await _read(attacker, sockets)


async def gate_sockets(attacker: Attacker) -> None:
    """180 sockets that show the gates of one text."""
    tab = Tab(attacker, "write", LONG + "&gates=1")
    await tab.open()
    gates = [one for one in tab.texts if one.endswith("/gates")] or ["texts/x/gates"]
    sockets = await attacker.at_once(attacker.websocket(gates[0]) for _ in range(180))
    await _read(attacker, sockets)
    await tab.close()


async def _read(attacker: Attacker, sockets: list[ClientConnection | None]) -> None:
    """Read what comes for the time of an attack, then leave."""

    async def follow(socket: ClientConnection) -> None:
        try:
            async for _ in socket:
                pass
        except WebSocketException as error:
            attacker.cut(error)

    reading = [asyncio.create_task(follow(socket)) for socket in sockets if socket]
    attacker.begin()
    while attacker.has_time:
        await asyncio.sleep(0.2)
    for task in reading:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*reading, return_exceptions=True)
    await close_all(sockets)


async def silent_tabs(attacker: Attacker) -> None:
    """Two hundred websockets that never say a word."""
    sockets = await attacker.at_once(
        (attacker.websocket("_stcore/stream", "streamlit") for _ in range(200)), places=50
    )
    await _read(attacker, sockets)


async def silent_connections(attacker: Attacker) -> None:
    """As many connections as there can be, on which nothing is ever asked."""
    await _connections(attacker, 1_200, b"")


async def slow_requests(attacker: Attacker) -> None:
    """Three hundred requests, sent a letter a second."""
    await _connections(attacker, 300, b"GET / HTTP/1.1\r\nX-Slow: ")


async def _connections(attacker: Attacker, count: int, begin: bytes) -> None:
    opened: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    for _ in range(count):
        try:
            async with asyncio.timeout(2):
                opened.append(await attacker.tcp())
            opened[-1][1].write(begin)
        except OSError:
            attacker.refused["connection"] += 1
        if not attacker.has_time:
            break
    attacker.sent["connections"] += len(opened)
    attacker.begin()
    while attacker.has_time:
        for _, writer in opened:
            if begin and not writer.is_closing():
                writer.write(b"x")
        await asyncio.sleep(1)
    ended = sum(reader.at_eof() for reader, _ in opened)
    if ended:
        attacker.refused["connection let go"] += ended
    for _, writer in opened:
        writer.close()


async def deaf_tabs(attacker: Attacker) -> None:
    """Twenty tabs that ask for page after page and read nothing of what comes."""
    tabs = [Tab(attacker, "score") for _ in range(20)]
    await attacker.at_once(tab.open(patience=0) for tab in tabs)
    while attacker.has_time:
        await attacker.at_once(tab.run(patience=0) for tab in tabs)
        await asyncio.sleep(0.1)
    await asyncio.gather(*(tab.close() for tab in tabs))
