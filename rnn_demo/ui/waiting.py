"""Long computations: a progress bar, a way to stop, and the result kept for later."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Hashable
from typing import Any, TypeVar

import streamlit as st

from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted

Result = TypeVar("Result")
KEPT = 64  # results that one process keeps
AT_ONCE = 0.4  # seconds; what takes less needs no bar
OFTEN = 0.1  # seconds between two drawings of the bar


def waited_for(
    name: str,
    question: Hashable,
    begin: Callable[[], Generator[float, None, Result]],
    title: str,
) -> Result | None:
    """The result of a computation, computed unless it is kept; None if it was stopped.

    Args:
        name: the name of the computation, used in the keys of its buttons.
        question: everything that the result depends on.
        begin: starts it; it yields how much is done, from 0 to 1, and returns the result.
        title: what is being done.
    """
    kept = _kept(name, question)
    if kept:
        result: Result = kept[0]
        return result
    if st.session_state.get(f"{name}_stopped") == question:
        st.button(
            t("Go on"), key=f"{name}_go_on", on_click=uninterrupted(go_on), args=(name,),
        )  # fmt: skip
        st.caption(t("Stopped. What you change above is computed anew."))
        return None
    place, began, shown = st.empty(), time.monotonic(), -1.0
    bar: Any = None
    steps = begin()
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            kept.append(end.value)
            break
        now = time.monotonic() - began
        if now < AT_ONCE or now - shown < OFTEN:
            continue
        shown = now
        if bar is None:
            with place.container():
                bar = st.empty()
                st.button(
                    t("Stop"), key=f"{name}_stop", on_click=uninterrupted(_stop),
                    args=(name, question),
                )  # fmt: skip
        bar.progress(min(max(done, 0.0), 1.0), title)
    place.empty()
    result = kept[0]
    return result


def go_on(name: str) -> None:
    """Let a stopped computation start again."""
    st.session_state[f"{name}_stopped"] = None


def _stop(name: str, question: Hashable) -> None:
    st.session_state[f"{name}_stopped"] = question


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _kept(name: str, question: Any) -> list[Any]:
    """A place for one result, empty at first."""
    return []
