"""The attacker's process: apart from those who are measured, so that its work is not theirs."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.every import named

LONGEST = 240.0  # seconds of one attack, whatever it waits for
GIVES_WAY = 5  # nice: in truth its work is done on another machine


class Played:
    """Attacks that are under way in a process of their own."""

    def __init__(
        self, names: Sequence[str], port: int, source: str, seconds: float, again: bool
    ) -> None:
        """Begin.

        Args:
            names: of the attacks, one after the other.
            port: of the server.
            source: the attacker's address.
            seconds: of an attack that has no end of its own.
            again: begin anew when all have been played, for ever.
        """
        spawn = multiprocessing.get_context("spawn")
        self._told, telling = spawn.Pipe(duplex=False)
        self._process = spawn.Process(
            target=play, args=(telling, list(names), port, source, seconds, again), daemon=True
        )
        self._process.start()
        telling.close()
        self._told.recv()  # it has loaded what it needs

    @property
    def goes_on(self) -> bool:
        """Whether it is not over."""
        return self._process.is_alive() and not self._told.poll()

    def end(self) -> tuple[Counter[str], Counter[str]]:
        """What was refused and what was not; ends the attack if it is not over."""
        refused, sent = Counter[str](), Counter[str]()
        try:
            while self._told.poll(0):
                refused, sent = self._told.recv()
        except EOFError:
            pass
        self._process.terminate()
        self._process.join()
        return refused, sent


def play(
    telling: Connection, names: list[str], port: int, source: str, seconds: float, again: bool
) -> None:
    """The attacker's whole life; tells what it counted after each round of attacks."""
    os.nice(GIVES_WAY)
    telling.send(None)
    chance = random.Random(0)
    refused, sent = Counter[str](), Counter[str]()
    while True:
        for name in names:
            attacker = Attacker(port, source, seconds, chance, refused, sent)
            asyncio.run(_one(name, attacker))
        telling.send((refused, sent))
        if not again:
            return


async def _one(name: str, attacker: Attacker) -> None:
    (attack,) = (one for one in named([name]) if one.name == name)
    try:
        async with asyncio.timeout(LONGEST):
            await attack.play(attacker)
    except TimeoutError:
        attacker.sent[f"not over after {LONGEST:g} s"] += 1
