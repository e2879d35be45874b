"""The trained models that this process has in memory: each once, and all within a bound.

Those asked for longest ago make room. A model that is let go while a text is being written with it
goes once the text has gone; until then it counts, and is found again instead of read a second time.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import weakref
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.engine.limits import limits_from
from rnn_demo.words import sentence


class ShelfFullError(ArtifactError):
    """The models that are in use leave no room for another one."""


Body = TypeVar("Body")
Model = TypeVar("Model")


@dataclass(eq=False)
class _Book(Generic[Body, Model]):
    """A model that is in memory.

    Attributes:
        key: which one.
        version: in which version.
        size: bytes.
        body: what holds its arrays, as long as anybody uses it.
        whole: makes the model from its body.
        model: None once it was let go.
    """

    key: Hashable
    version: Hashable
    size: int
    body: weakref.ref[Any]
    whole: Callable[[Any], Any]
    model: Any


@dataclass
class Shelf:
    """The models in memory, the one asked for last at the end.

    Attributes:
        most: bytes of all.
    """

    most: int
    _books: list[_Book[Any, Any]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _reading: threading.Lock = field(default_factory=threading.Lock)

    def take(
        self,
        key: Hashable,
        version: Hashable,
        name: str,
        size: Callable[[], int],
        read: Callable[[], Body],
        whole: Callable[[Body], Model],
    ) -> Model:
        """A model, read unless it is in memory.

        Args:
            key: which one.
            version: in which version; an older one is let go.
            name: of it, for people.
            size: how many bytes it will take, from its files; asked before it is read.
            read: reads what holds its arrays.
            whole: makes the model of that.

        Raises:
            ShelfFullError: those in use leave no room.
            ArtifactError: it is larger than all of the shelf; and what `size` and `read` raise.
        """
        found: Model | None = self._find(key, version)
        if found is None:
            with self._reading:  # one at a time; those that are there are taken meanwhile
                found = self._find(key, version)
                if found is None:
                    needed = size()
                    self._make_room(name, needed)
                    found = self._put(key, version, needed, read(), whole)
        return found

    @property
    def held(self) -> int:
        """Bytes of the models in memory, those let go and still in use included."""
        with self._lock:
            return self._held()

    def _find(self, key: Hashable, version: Hashable) -> Any:
        with self._lock:
            for book in self._books:
                if (book.key, book.version) == (key, version) and (body := book.body()) is not None:
                    if book.model is None:
                        book.model = book.whole(body)
                    self._books.remove(book)
                    self._books.append(book)
                    return book.model
        return None

    def _put(
        self,
        key: Hashable,
        version: Hashable,
        size: int,
        body: Body,
        whole: Callable[[Body], Model],
    ) -> Model:
        model = whole(body)
        with self._lock:
            for book in self._books:
                if book.key == key:
                    book.model = None
            self._books.append(_Book(key, version, size, weakref.ref(body), whole, model))
        return model

    def _make_room(self, name: str, needed: int) -> None:
        if needed > self.most:
            raise ArtifactError(
                sentence(
                    "{name} takes {needed:,.0f} MB of memory, and all models here may take "
                    "{most:,.0f} MB: raise RNN_DEMO_MODEL_MEMORY.",
                    name=name,
                    needed=needed / 1e6,
                    most=self.most / 1e6,
                )
            )
        with self._lock:
            before = self._held()
            while self._held() + needed > self.most:
                book = next((book for book in self._books if book.model is not None), None)
                if book is None:
                    raise ShelfFullError(
                        sentence(
                            "{name} finds no room in {most:,.0f} MB beside the models that open "
                            "pages use: try again in a few minutes, or let whoever runs this "
                            "server raise RNN_DEMO_MODEL_MEMORY.",
                            name=name,
                            most=self.most / 1e6,
                        )
                    )
                book.model = None
            let_go = self._held() < before
        if let_go:
            _return_memory()

    def _held(self) -> int:
        self._books = [book for book in self._books if book.body() is not None]
        return sum(book.size for book in self._books)


def _return_memory() -> None:
    """Give freed memory back to the system, where the C library would keep it."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).malloc_trim(0)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The shelf of this process."""
    return Shelf(limits_from(os.environ).model_memory * 1_000_000)
