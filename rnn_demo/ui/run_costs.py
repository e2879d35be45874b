"""What each run of a page costs in processor time, told to whoever paces that page's tab."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

# A door of the server names each page's websocket in this header; a browser cannot.
TAB_HEADER = "x-rnn-demo-tab"
_told: dict[str, Callable[[float], None]] = {}
_counted = threading.local()


def listen(tab: str, told: Callable[[float], None]) -> None:
    """From now on `told` gets the processor seconds of each run of a tab, in the run's thread."""
    _told[tab] = told


def forget(tab: str) -> None:
    """A tab has gone."""
    _told.pop(tab, None)


@contextmanager
def counted() -> Iterator[None]:
    """Around a page's run: its processor time, with that of the callbacks before it, is told."""
    try:
        yield
    finally:
        # A thread may make several runs, one after the other.
        now = time.thread_time()
        spent = now - getattr(_counted, "until", 0.0)
        _counted.until = now
        if told := _told.get(st.context.headers.get(TAB_HEADER, "")):
            told(spent)
