"""Knobs as widgets: the values of an exhibit's table stand in the session, one widget shows each.

A value stands in `st.session_state` as PAGE_NAME, and its widget under a key of
`rnn_demo.ui.placed`: a message that left the browser before a preset came does not take the
preset's values back. See `rnn_demo.knobs` for the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar

import streamlit as st

from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.knobs.values import as_text, parse
from rnn_demo.ui.placed import place, placed, widget_value

V = TypeVar("V")


def place_knobs(page: str, values: object) -> None:
    """Let the widgets of a page show these values.

    Args:
        page: before the keys in `st.session_state`.
        values: of the page's table.
    """
    for name, knob in knobs_of(type(values)).items():
        value = getattr(values, name)
        place(f"{page}_{name}", as_text(knob, value) if knob.kind == "typed" else value)


def knobs_now(page: str, table: type[V], **instead: Any) -> V:
    """What the widgets say, also in a callback.

    Args:
        page: before the keys in `st.session_state`.
        table: the dataclass of the knobs.
        instead: values that are not asked of the widgets, by name of the knob.

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
    """The widgets of a group, in the table's order: each knob with a label that is to be shown.

    Args:
        page: before the keys in `st.session_state`.
        table: the dataclass of the knobs.
        group: as the knobs have it.
        changes: by name of the knob, arguments of `draw_knob`.
    """
    knobs = knobs_of(table)
    now = SimpleNamespace(**{name: widget_value(f"{page}_{name}") for name in knobs})
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
    then: Callable[[], None] | None = None,
) -> Any:
    """The widget of one knob; what it says, which for a typed knob is the text.

    Args:
        page: before the key in `st.session_state`.
        knob: see `knobs_of`.
        label: instead of the knob's.
        offered: instead of what the knob offers: values, and what each is called. If the value is
            none of them any more, the first is.
        low: a least number above the knob's; a smaller value is raised to it.
        high: a largest number below the knob's; a larger value is brought down to it.
        then: called when the visitor has changed it.
    """
    name = f"{page}_{knob.name}"
    if knob.kind == "choice":
        offered = knob.options if offered is None else offered
        if widget_value(name) not in offered:
            place(name, next(iter(offered)))
        value = _one_of(knob, name, label or knob.label, offered, then)
    elif knob.kind in ("number", "whole"):
        kind = int if knob.kind == "whole" else float
        bounds = kind(knob.low if low is None else low), kind(knob.high if high is None else high)
        place(name, kind(min(max(widget_value(name), bounds[0]), bounds[1])))
        value = _number(knob, name, label or knob.label, *bounds, then)
    else:
        value = _words(knob, name, label or knob.label, then)
    st.session_state[name] = value
    return value


def _one_of(
    knob: Knob,
    name: str,
    label: str,
    offered: Mapping[Any, str],
    then: Callable[[], None] | None,
) -> Any:
    value, options = st.session_state[name], list(offered)
    if knob.widget == "segments":
        return st.segmented_control(
            label,
            options,
            default=value,
            format_func=offered.__getitem__,
            required=True,
            help=knob.help,
            **placed(name, then),
        )
    return st.selectbox(
        label,
        options,
        options.index(value),
        format_func=offered.__getitem__,
        help=knob.help,
        **placed(name, then),
    )


def _number(
    knob: Knob, name: str, label: str, low: float, high: float, then: Callable[[], None] | None
) -> Any:
    value = st.session_state[name]
    if knob.widget == "box":
        return st.number_input(
            label, low, high, value, step=knob.step, help=knob.help, **placed(name, then)
        )
    if knob.reaches is not None:
        high = min(high, max(type(high)(knob.reaches), value))
    return st.slider(label, low, high, value, knob.step, help=knob.help, **placed(name, then))


def _words(knob: Knob, name: str, label: str, then: Callable[[], None] | None) -> Any:
    value = st.session_state[name]
    if knob.widget == "toggle":
        return st.toggle(label, value, help=knob.help, **placed(name, then))
    if knob.widget == "area":
        return st.text_area(
            label, value, knob.height, knob.most, help=knob.help, **placed(name, then)
        )
    return st.text_input(label, value, knob.most, help=knob.help, **placed(name, then))


def _value_of(knob: Knob, said_: Any) -> Any:
    """The knob's value for what its widget says."""
    if knob.kind == "typed":
        return parse(knob, said_, f"The {knob.name}")
    if knob.kind == "number":
        return float(said_)
    return int(said_) if knob.kind == "whole" else said_
