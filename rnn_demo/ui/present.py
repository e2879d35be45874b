"""Presentation mode: a page with its question and picture, and the answer kept for later.

What is hidden stands in the link, see `rnn_demo.knobs.hiding`.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from rnn_demo.knobs.hiding import ANSWER
from rnn_demo.ui.components import with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.uninterrupted import uninterrupted

# The button stands below the question that its page is to show.
_to_the_top = st.components.v2.component(
    "rnn_demo_top",
    css="[class*=st-key-top_of_] {\n  display: none;\n}",
    js=joined(Path(__file__).parent / "top.js"),
    isolate_styles=False,
)


def hidden_parts(page: str, *, whole: bool = False) -> frozenset[str]:
    """Which parts of a page are not shown.

    "Present" stands in a fragment, and what it hides lies outside of it, too: the next run of the
    fragment begins the whole page again.

    Args:
        page: the page's name, before its keys in `st.session_state`.
        whole: whether the whole page is being drawn; its fragments ask without it.
    """
    if whole:
        st.session_state.pop(f"{page}_hide_changed", None)
    elif f"{page}_hide_changed" in st.session_state:
        st.rerun()
    hidden: frozenset[str] = st.session_state[f"{page}_hidden"]
    return hidden


def present(page: str, parts: tuple[str, ...]) -> None:
    """The button for teachers, beside the knobs.

    Args:
        page: the page's name, before its keys in `st.session_state`.
        parts: what it hides.
    """
    st.button(
        t("Present"),
        key=f"{page}_present",
        on_click=uninterrupted(_hide),
        args=(page, parts),
        help=t(
            "For a projector: the question and the picture alone. The answer comes at a press of "
            "“Show the answer”, and the page's address is then a link to the same."
        ),
    )


def end_presentation(page: str) -> None:
    """Below what is presented: what its link is, and the way back; nothing else."""
    if ANSWER not in st.session_state[f"{page}_hidden"]:
        return
    _to_the_top(key=f"top_of_{page}", data=with_turn(f"top_of_{page}", {"presented": True}))
    st.caption(
        t(
            "The address of this page is a link to what is presented. It hides the answer, and "
            "does not tell it."
        )
    )
    st.button(
        t("End the presentation"), key=f"{page}_end", on_click=uninterrupted(_hide), args=(page, ())
    )


def _hide(page: str, parts: tuple[str, ...]) -> None:
    st.session_state[f"{page}_hidden"] = frozenset(parts)
    st.session_state[f"{page}_told"] = not parts
    st.session_state[f"{page}_hide_changed"] = True
