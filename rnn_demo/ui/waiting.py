"""Long computations: in turns, with a progress bar and a way to stop, and kept for later."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Hashable
from contextlib import closing
from typing import Any, TypeVar

import streamlit as st

from rnn_demo.engine.limits import processors
from rnn_demo.ui.kept import KeptResults
from rnn_demo.ui.language import t, tn
from rnn_demo.ui.presence import leave_if_gone, visitor
from rnn_demo.ui.turns import Ticket, Turns
from rnn_demo.ui.uninterrupted import uninterrupted

Result = TypeVar("Result")
AT_ONCE = 0.4  # seconds; what takes less needs no bar
OFTEN = 0.1  # seconds between two drawings of the bar
LOOK = 0.05  # seconds between two looks whether the visitor who waits is still there
USUAL_MEGABYTES = 20.0  # what a computation needs that says nothing else


def waited_for(
    name: str,
    question: Hashable,
    begin: Callable[[], Generator[float, None, Result]],
    title: str,
    megabytes: float = USUAL_MEGABYTES,
) -> Result | None:
    """The result of a computation, computed unless it is kept; None if it was stopped.

    It shares the processors with those of other visitors, see `rnn_demo.ui.turns`, and it ends
    when its visitor has gone.

    Args:
        name: the name of the computation, used in the keys of its buttons.
        question: everything that the result depends on.
        begin: starts it; it yields how much is done, from 0 to 1, some twenty times a second, and
            returns the result.
        title: what is being done.
        megabytes: what it needs at most while it runs.
    """
    kept = _kept()
    if found := kept.find((name, question)):
        result: Result = found[0]
        return result
    if st.session_state.get(f"{name}_stopped") == question:
        st.button(
            t("Go on"), key=f"{name}_go_on", on_click=uninterrupted(go_on), args=(name,),
        )  # fmt: skip
        st.caption(t("Stopped. What you change above is computed anew."))
        return None
    turns = _turns()
    ticket = turns.join(visitor(), megabytes, (name, question))
    try:
        result = _computed(name, question, begin, title, ticket)
        kept.keep((name, question), result)
    finally:
        turns.leave(ticket)
    return result


def _computed(
    name: str,
    question: Hashable,
    begin: Callable[[], Generator[float, None, Result]],
    title: str,
    ticket: Ticket,
) -> Result:
    turns, kept = _turns(), _kept()
    place, began, looked = st.empty(), time.monotonic(), 0.0
    bar: Any = None
    waits, done, told, shown = True, 0.0, title, ("", 0.0)
    with closing(_once_begun(begin)) as steps:
        while True:
            if turns.mine(ticket, LOOK):
                # Somebody else may have asked the same, and have the result.
                if waits and (found := kept.find((name, question))):
                    result: Result = found[0]
                    break
                waits = False
                try:
                    done = next(steps)
                except StopIteration as end:
                    result = end.value
                    break
                told = title
            now = time.monotonic()
            if now - looked < OFTEN:
                continue
            looked = now
            leave_if_gone()
            _ = st.session_state.get(f"{name}_stopped")  # a look at it lets a click end this run
            if not turns.mine(ticket):
                told = _place_in_line(turns.ahead(ticket))
            if now - began < AT_ONCE or shown == (told, round(done, 2)):
                continue
            if bar is None:
                with place.container():
                    bar = st.empty()
                    st.button(
                        t("Stop"), key=f"{name}_stop", on_click=uninterrupted(_stop),
                        args=(name, question),
                    )  # fmt: skip
            shown = told, round(done, 2)
            bar.progress(min(max(done, 0.0), 1.0), told)
    place.empty()
    return result


def _once_begun(
    begin: Callable[[], Generator[float, None, Result]],
) -> Generator[float, None, Result]:
    """The same, but not even its first line runs before its first turn."""
    return (yield from begin())


def _place_in_line(ahead: int) -> str:
    if not ahead:
        return t("You are next: others are computing …")
    return tn(
        "Others are computing, and {n} is before you …",
        "Others are computing, and {n} are before you …",
        n=ahead,
    )


def go_on(name: str) -> None:
    """Let a stopped computation start again."""
    st.session_state[f"{name}_stopped"] = None


def _stop(name: str, question: Hashable) -> None:
    st.session_state[f"{name}_stopped"] = question


@st.cache_resource(show_spinner=False)
def _kept() -> KeptResults:
    """The results of this process."""
    return KeptResults()


@st.cache_resource(show_spinner=False)
def _turns() -> Turns:
    """The line of this process: half of its processors are left to clicks and to texts."""
    return Turns(max(1, processors() // 2))
