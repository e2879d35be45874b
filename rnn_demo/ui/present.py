"""Presentation mode: a page with its question and picture, and the answer kept for later.

The link says what is hidden, see `rnn_demo.knobs.hiding`.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from rnn_demo.knobs.hiding import ANSWER
from rnn_demo.ui.components import with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.uninterrupted import uninterrupted

# The button is below the question that its page should show.
_to_the_top = st.components.v2.component(
    "rnn_demo_top",
    css="[class*=st-key-top_of_] {\n  display: none;\n}",
    js=joined(Path(__file__).parent / "top.js"),
    isolate_styles=False,
)


def hidden_parts(page: str, *, whole: bool = False) -> frozenset[str]:
    """Which parts of a page are not shown.

    "Present" is in a fragment, but some of what it hides is outside the fragment, so the next run
    of the fragment starts the whole page again.

    Args:
        page: the page's name, with which its keys in `st.session_state` begin.
        whole: whether the whole page is being drawn; fragments leave it False.
    """
    if whole:
        st.session_state.pop(f"{page}_hide_changed", None)
    elif f"{page}_hide_changed" in st.session_state:
        st.rerun()
    hidden: frozenset[str] = st.session_state[f"{page}_hidden"]
    return hidden


def present(page: str, parts: tuple[str, ...]) -> None:
    """Draw the button for teachers, beside the knobs.

    Args:
        page: the page's name, with which its keys in `st.session_state` begin.
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
    """Draw what is below a presentation: its link and the way back, and nothing else."""
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
