"""A page without presets that opens with the knobs that its link asks for.

Such a page keeps these in `st.session_state`, after its own name: its knobs, see
`rnn_demo.ui.knob_widgets`, and `_problems`, the parts of a link that could not be used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from rnn_demo.ui.address import asks, linked, write_address
from rnn_demo.ui.knob_widgets import V, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted


@uninterrupted
def open_with_link(page: str, read: Callable[[Mapping[str, str]], tuple[V, list[str]]]) -> bool:
    """Take what the link asks for when a visitor first opens the page; returns whether it did.

    Args:
        page: the page's name, with which its keys in `st.session_state` begin.
        read: gives the values of a query, and a sentence for each part that cannot be used.
    """
    if not asks(page):
        return False
    values, problems = read(linked())
    place_knobs(page, values)
    st.session_state[f"{page}_problems"] = problems
    return True


def settle(page: str) -> None:
    """Forget what was wrong with a link once the visitor has chosen something."""
    st.session_state[f"{page}_problems"] = []


def show_link(link: Mapping[str, str], unfit: str = "") -> None:
    """Let the page's address restore what is shown, and say so.

    Args:
        link: the whole query.
        unfit: a sentence about what the link cannot hold, said instead.
    """
    write_address(link)
    st.caption(
        t(unfit) if unfit else t("The address of this page is a link to what is shown here.")
    )
