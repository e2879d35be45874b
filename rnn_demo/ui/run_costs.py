"""Whoever paces a page's tab: told what each run costs, and asked before a page is drawn.

A part of a page that runs by itself does so without the page's own script, so it is counted here,
too: `fragment` stands for `st.fragment` everywhere.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from rnn_demo.artifacts.one_look import one_look

# A door of the server names each page's websocket in this header; a browser cannot.
TAB_HEADER = "x-rnn-demo-tab"
P = ParamSpec("P")
R = TypeVar("R")
_told: dict[str, Callable[[float], None]] = {}
_asked: dict[str, Callable[[], None]] = {}
_counted = threading.local()


def listen(tab: str, told: Callable[[float], None], asked: Callable[[], None]) -> None:
    """From now on `told` gets the processor seconds of each run of a tab, in the run's thread.

    Args:
        tab: named by the door at its websocket.
        told: gets the seconds.
        asked: returns when a page may be drawn, after what was clicked has been done.
    """
    _told[tab], _asked[tab] = told, asked


def forget(tab: str) -> None:
    """A tab has gone."""
    _told.pop(tab, None)
    _asked.pop(tab, None)


def give_way() -> None:
    """Between what was clicked and the drawing of the page: let others do what they clicked."""
    if asked := _asked.get(st.context.headers.get(TAB_HEADER, "")):
        asked()


@contextmanager
def counted() -> Iterator[None]:
    """Around a page's run: its processor time, with that of the callbacks before it, is told.

    Within it the folder of models is looked at once. Within another one nothing is told.
    """
    if getattr(_counted, "within", False):
        yield
        return
    _counted.within = True
    try:
        with one_look():
            yield
    finally:
        _counted.within = False
        # A thread may make several runs, one after the other.
        now = time.thread_time()
        spent = now - getattr(_counted, "until", 0.0)
        _counted.until = now
        if told := _told.get(st.context.headers.get(TAB_HEADER, "")):
            told(spent)


def fragment(draw: Callable[P, R], run_every: float | None = None) -> Callable[P, R]:
    """A part of a page that runs by itself when one of its widgets is used.

    Args:
        draw: what draws it.
        run_every: seconds after which it runs again without that.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with counted():
            return draw(*args, **kwargs)

    return st.fragment(drawn, run_every=run_every)
