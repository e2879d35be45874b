"""Which review is read: a preset, a visitor's own, or that of a link."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from rnn_demo.ui.address import SHOWN, asks, linked, write_address
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, placed
from rnn_demo.ui.preset_buttons import preset_buttons
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS
from rnn_demo.words import sentence

BOTH = "The lecture's two reviews"
CHOICES = {BOTH: "", **LECTURE, **PRESETS}
MAX_LINKED = 1_000  # characters; some servers refuse addresses of more than 8 KB


@uninterrupted
def set_up(tools: Collection[str]) -> None:
    """At a visitor's first look, take what the link asks for."""
    state = st.session_state
    text, tool, problems = read_link(linked(), tools)
    if asks("review_tool", each_visit=True):
        state.opening_tool = tool
    if asks("review"):
        place("review_text", text)
        state.review_problems = problems


def choice() -> str:
    """The presets and the box; the text to be read, empty for the lecture's two."""
    state = st.session_state
    preset_buttons(t("Reviews worth arguing about"), "review", CHOICES, state.review_text, _take)
    state.review_text = st.text_area(
        t("Or your own"),
        state.review_text,
        height=120,
        placeholder=t("Paste or type a review of a film, in English."),
        **placed("review_text", _settle),
    )
    st.button(t("Read it"), key="review_button", type="primary", shortcut="Ctrl+Enter")
    for problem in state.review_problems:
        st.text(t(problem))  # quotes the link: never Markdown
    return state.review_text if state.review_text.strip() else ""


def show_link(text: str, tool: str | None, usual_tool: str) -> None:
    """Let the page's address restore what is shown, and say so."""
    link = write_link(text, tool, usual_tool)
    write_address(link)
    if text and not {"review", "text"} & set(link):
        st.caption(
            t(
                "A review of more than {most:,} characters does not fit into a link.",
                most=MAX_LINKED,
            )
        )
    else:
        st.caption(t("The address of this page is a link to what is shown here."))


def write_link(text: str, tool: str | None, usual_tool: str) -> dict[str, str]:
    """The query that restores the page; what is as the page opens is left out."""
    link = {}
    if preset := next((name for name, own in CHOICES.items() if own == text and own), ""):
        link["review"] = preset
    elif text and len(text) <= MAX_LINKED:
        link["text"] = text
    if tool and tool != usual_tool:
        link["tool"] = tool
    return link


def read_link(query: Mapping[str, str], tools: Collection[str]) -> tuple[str, str, list[str]]:
    """The text and the tool of a query, and a sentence for what cannot be used."""
    problems: list[str] = []
    text, tool = "", next(iter(tools))
    if query.get("text"):
        text = query["text"].encode("utf-8", "replace").decode("utf-8")
    elif "review" in query:
        if query["review"] in CHOICES:
            text = CHOICES[query["review"]]
        else:
            problems.append(
                sentence(
                    "The link asks for the review {asked!r}; there are {known}.",
                    asked=_shortened(query["review"]),
                    known=", ".join(CHOICES),
                )
            )
    if "tool" in query:
        if query["tool"] in tools:
            tool = query["tool"]
        else:
            problems.append(
                sentence(
                    "The link asks for the tool {asked!r}; there are {known}.",
                    asked=_shortened(query["tool"]),
                    known=", ".join(tools),
                )
            )
    return text, tool, problems


def _shortened(asked: str) -> str:
    return asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"


def _take(text: str) -> None:
    """Put a preset's review into the box."""
    place("review_text", text)
    _settle()


def _settle() -> None:
    """What was wrong with a link is history once the visitor has chosen."""
    st.session_state.review_problems = []
