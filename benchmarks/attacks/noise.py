"""Chance: bytes, messages and links that nobody thought of, from a seed."""

from __future__ import annotations

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab
from benchmarks.attacks.widgets import values_of
from rnn_demo.catalogue import PAGES

KINDS = ("selectbox", "slider", "number_input", "bidi_component", "file_uploader", "text_area")


async def any_messages(attacker: Attacker) -> None:
    """Any widget of any page gets a value that some widget might have."""
    while attacker.has_time:
        tab = Tab(attacker, attacker.random.choice([*PAGES]))
        await tab.open(patience=3)
        for _ in range(10):
            states = [
                {"id": identity, **attacker.random.choice(values_of(attacker.random.choice(KINDS)))}
                for identity in tab.widgets
                if attacker.random.random() < 0.1
            ]
            if not await tab.run(*states, patience=2):
                break
        await tab.close()


async def any_requests(attacker: Attacker) -> None:
    """Any method, path and header."""
    methods = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "TRACE", "BREW")
    starts = (
        "media/",
        "_stcore/",
        "static/",
        "texts/",
        "texts/x/gates",
        "component/",
        "../",
        "%2e%2e/",
        "",
    )
    while attacker.has_time:
        path = attacker.random.choice(starts) + "".join(
            chr(attacker.random.randint(33, 126)) for _ in range(attacker.random.randint(0, 200))
        )
        name = "X-" + "n" * attacker.random.randint(1, 20)
        said = {name: "v" * attacker.random.choice((0, 10, 9_000, 70_000))}
        body = attacker.random.randbytes(attacker.random.choice((0, 0, 10, 100_000)))
        await attacker.ask(path, attacker.random.choice(methods), said, body)
