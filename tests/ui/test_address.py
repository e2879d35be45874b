"""Which link a page follows, and when; `tests/browser/test_back.py` has what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.ui import address

Come = Callable[..., AppTest]


def page() -> None:
    """A page that shows what it took from its link, or what a visitor chose since."""
    import streamlit as st

    from rnn_demo.ui import address

    state = st.session_state
    address.enter(state.path)
    state.asked, state.noted = address.asks("part"), address.asks("moment", each_visit=True)
    if state.asked:
        state.shown = address.linked()
    if state.path != "no link":
        address.write_address(state.chosen or state.shown)
    address.leave()


@pytest.fixture
def come(monkeypatch: pytest.MonkeyPatch) -> Come:
    """Runs a page as a visitor comes to it: by a link, the navigation, or Back."""
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state.path = "first"

    def runs(path: str, query: dict[str, str], back: bool = False, **chosen: str) -> AppTest:
        app.session_state.path, app.session_state.chosen = path, chosen
        app.query_params = dict(query)
        context = SimpleNamespace(is_history_navigation=back)
        monkeypatch.setattr(address, "get_script_run_ctx", lambda: context)
        app.run()
        assert not app.exception
        return app

    return runs


def took(app: AppTest) -> tuple[bool, bool]:
    return app.session_state.asked, app.session_state.noted


def test_the_first_look_follows_the_link_and_the_next_run_does_not(come: Come) -> None:
    app = come("first", {"gain": "2"})
    assert (took(app), app.session_state.shown) == ((True, True), {"gain": "2"})
    app = come("first", {"gain": "2"}, gain="3")
    assert took(app) == (False, False)
    assert app.query_params == {"gain": "3"}


@pytest.mark.parametrize("query", [{}, {"gain": "3"}])
@pytest.mark.parametrize("back", [False, True])
def test_a_page_that_is_come_to_again_shows_what_was_left(
    come: Come, query: dict[str, str], back: bool
) -> None:
    come("first", {"gain": "2"}, gain="3")
    come("second", {})
    app = come("first", query, back, gain="3")
    assert took(app) == (False, True)
    assert app.query_params == {"gain": "3"}


def test_another_link_that_back_brings_is_followed_once(come: Come) -> None:
    come("first", {"gain": "2"}, gain="3")
    app = come("first", {"gain": "2"}, back=True)
    assert (took(app), app.session_state.shown) == ((True, True), {"gain": "2"})
    app = come("first", {"gain": "2"}, gain="4")
    assert took(app) == (False, False)
    assert app.query_params == {"gain": "4"}


def test_a_late_query_is_no_link_to_follow(come: Come) -> None:
    """The browser may send an older one with a click: only Back asks for it."""
    come("first", {"gain": "2"}, gain="3")
    app = come("first", {"gain": "2"}, gain="3")
    assert took(app) == (False, False)
    assert app.query_params == {"gain": "3"}


def test_what_is_no_pages_own_goes(come: Come) -> None:
    for _ in range(2):
        app = come("no link", {"preset": "of another page"})
        assert app.query_params == {}
        shown = app.session_state["shown_views"]["address"]
        assert (shown["page"], shown["query"]) == ("no link", "")


def test_each_change_of_the_address_is_later_than_all_before(come: Come) -> None:
    """Also where a page says again what it said before another one was come to."""
    turns = []
    for path in ("first", "second", "first"):
        app = come(path, {}, gain="3")
        turns.append(app.session_state["shown_views"]["address"]["turn"])
    assert turns == sorted({*turns})
