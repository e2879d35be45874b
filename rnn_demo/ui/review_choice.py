"""Which review is read: a preset, a visitor's own, or that of a link."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from rnn_demo.ui.address import SHOWN, write_address
from rnn_demo.ui.placed import key_of, place, said
from rnn_demo.ui.review_presets import LECTURE, PRESETS

BOTH = "The lecture's two reviews"
CHOICES = {BOTH: "", **LECTURE, **PRESETS}
MAX_LINKED = 1_000  # characters; some servers refuse addresses of more than 8 KB


def set_up(tools: Collection[str]) -> None:
    """At a visitor's first look, take what the link asks for."""
    if "review_text" in st.session_state:
        return
    state = st.session_state
    state.review_preset, state.review_text, state.opening_tool, state.review_problems = read_link(
        st.query_params.to_dict(), tools
    )


def choice() -> str:
    """The presets and the box; the text to be read, empty for the lecture's two."""
    state = st.session_state
    state.review_preset = st.pills(
        "Reviews worth arguing about",
        list(CHOICES),
        default=state.review_preset,
        key=key_of("review_preset"),
        on_change=_take_preset,
    )
    state.review_text = st.text_area(
        "Or your own",
        state.review_text,
        height=120,
        key=key_of("review_text"),
        on_change=_leave_preset,
        placeholder="Paste or type a review of a film, in English.",
    )
    st.button("Read it", key="review_button", type="primary")
    for problem in state.review_problems:
        st.text(problem)  # quotes the link: never Markdown
    return state.review_text if state.review_text.strip() else ""


def show_link(text: str, tool: str | None, usual_tool: str) -> None:
    """Let the page's address restore what is shown, and say so."""
    link = write_link(st.session_state.review_preset, text, tool, usual_tool)
    write_address(link)
    if text and not {"review", "text"} & set(link):
        st.caption(f"A review of more than {MAX_LINKED:,} characters does not fit into a link.")
    else:
        st.caption("The address of this page is a link to what is shown here.")


def write_link(preset: str | None, text: str, tool: str | None, usual_tool: str) -> dict[str, str]:
    """The query that restores the page; what is as the page opens is left out."""
    link = {}
    if text and preset in CHOICES and CHOICES[preset] == text:
        link["review"] = preset
    elif text and len(text) <= MAX_LINKED:
        link["text"] = text
    if tool and tool != usual_tool:
        link["tool"] = tool
    return link


def read_link(
    query: Mapping[str, str], tools: Collection[str]
) -> tuple[str | None, str, str, list[str]]:
    """The preset, the text and the tool of a query, and a sentence for what cannot be used."""
    problems = []
    preset: str | None = BOTH
    text, tool = "", next(iter(tools))
    if query.get("text"):
        preset, text = None, query["text"].encode("utf-8", "replace").decode("utf-8")
    elif "review" in query:
        if query["review"] in CHOICES:
            preset, text = query["review"], CHOICES[query["review"]]
        else:
            problems.append(_unknown("review", query["review"], CHOICES))
    if "tool" in query:
        if query["tool"] in tools:
            tool = query["tool"]
        else:
            problems.append(_unknown("tool", query["tool"], tools))
    return preset, text, tool, problems


def _unknown(what: str, asked: str, known: Collection[str]) -> str:
    asked = asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"
    return f"The link asks for the {what} {asked!r}; there are {', '.join(known)}."


def _take_preset() -> None:
    """Put the chosen review into the box."""
    if preset := said("review_preset"):
        place("review_text", CHOICES[preset])
    st.session_state.review_problems = []


def _leave_preset() -> None:
    """What is typed is no preset; the same one can then be chosen again."""
    place("review_preset", None)
    st.session_state.review_problems = []
