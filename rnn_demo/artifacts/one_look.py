"""What the folder of models holds, looked at once for each run of a page.

A run asks for it some ten times, for the choices of a widget as for each model that it loads. Each
look is a hundred questions to the system, and after each of them Python's threads take turns: with
five others at work that made a click wait for half a second.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

R = TypeVar("R")
_seen: ContextVar[dict[Hashable, Any] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it, what was seen once is not looked at again; of this thread, not of others."""
    if _seen.get() is not None:
        yield
        return
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def seen(name: Hashable, look: Callable[[], R]) -> R:
    """What `look` gives, or gave before within the same `one_look`; outside of one, always anew.

    Args:
        name: of what is looked at.
        look: looks at it.
    """
    known = _seen.get()
    if known is None:
        return look()
    if name not in known:
        known[name] = look()
    found: R = known[name]
    return found
