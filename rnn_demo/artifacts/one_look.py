"""What the folder of models holds, looked at once for each run of a page.

A run asks for it some ten times, for the choices of a widget as for each model that it loads. Each
look is a hundred questions to the system, and after each of them Python's threads take turns: with
five others at work that made a click wait for half a second. Runs at the same time share a look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

R = TypeVar("R")
SHARED_SECONDS = 0.2  # after it began, a look is shared no more


@dataclass(eq=False)
class Look:
    """What was seen, since `began` on time.monotonic, and how many runs are under way with it."""

    began: float
    runs: int = 0
    known: dict[Hashable, Any] = field(default_factory=dict)


_own: ContextVar[Look | None] = ContextVar("own", default=None)
_latest = Look(0.0)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it, what was seen once is not looked at again.

    Nor is what was seen lately by another thread that still is within one.
    """
    global _latest
    if _own.get() is not None:
        yield
        return
    now, look = time.monotonic(), _latest
    if not look.runs or now - look.began > SHARED_SECONDS:
        _latest = look = Look(now)
    look.runs += 1
    token = _own.set(look)
    try:
        yield
    finally:
        _own.reset(token)
        look.runs -= 1


def seen(name: Hashable, look: Callable[[], R]) -> R:
    """What `look` gives, or gave before within the same `one_look`; outside of one, always anew.

    Args:
        name: of what is looked at.
        look: looks at it.
    """
    if (own := _own.get()) is None:
        return look()
    known = own.known
    if name not in known:
        known[name] = look()
    found: R = known[name]
    return found
