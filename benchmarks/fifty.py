"""Fifty visitors who open one page of the sequence shapes at the same moment."""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from benchmarks.server import Failure, served

# What each visitor asks for; where there is a number, each for another one.
QUESTIONS = {
    "captions": "preset=tone",
    "tunes": "seed={number}",
    "video": "preset=backwards",
    "next_pixel": "preset=house",
    "translation": "preset=articles&text=My+brother+has+read+{number}+books+this+year.",
    "tags": "text=My+brother+has+read+{number}+books+this+year.",
    "speech": "hiss=30&seed={number}",
}
PATIENCE = 300.0  # seconds


def main() -> None:
    """Print a line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=50, help="at once (default 50)")
    parser.add_argument("--only", nargs="*", choices=QUESTIONS, help="pages (default all)")
    arguments = parser.parse_args()
    try:
        for page in arguments.only or QUESTIONS:
            with served() as server:
                port = int(server.host.rsplit(":", 1)[1])
                asyncio.run(_visit(port, page, arguments.visitors))
    except Failure as failure:
        sys.exit(str(failure))


async def _visit(port: int, page: str, visitors: int) -> None:
    async def one(number: int) -> tuple[bool, float]:
        # Five share an address, as in a class behind one router.
        visitor = Attacker(port, f"127.0.0.{2 + number // 5}", 600, random.Random(number))
        tab = Tab(visitor, page, QUESTIONS[page].format(number=number))
        began = time.monotonic()
        drawn = await tab.open(patience=PATIENCE)
        seconds = time.monotonic() - began
        await tab.close()
        return drawn, seconds

    await one(visitors)  # so that the network is in memory, as after the first visitor of a day
    answers = await asyncio.gather(*(one(number) for number in range(visitors)))
    seconds = [took for _, took in answers]
    print(
        f"{page}: {sum(drawn for drawn, _ in answers)} of {visitors} drawn, the median after "
        f"{statistics.median(seconds):.2f} s, the last after {max(seconds):.2f} s"
    )


if __name__ == "__main__":
    main()
