"""Websockets that another site's page asks for, through the browser of whoever looks at it."""

from __future__ import annotations

import asyncio

from benchmarks.attacks.attacker import Attacker

FOREIGN = "https://evil.example"
MALFORMED = (
    "null",
    "http://[",
    "http://[::1",
    "://",
    "http://a:b:c",
    "http://\xff",
    "a" * 5_000,
    "",
)
PATHS = ("_stcore/stream", "texts/x", "texts/x/gates")


async def foreign_origins(attacker: Attacker) -> None:
    """One, five and a hundred handshakes at once from another site, on every socket."""
    for count in (1, 5, 100):
        for path in PATHS:
            await attacker.at_once(attacker.handshake(path, FOREIGN) for _ in range(count))
        await asyncio.sleep(0.5)


async def malformed_origins(attacker: Attacker) -> None:
    """Handshakes whose Origin is none."""
    for _ in range(10):
        await attacker.at_once(
            attacker.handshake(path, origin) for path in PATHS for origin in MALFORMED
        )
