"""Whose memory is measured, on which text; both in the page's address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.ui.address import SHOWN, asks, linked, write_address
from rnn_demo.ui.placed import place, placed
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.writers import choices, first_choice, label
from rnn_demo.widgets.read_review.presets import LECTURE

CLASSIFIER = "sentiment"
MAX_LINKED = 1_000  # characters; some servers refuse addresses of more than 8 KB
MAX_TYPED = 5_000
TEXTS = {
    "shakespeare": "ROMEO:\nBut soft, what light through yonder window breaks?\nIt is the east, "
    "and Juliet is the ",
    "war-and-peace": "“What is the matter, my dear friend?” said Prince Andrew, and the countess "
    "looked at her ",
    "tolstoy-ru": "Князь Андрей взглянул на Пьера и, не отвечая, вышел из ",
    "pushkin": "Мой дядя самых честных правил,\nКогда не в шутку ",
}


@uninterrupted
def _set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    state = st.session_state
    if asks("ruler"):
        state.ruler_reader, text, state.ruler_problems = read_link(linked())
        place("ruler_text", text)


def choice() -> tuple[str, str]:
    """Who reads, and what."""
    state = st.session_state
    _set_up()
    offered = [*choices(), CLASSIFIER]
    reader = st.selectbox(
        "Who reads",
        offered,
        offered.index(state.ruler_reader),
        format_func=_label,
        key="ruler_reader",
        on_change=uninterrupted(_take_text),
        persist_state="session",
    )
    text = state.ruler_text = st.text_area(
        "Text", state.ruler_text, max_chars=MAX_TYPED, height=110, **placed("ruler_text")
    )
    st.button("Measure", key="ruler_button", type="primary")
    for problem in state.ruler_problems:
        st.text(problem)  # quotes the link: never Markdown
    return reader, text


def read_link(query: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """Reader and text of a query, and a sentence for what cannot be used."""
    problems = []
    reader = query.get("reader", first_choice())
    if reader not in (*choices(), CLASSIFIER):
        shown = reader if len(reader) <= SHOWN else reader[:SHOWN] + "…"
        problems.append(
            f"The link asks for the reader {shown!r}; there are "
            f"{', '.join([*choices(), CLASSIFIER])}."
        )
        reader = first_choice()
    text = query.get("text", opening_text(reader)).encode("utf-8", "replace").decode("utf-8")
    return reader, text[:MAX_TYPED], problems


def opening_text(reader: str) -> str:
    """A text that suits a reader."""
    if reader == CLASSIFIER:
        return min(LECTURE.values(), key=len)
    fitting = (text for name, text in TEXTS.items() if reader.startswith(name))
    return next(fitting, TEXTS["shakespeare"])


def show_link(reader: str, text: str) -> None:
    """Let the page's address restore what is shown, and say so."""
    link = {"reader": reader}
    if text != opening_text(reader) and len(text) <= MAX_LINKED:
        link["text"] = text
    write_address(link)
    if len(text) > MAX_LINKED:
        st.caption(f"A text of more than {MAX_LINKED:,} characters does not fit into a link.")
    else:
        st.caption("The address of this page is a link to what is shown here.")


def _label(reader: str) -> str:
    return "The sentiment classifier" if reader == CLASSIFIER else label(reader)


def _take_text() -> None:
    place("ruler_text", opening_text(st.session_state.ruler_reader))
    st.session_state.ruler_problems = []
