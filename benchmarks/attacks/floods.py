"""More messages than anybody could click, messages that are none, and requests without end."""

from __future__ import annotations

import asyncio
import time

from streamlit.proto.BackMsg_pb2 import BackMsg

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab

ASKED = (
    "health",
    "_stcore/health",
    "_stcore/metrics",
    "media/x.png",
    "nowhere/x",
    "_stcore/host-config",
)
A_SECOND = 500  # requests
CONNECTIONS = 50


async def one_tab(attacker: Attacker) -> None:
    """3,000 clicks at once in one tab."""
    tab = Tab(attacker, "write")
    await tab.open()
    for _ in range(3_000):
        if not await tab.run(patience=0):
            break
    await tab.drawn(10)
    await tab.close()


async def hundred_tabs(attacker: Attacker) -> None:
    """A hundred tabs with thirty clicks each."""
    tabs = [Tab(attacker, "write") for _ in range(100)]
    await attacker.at_once((tab.open(patience=0) for tab in tabs), places=20)
    for _ in range(30):
        await attacker.at_once(tab.run(patience=0) for tab in tabs)
    await asyncio.sleep(2)
    await asyncio.gather(*(tab.close() for tab in tabs))


async def cleared_caches(attacker: Attacker) -> None:
    """Streamlit's own message that clears everybody's caches, fifty times a second."""
    tab = Tab(attacker, "write")
    await tab.open()
    clear = BackMsg(clear_cache=True).SerializeToString()
    while attacker.has_time and await tab.send(clear):
        await asyncio.sleep(0.02)
    await tab.close()


async def other_messages(attacker: Attacker) -> None:
    """Every other message that Streamlit knows, and some that would be sent in development only."""
    for fields in (
        {"stop_script": True},
        {"load_git_info": True},
        {"set_run_on_save": True},
        {"app_heartbeat": True},
        {"debug_disconnect_websocket": True},
        {"debug_shutdown_runtime": True},
    ):
        tab = Tab(attacker, "write")
        await tab.open()
        for _ in range(100):
            if not await tab.send(BackMsg(**fields).SerializeToString()):
                break
        await tab.close()


async def malformed_frames(attacker: Attacker) -> None:
    """Frames of random bytes, of text, of almost a message."""
    while attacker.has_time:
        tab = Tab(attacker, "write")
        await tab.open(patience=0)
        name = attacker.random.choice(("", "$$ID-0-")) + "x" * attacker.random.randint(0, 50)
        good = tab.message({"id": name, "string_value": "y" * 99})
        for _ in range(5):
            data = bytearray(good)
            for _ in range(attacker.random.randint(1, 9)):
                data[attacker.random.randrange(len(data))] = attacker.random.randrange(256)
            await tab.send(bytes(data))
        await tab.send(attacker.random.randbytes(attacker.random.randint(1, 5_000)))
        await tab.send("no bytes")
        await tab.close()


async def large_frames(attacker: Attacker) -> None:
    """Frames of 20 MB."""
    for _ in range(20):
        tab = Tab(attacker, "write")
        await tab.open(patience=0)
        await tab.send(b"\x00" * 20_000_000)
        await tab.drawn(1)
        await tab.close()


async def requests(attacker: Attacker) -> None:
    """500 requests a second to whatever there is and is not."""

    async def ask_on(number: int) -> None:
        connection = None
        due = time.monotonic()
        while attacker.has_time:
            try:
                connection = connection or await attacker.tcp()
            except OSError:
                attacker.refused["connection"] += 1
                await asyncio.sleep(0.1)
                continue
            status, head = await attacker.ask(attacker.random.choice(ASKED), connection=connection)
            if not status or "connection: close" in head.lower() or "chunked" in head.lower():
                connection[1].close()
                connection = None
            due = max(due + CONNECTIONS / A_SECOND, time.monotonic() - 1)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        if connection:
            connection[1].close()

    await asyncio.gather(*(ask_on(number) for number in range(CONNECTIONS)))
