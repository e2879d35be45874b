"""Knobs as widgets: the session holds the values of an exhibit's table, and a widget shows each.

A value is in `st.session_state` as PAGE_NAME, and its widget has a key of `rnn_demo.ui.placed`, so
a message that left the browser before a preset was chosen does not undo the preset's values. See
`rnn_demo.knobs` for the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

import streamlit as st

from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.knobs.values import as_text, parse
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, placed, widget_value

V = TypeVar("V")


def place_knobs(page: str, values: object) -> None:
    """Let the widgets of a page show these values.

    Args:
        page: the page's name, with which the keys in `st.session_state` begin.
        values: the values of the page's table.
    """
    for name, knob in knobs_of(type(values)).items():
        value = getattr(values, name)
        place(f"{page}_{name}", as_text(knob, value) if knob.kind == "typed" else value)


def knobs_now(page: str, table: type[V], **instead: Any) -> V:
    """The values that the widgets show; it also works in a callback.

    Args:
        page: the page's name, with which the keys in `st.session_state` begin.
        table: the dataclass of the knobs.
        instead: values to use instead of those of the widgets, by the name of the knob.

    Raises:
        KnobError: what was typed for a knob cannot be read, or `table` refuses the values.
    """
    values = {
        name: _value_of(knob, widget_value(f"{page}_{name}"))
        for name, knob in knobs_of(table).items()
        if name not in instead
    }
    return table(**values, **instead)


def draw_knobs(page: str, table: type, group: str = "", **changes: Mapping[str, Any]) -> None:
    """Draw the widgets of a group in the table's order: each knob that has a label and is shown.

    Args:
        page: the page's name, with which the keys in `st.session_state` begin.
        table: the dataclass of the knobs.
        group: the name of the group, as the knobs have it.
        changes: arguments of `draw_knob`, by the name of the knob.
    """
    knobs = knobs_of(table)
    now = SimpleNamespace(**{name: widget_value(f"{page}_{name}") for name in knobs})
    # One place for all of them: what folds out below stays open when a knob appears.
    with st.container():
        for name, knob in knobs.items():
            if knob.label and knob.group == group and knob.shown(now):
                draw_knob(page, knob, **changes.get(name, {}))


def draw_knob(
    page: str,
    knob: Knob,
    *,
    label: str = "",
    offered: Mapping[Any, str] | None = None,
    low: float | None = None,
    high: float | None = None,
    disabled: bool = False,
    then: Callable[[], None] | None = None,
) -> Any:
    """Draw the widget of one knob; returns what it shows, which for a typed knob is the text.

    Args:
        page: before the key in `st.session_state`.
        knob: see `knobs_of`.
        label: a label to use instead of the knob's.
        offered: values, and what each is called, to offer instead of the knob's. If the value is no
            longer one of them, it becomes the first.
        low: a higher lower bound than the knob's; a smaller value is raised to it.
        high: a lower upper bound than the knob's; a larger value is brought down to it.
        disabled: whether it cannot be changed now.
        then: called when the visitor has changed it.
    """
    name = f"{page}_{knob.name}"
    if knob.kind == "choice":
        offered = knob.options if offered is None else offered
        if widget_value(name) not in offered:
            place(name, next(iter(offered)))
    elif knob.kind in ("number", "whole"):
        kind = int if knob.kind == "whole" else float
        low = kind(knob.low if low is None else low)
        high = kind(knob.high if high is None else high)
        place(name, kind(min(max(widget_value(name), low), high)))
    shared = {
        "label": t(label or knob.label),
        "help": t(knob.help) if knob.help else None,
        "disabled": disabled,
        **placed(name, then, set(offered or ()) if knob.kind == "choice" else None),
    }
    value = st.session_state[name]
    if knob.kind == "choice":
        value = _one_of(knob, value, offered or {}, shared)
    elif knob.kind in ("number", "whole"):
        value = _number(knob, value, low, high, shared)
    elif knob.widget == "toggle":
        value = st.toggle(value=value, **shared)
    elif knob.widget == "area":
        value = _text(st.text_area, knob, value, {"height": knob.height, **shared})
    else:
        value = _text(st.text_input, knob, value, shared)
    st.session_state[name] = value
    if knob.caption:
        st.caption(t(knob.caption))
    return value


def _one_of(knob: Knob, value: Any, offered: Mapping[Any, str], shared: Mapping[str, Any]) -> Any:
    def called(option: Any) -> str:
        return t(offered[option])

    options = list(offered)
    if knob.widget in ("segments", "pills"):
        buttons = st.pills if knob.widget == "pills" else st.segmented_control
        return buttons(options=options, default=value, format_func=called, required=True, **shared)
    return st.selectbox(options=options, index=options.index(value), format_func=called, **shared)


def _number(knob: Knob, value: Any, low: Any, high: Any, shared: Mapping[str, Any]) -> Any:
    if knob.widget == "box":
        return st.number_input(min_value=low, max_value=high, value=value, step=knob.step, **shared)
    if knob.reaches is not None:
        reaches = type(high)(knob.reaches)
        high, low = min(high, max(reaches, value)), max(low, min(-reaches, value))
    return st.slider(min_value=low, max_value=high, value=value, step=knob.step, **shared)


def _text(box: Callable[..., str], knob: Knob, value: str, shared: Mapping[str, Any]) -> str:
    hint = t(knob.placeholder) if knob.placeholder else None
    return box(value=value, max_chars=knob.most, placeholder=hint, **shared)


def _value_of(knob: Knob, shown: Any) -> Any:
    """The knob's value for what its widget shows."""
    if knob.kind == "typed":
        return parse(knob, shown, "The {name}")
    if knob.kind == "number":
        return float(shown)
    return int(shown) if knob.kind == "whole" else shown
