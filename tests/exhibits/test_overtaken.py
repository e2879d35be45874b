"""A visitor's next message comes while the page still does what the one before asked for.

On a busy machine this happens to everyone: the end of a text is a message, too, and it met a press
of Generate half-way.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, get_script_run_ctx

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.engine.engine import serving_engine
from rnn_demo.exhibits.write import session
from tests.exhibits.opening import opener, words
from tests.exhibits.opening import placed as widget
from tests.tiny_classifier import write_tiny_classifier
from tests.tiny_models import tiny_artifact, write_models

PAGES = (
    "conventions",
    "conveyor_belt",
    "learned_dynamics",
    "memory_in_bits",
    "memory_ruler",
    "score",
    "sentiment",
    "time_machine",
    "unfolding",
    "vanishing_gradient",
    "write",
)
LINKS = {"write": {"seed": "3", "length": "20"}, "memory_in_bits": {"seed": "3"}}
MOMENTS = (1, 2, 3, 4, 5, 6, 8, 11, 15)  # looks at the session before the message comes


def ask_again() -> None:
    """The visitor's next message, which changes nothing."""
    context = get_script_run_ctx()
    assert context is not None and context.script_requests is not None
    context.script_requests.request_rerun(
        RerunData(query_string=context.query_string, page_script_hash=context.page_script_hash)
    )


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for cell in ("lstm", "gru"):
        write_models(tmp_path, tiny_artifact(f"shakespeare-{cell}", cell, corpus="shakespeare"))
    write_tiny_classifier(tmp_path)
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    monkeypatch.setenv("RNN_DEMO_PACE", "0")
    st.cache_resource.clear()
    serving_engine.cache_clear()
    yield
    serving_engine().close()
    st.cache_resource.clear()
    serving_engine.cache_clear()


@pytest.fixture
def overtake(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str], list[str]]:
    """Lets the next message of the visitor come during the first call of a function."""

    def during(module: object, name: str) -> list[str]:
        original, came = getattr(module, name), []

        def overtaken(*args: object, **kwargs: object) -> object:
            if not came:
                came.append(name)
                ask_again()
            return original(*args, **kwargs)

        monkeypatch.setattr(module, name, overtaken)
        return came

    return during


def test_generate_is_not_lost(overtake: Callable[[object, str], list[str]]) -> None:
    page = opener("write")(length="20", seed="1", prompt="The ")
    widget(page.text_area, "write_prompt").set_value("it was ").run()
    came = overtake(session, "next_number")
    page.button(key="generate").click().run()
    assert came and not page.exception
    drafts = page.session_state["drafts"]
    assert [history[-1].prompt for history in drafts.values()] == ["it was ", "it was "]
    assert page.session_state["asked"].prompt == "it was "


@pytest.mark.parametrize("page", PAGES)
def test_a_link_is_followed_to_its_end_whenever_the_next_message_comes(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser's next message meets the first run at one of its looks at the session."""
    whole = opener(page)(**LINKS.get(page, {}))
    look = ScriptRunner._maybe_handle_execution_control_request
    for moment in MOMENTS:
        looks = itertools.count()

        def overtaken(
            self: ScriptRunner, looks: Iterator[int] = looks, moment: int = moment
        ) -> None:
            if next(looks) == moment:
                ask_again()
            look(self)

        monkeypatch.setattr(ScriptRunner, "_maybe_handle_execution_control_request", overtaken)
        app = opener(page)(**LINKS.get(page, {}))  # fails where half of it is set up
        assert next(looks) > moment
        assert words(app) == words(whole)
        if page == "write":
            assert list(app.session_state["drafts"]) == ["shakespeare-lstm", "shakespeare-gru"]
