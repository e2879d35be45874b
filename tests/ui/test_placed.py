"""Widgets that the page sets, told by a browser that has not heard of it yet."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

PRESSES = 7


def page() -> None:
    """A seed that is drawn anew at each press, unless one was typed."""
    import streamlit as st

    from rnn_demo.ui.placed import place, placed, widget_value

    state = st.session_state
    state.setdefault("seed", 5)
    state.setdefault("new_seed", True)

    def press() -> None:
        if widget_value("new_seed"):
            place("seed", widget_value("seed") + 100)
        state.pressed = widget_value("seed")

    def typed() -> None:
        place("new_seed", False)

    st.button("Press", key="press", on_click=press)
    state.seed = st.number_input("Seed", 0, 10_000, state.seed, **placed("seed", typed))
    state.new_seed = st.toggle("New seed", state.new_seed, **placed("new_seed"))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def message(app: AppTest) -> Any:
    """What a browser would say now, which can be said again later."""
    return app._tree.get_widget_states()


def test_what_an_old_widget_showed_does_not_count(app: AppTest) -> None:
    app.button(key="press").click()
    late = message(app)
    for press in range(1, PRESSES + 1):
        app._run(late)
        assert not app.exception
        assert app.session_state.pressed == 5 + 100 * press
        assert app.number_input[0].value == 5 + 100 * press
        assert app.toggle[0].value is True


def test_what_was_typed_into_an_old_widget_counts(app: AppTest) -> None:
    app.number_input[0].set_value(77)
    late = message(app)
    app.button(key="press").click().run()
    app._run(late)
    assert app.number_input[0].value == app.session_state.seed == 77
    assert app.toggle[0].value is False
    app.button(key="press").click().run()
    assert app.session_state.pressed == 77


def test_an_old_switch_says_what_it_showed(app: AppTest) -> None:
    """Typing switches it off; the press that ended the typing still speaks of it as on."""
    app.number_input[0].set_value(42)
    typing = message(app)
    app.button(key="press").click()
    pressing = message(app)
    app._run(typing)
    app._run(pressing)
    assert app.session_state.pressed == 42
    assert app.toggle[0].value is False


def test_the_same_value_keeps_the_widget(app: AppTest) -> None:
    """A widget that is replaced takes the focus away from whoever is in it."""
    key = app.toggle[0].key
    app.toggle[0].set_value(False).run()
    app.number_input[0].set_value(9).run()
    assert app.toggle[0].key == key
