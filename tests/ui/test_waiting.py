"""What takes a while: kept once it is there, told while it comes, stopped when asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.ui import presence, waiting
from rnn_demo.ui.kept import KeptResults
from rnn_demo.ui.turns import Turns
from rnn_demo.visitors import Visitor


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def page() -> None:
    """A page with a slow computation, and a widget that it depends on."""
    from collections.abc import Generator

    import streamlit as st

    from rnn_demo.ui import waiting

    waiting.AT_ONCE = waiting.OFTEN = 0.0

    def slow(number: float) -> Generator[float, None, float]:
        st.session_state.begun = st.session_state.get("begun", 0) + 1
        for step in range(4):
            if st.session_state.get("caught_at") == step:
                st.stop()  # as where the next message interrupts it
            yield step / 4
        return number**2

    number = st.number_input("n", 0, 9, 3, key="n")
    found = waiting.waited_for("slow", ("n", number), lambda: slow(number), "Squaring …")
    st.text("stopped" if found is None else f"{found}")


def opened() -> AppTest:
    app = AppTest.from_function(page, default_timeout=60)
    return app.run()


def test_it_is_computed_once_and_leaves_no_bar() -> None:
    app = opened()
    assert [text.value for text in app.text] == ["9"]
    assert not app.get("progress") and [button.key for button in app.button] == []
    app.run()
    assert app.session_state.begun == 1
    app.number_input(key="n").set_value(4).run()
    assert [text.value for text in app.text] == ["16"]
    app.number_input(key="n").set_value(3).run()
    assert app.session_state.begun == 2  # what was computed is kept


def test_it_is_told_while_it_comes_and_can_be_stopped() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state.caught_at = 2
    app.run()
    (bar,) = app.get("progress")
    assert bar.proto.text == "Squaring …" and bar.proto.value == 25
    app.button(key="slow_stop").click().run()
    assert [text.value for text in app.text] == ["stopped"]
    assert app.session_state.begun == 1  # nothing goes on behind the visitor's back
    app.session_state.caught_at = None
    app.number_input(key="n").set_value(4).run()
    assert [text.value for text in app.text] == ["16"]  # another question is not stopped
    app.number_input(key="n").set_value(3).run()
    app.button(key="slow_go_on").click().run()
    assert [text.value for text in app.text] == ["9"]


def test_what_was_interrupted_is_not_kept() -> None:
    app = AppTest.from_function(page, default_timeout=60)
    app.session_state.caught_at = 3
    app.run()
    assert not app.text
    app.session_state.caught_at = None
    app.run()
    assert [text.value for text in app.text] == ["9"]


def test_it_ends_when_the_visitor_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_function(page, default_timeout=60)
    looks = iter([False, True])
    monkeypatch.setattr(presence, "gone", lambda: next(looks))
    monkeypatch.setattr(waiting, "OFTEN", 0.0)
    app.run()
    assert not app.text and not app.exception  # ended half-way, and nothing was kept
    monkeypatch.setattr(presence, "gone", lambda: False)
    app.run()
    assert [text.value for text in app.text] == ["9"] and app.session_state.begun == 2


def test_it_waits_for_its_turn_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Turns(1)
    monkeypatch.setattr(waiting, "_turns", lambda: line)
    other = line.join(Visitor("a", "1"), 1)
    assert line.mine(other)
    looks = 0

    def look() -> bool:
        nonlocal looks
        looks += 1
        if looks == 5:
            line.leave(other)
        return looks == 4  # somebody who leaves while waiting leaves the line, too

    monkeypatch.setattr(presence, "gone", look)
    app = AppTest.from_function(page, default_timeout=60)
    app.run()
    (bar,) = app.get("progress")
    assert bar.proto.text == "Others are computing, and 1 is before you …"
    assert "begun" not in app.session_state and line.ahead(other) == 0
    app.run()
    assert [text.value for text in app.text] == ["9"]


def test_what_another_has_computed_meanwhile_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Turns(1)
    monkeypatch.setattr(waiting, "_turns", lambda: line)
    kept = KeptResults()
    monkeypatch.setattr(waiting, "_kept", lambda: kept)
    other = line.join(Visitor("a", "1"), 1, ("slow", ("n", 3)))

    def look() -> bool:
        kept.keep(("slow", ("n", 3)), 9)
        line.leave(other)
        return False

    monkeypatch.setattr(presence, "gone", look)
    app = AppTest.from_function(page, default_timeout=60)
    app.run()
    assert [text.value for text in app.text] == ["9"] and "begun" not in app.session_state
