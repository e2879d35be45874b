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
KEPT_SHARE = 4  # one result may be a quarter of that


def weight(value: Any) -> int:
    """Bytes of a result: its arrays and texts, and what holds them."""
    own = sys.getsizeof(value)
    if isinstance(value, np.ndarray):
        return max(own, value.nbytes)  # a view keeps at least what it shows
    if isinstance(value, Mapping):
        return own + sum(weight(key) + weight(item) for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return own + sum(weight(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return own + sum(weight(getattr(value, one.name)) for one in fields(value))
    return own


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
        heavy = weight(result)
        if heavy * KEPT_SHARE > self.most:
            return
        with self._lock:
            self._results.pop(question, None)
            self._results[question] = (result, heavy)
            held = sum(each for _, each in self._results.values())
            while held > self.most:
                _, (_, least) = self._results.popitem(last=False)
                held -= least
