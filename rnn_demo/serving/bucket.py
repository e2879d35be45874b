"""So much at once, and so much a second: a token bucket for each address."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

MOST = 10_000  # buckets; those that are full again say nothing and are dropped first


@dataclass
class Bucket:
    """Tokens, and when they were counted."""

    tokens: float
    when: float


class Buckets:
    """A bucket for each name."""

    def __init__(
        self, at_once: float, a_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}

    def take(self, name: str) -> float:
        """Take a token; 0, or the seconds until there is one: then nothing was taken."""
        bucket = self._counted(name)
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / self._a_second
        bucket.tokens -= 1
        return 0.0

    def _counted(self, name: str) -> Bucket:
        now = self._clock()
        bucket = self._buckets.get(name)
        if bucket is None:
            if len(self._buckets) >= MOST:
                self._forget_full(now)
            bucket = self._buckets[name] = Bucket(self._at_once, now)
        bucket.tokens = min(self._at_once, bucket.tokens + self._a_second * (now - bucket.when))
        bucket.when = now
        return bucket

    def _forget_full(self, now: float) -> None:
        kept = {
            name: bucket
            for name, bucket in self._buckets.items()
            if bucket.tokens + self._a_second * (now - bucket.when) < self._at_once
        }
        # More than so many at the same time that are not full: all begin anew.
        self._buckets = kept if len(kept) < MOST else {}
