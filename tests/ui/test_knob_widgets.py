"""Widgets of knobs: each moves its own value, and a late message takes no preset back."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.knobs.knob import Knob, knobs_of
from rnn_demo.knobs.links import read_values, write_values
from tests.knobs.tables import TABLES

KNOBS = [
    (page, name)
    for page, table in TABLES.items()
    for name, knob in knobs_of(table).items()
    if knob.label and knob.kind != "typed"
]


def page(own: str) -> None:
    """All widgets of a table, and a button that puts the first values back."""
    from dataclasses import replace

    import streamlit as st

    from rnn_demo.knobs.knob import knobs_of
    from rnn_demo.ui.knob_widgets import draw_knob, knobs_now, place_knobs
    from tests.knobs.tables import TABLES

    table = TABLES[own]
    if "set_up" not in st.session_state:
        st.session_state.set_up = True
        place_knobs("p", table())
    st.button("Back", key="back", on_click=place_knobs, args=("p", replace(table())))
    for knob in knobs_of(table).values():
        if knob.label:
            draw_knob("p", knob)
    typed = {n: getattr(table(), n) for n, k in knobs_of(table).items() if k.kind == "typed"}
    st.session_state.found = knobs_now("p", table, **typed)


def widget(app: AppTest, name: str) -> Any:
    """The one whose key begins with the knob's name."""
    kinds = (app.slider, app.number_input, app.selectbox, app.toggle, app.text_area, app.text_input)
    found = [one for kind in kinds for one in kind if str(one.key).startswith(f"p_{name}_")]
    found += [one for one in app.get("button_group") if str(one.key).startswith(f"p_{name}_")]
    (own,) = (one for one in found if str(one.key)[len(f"p_{name}_") :].isdecimal())
    return own


def other(knob: Knob, now: Any) -> Any:
    """A value that the knob has not got now."""
    if knob.kind in ("number", "whole"):
        low = knob.low if knob.reaches is None else max(knob.low, -knob.reaches)
        return type(now)(low if now != low else low + (knob.step or 1))
    if knob.kind == "choice":
        return next(value for value in knob.options if value != now)
    return not now if knob.kind == "switch" else f"{now[:1]}x"


@pytest.mark.parametrize(("own", "name"), KNOBS)
def test_a_widget_moves_its_knob_and_no_other(own: str, name: str) -> None:
    app = AppTest.from_function(page, default_timeout=60, args=(own,)).run()
    assert not app.exception
    usual, knob = TABLES[own](), knobs_of(TABLES[own])[name]
    assert app.session_state.found == usual
    wanted = other(knob, getattr(usual, name))
    widget(app, name).set_value(wanted)
    late = app._tree.get_widget_states()
    app._run(late)
    assert not app.exception
    found = app.session_state.found
    link = write_values(found, usual)
    assert [*link] == [knob.link]
    assert getattr(found, name) == wanted
    assert read_values(link, usual) == (found, [])
    app.button(key="back").click().run()
    assert app.session_state.found == usual
    app._run(late)  # a click that left the browser before the preset came
    assert app.session_state.found == usual


def watched_page() -> None:
    """A list, and what callbacks are told of it."""
    import streamlit as st

    from rnn_demo.ui.placed import placed, widget_value

    state = st.session_state
    if "told" not in state:
        state.told, state.one = [], "a"

    def note() -> None:
        state.told.append(widget_value("one"))

    st.button("Other", key="other", on_click=note)  # a callback that runs before the list's own
    box = placed("one", note, offered={"a", "b", "c"})
    state.one = st.selectbox("One", ["a", "b", "c"], ["a", "b", "c"].index(state.one), **box)


@pytest.mark.parametrize("sent", ["../models/shakespeare-lstm", "x" * 1_000_000, "", "\0"])
def test_what_no_list_offers_reaches_no_callback(sent: str) -> None:
    """Streamlit compares a value with its list only after the callbacks have run."""
    app = AppTest.from_function(watched_page, default_timeout=60).run()

    def send(value: str, press: bool = False) -> None:
        states = app._tree.get_widget_states()
        for one in states.widgets:
            if one.id == app.selectbox[0].id:
                one.string_value = value
            else:
                one.trigger_value = press
        app._run(states)
        assert not app.exception

    send(sent)
    assert app.session_state.told == [] and app.selectbox[0].value == "a"
    send(sent, press=True)
    assert app.session_state.told == ["a"]
    send("b")
    assert app.session_state.told == ["a", "b"] and app.selectbox[0].value == "b"


def typed_page() -> None:
    """A box for text, and what callbacks are told of it."""
    import streamlit as st

    from rnn_demo.ui.placed import placed, widget_value

    state = st.session_state
    if "told" not in state:
        state.told, state.one = [], "a"

    def note() -> None:
        state.told.append(widget_value("one"))

    st.button("Other", key="other", on_click=note)
    state.one = st.text_input("One", state.one, **placed("one", note))


def test_a_value_of_another_type_reaches_no_callback() -> None:
    app = AppTest.from_function(typed_page, default_timeout=60).run()
    states = app._tree.get_widget_states()
    for one in states.widgets:
        if one.id == app.text_input[0].id:
            one.double_array_value.data.extend([-5.0])
        else:
            one.trigger_value = True
    app._run(states)
    assert not app.exception
    assert app.session_state.told == ["a"] and app.text_input[0].value == "a"
