"""The log grows no faster than somebody can read it, whatever visitors do."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

OF_A_KIND = 20  # records a minute
IN_ALL = 300
MINUTE = 60.0  # seconds
# Of uvicorn, about each websocket that a door of ours has answered by a refusal.
REFUSED = "ASGI callable returned without completing handshake."
LEFT_OUT = "%d more lines of this kind were left out: %s"


@dataclass
class Kept:
    """What was logged of a kind since some moment."""

    since: float
    logged: int = 0
    left_out: int = 0


class LogRate(logging.Filter):
    """Lets so many records of a kind through a minute; the next one tells how many it did not.

    A kind is a logger with a message before its values are put in.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[tuple[str, str], Kept] = {}
        self._all = Kept(clock())

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is logged."""
        if str(record.msg) == REFUSED:
            return False
        now = self._clock()
        if now - self._all.since >= MINUTE:
            self._all = Kept(now)
            self._kinds = {kind: kept for kind, kept in self._kinds.items() if kept.left_out}
        kind = (record.name, str(record.msg)[:200])
        kept = self._kinds.setdefault(kind, Kept(now))
        told = ""
        if now - kept.since >= MINUTE:
            if kept.left_out:
                told = LEFT_OUT % (kept.left_out, kind[1])
            kept = self._kinds[kind] = Kept(now)
        if kept.logged >= OF_A_KIND or self._all.logged >= IN_ALL:
            kept.left_out += 1
            if len(self._kinds) > IN_ALL:  # each message is another one: only their number counts
                del self._kinds[kind]
            return False
        kept.logged += 1
        self._all.logged += 1
        if told:
            record.msg, record.args = f"{record.getMessage()}\n{told}", ()
        return True


_rate = LogRate()


def bound_the_log() -> None:
    """Put the bound before each logger that there is; those that come later need it again."""
    names = list(logging.root.manager.loggerDict)
    for logger in (logging.root, *map(logging.getLogger, names)):
        if _rate not in logger.filters:
            logger.addFilter(_rate)
