"""Results of computations, kept for whoever asks the same again, within a bound of memory."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

KEPT_BYTES = 64_000_000  # of all results of a process
KEPT_SHARE = 3  # one result may be a third of that


def weight(value: Any) -> int:
    """Bytes of a result: its arrays and texts, and what holds them, each counted once."""
    seen: dict[int, Any] = {}
    todo, total = [value], 0
    while todo:
        one = todo.pop()
        while isinstance(one, np.ndarray) and isinstance(one.base, np.ndarray):
            one = one.base  # a view keeps all of it
        if id(one) in seen:
            continue
        seen[id(one)] = one  # held, so that no other gets its place in memory meanwhile
        own = sys.getsizeof(one)
        if isinstance(one, np.ndarray):
            own = max(own, one.nbytes)
        elif isinstance(one, Mapping):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple, set, frozenset)):
            todo += one
        elif is_dataclass(one) and not isinstance(one, type):
            todo += [getattr(one, field.name) for field in fields(one)]
        total += own
    return total


@dataclass
class KeptResults:
    """The results that were asked for last, as many as the bound has room for.

    Attributes:
        most: bytes of all.
    """

    most: int = KEPT_BYTES
    _results: OrderedDict[Hashable, tuple[Any, int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, question: Hashable) -> tuple[Any] | None:
        """The result in a tuple of one; None if it is not kept."""
        with self._lock:
            if question not in self._results:
                return None
            self._results.move_to_end(question)
            return (self._results[question][0],)

    def keep(self, question: Hashable, result: Any) -> None:
        """Keep a result unless it is too large; those asked for longest ago make room."""
        size = weight(result)
        if size * KEPT_SHARE > self.most:
            return
        with self._lock:
            self._results.pop(question, None)
            self._results[question] = (result, size)
            held = sum(each for _, each in self._results.values())
            while held > self.most:
                _, (_, least) = self._results.popitem(last=False)
                held -= least
