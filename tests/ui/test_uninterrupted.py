"""What a visitor asked for is done to its end, whatever the same visitor sends meanwhile."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.ui import uninterrupted

PACKAGE = Path(uninterrupted.__file__).parents[1]
CALLBACK = re.compile(r"on_\w+")


def interrupted_app(protected: bool) -> None:
    """A page whose button's callback is overtaken by the visitor's next message."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from rnn_demo.ui.uninterrupted import uninterrupted

    def pressed() -> None:
        st.session_state.begun = True
        context = get_script_run_ctx()
        assert context is not None and context.script_requests is not None
        context.script_requests.request_rerun(RerunData(page_script_hash=context.page_script_hash))
        st.session_state.middle = True
        st.session_state.done = True

    st.button("Go", on_click=uninterrupted(pressed) if protected else pressed)


@pytest.mark.parametrize("protected", [True, False])
def test_a_callback_ends_before_the_next_message_is_looked_at(protected: bool) -> None:
    page = AppTest.from_function(interrupted_app, default_timeout=60, args=(protected,)).run()
    page.button[0].click().run()
    assert page.session_state["begun"]
    # Without protection Streamlit ends it in its middle, which is why there is one.
    assert ("done" in page.session_state) == protected
    page.run()
    assert page.button[0].label == "Go"  # the next message was taken up, the page is there


def test_an_error_and_a_call_inside_another_leave_things_as_they_were() -> None:
    def app() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from rnn_demo.ui.uninterrupted import uninterrupted

        context = get_script_run_ctx()
        assert context is not None
        look = context.session_state._yield_callback

        @uninterrupted
        def inner() -> int:
            return 7

        @uninterrupted
        def outer() -> int:
            value = inner()
            assert context.session_state._yield_callback is not look
            if value:
                raise ValueError("seven")
            return value

        try:
            outer()
        except ValueError as error:
            st.text(str(error))
        st.text(str(context.session_state._yield_callback is look))

    page = AppTest.from_function(app, default_timeout=60).run()
    assert [text.value for text in page.text] == ["seven", "True"]


def test_without_a_visitor_it_is_the_plain_function() -> None:
    assert uninterrupted.uninterrupted(lambda value: value + 1)(1) == 2


def given_callbacks(path: Path) -> list[tuple[int, ast.expr]]:
    """Every callback that a file gives to a widget, by its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            found += [
                (k.value.lineno, k.value) for k in node.keywords if CALLBACK.fullmatch(k.arg or "")
            ]
        elif isinstance(node, ast.Dict):
            found += [
                (value.lineno, value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and CALLBACK.fullmatch(str(key.value))
            ]
    return found


def test_every_callback_of_every_widget_is_protected() -> None:
    seen = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, value in given_callbacks(path):
            # "rerun" and "ignore" are no callbacks; `_nothing` does nothing.
            if isinstance(value, ast.Constant) or ast.unparse(value) == "_nothing":
                continue
            seen += 1
            protected = isinstance(value, ast.Call) and ast.unparse(value.func) == "uninterrupted"
            assert protected, f"{path}:{line}: wrap it, uninterrupted({ast.unparse(value)})"
    assert seen > 8


def overlapping() -> None:
    """Two runs of one session that are at a step at the same time."""
    import threading
    import time

    import streamlit as st
    from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

    from rnn_demo.ui.uninterrupted import uninterrupted

    order: list[str] = []

    @uninterrupted
    def step(name: str) -> None:
        order.append(name)
        time.sleep(0.05)
        inner()
        order.append(name)

    @uninterrupted
    def inner() -> None:
        """A step within a step."""

    context = get_script_run_ctx()
    threads = [threading.Thread(target=step, args=(name,)) for name in "abc"]
    for thread in threads:
        add_script_run_ctx(thread, context)
        thread.start()
    for thread in threads:
        thread.join()
    st.session_state.order = order


def test_steps_of_one_session_come_one_after_the_other() -> None:
    app = AppTest.from_function(overlapping, default_timeout=60).run()
    assert not app.exception
    order = app.session_state.order
    assert order[::2] == order[1::2] and sorted(order[::2]) == ["a", "b", "c"]
