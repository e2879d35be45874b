"""The page's address as a link to what it shows.

Streamlit adds an entry to the browser's history for each change, and Back then seems to do nothing
that many times. Here a page has one entry, whose address changes, see address.js and history.js.
Back leads to the previous page, whose address names what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnn_demo.ui.components import with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.uninterrupted import uninterrupted

_component = st.components.v2.component(
    "rnn_demo_address",
    css="[class*=st-key-address] {\n  display: none;\n}",
    js=joined(Path(__file__).parent / "address.js"),
    isolate_styles=False,
)


@uninterrupted
def enter(page: str) -> None:
    """Record which page's script is about to run.

    Args:
        page: the path of the page, as the navigation has it.
    """
    state, context, asked = st.session_state, get_script_run_ctx(), st.query_params.to_dict()
    before, returned = state.get("address_page"), bool(context and context.is_history_navigation)
    state.address_page, state.address_written = page, False
    if returned or page != before:
        state.address_visit = state.get("address_visit", 0) + 1
    # An address without a query says nothing that the page does not know better.
    if returned and asked and asked != _left().get(page, asked):
        _left()[page], state.address_brought = asked, state.address_visit


def leave() -> None:
    """Called after the script: the query of a page that has not written one is not its own."""
    if not st.session_state.address_written:
        write_address(_left().get(st.session_state.address_page, {}))


def linked() -> dict[str, str]:
    """The values of the page's link: as the page left it, else as the visitor brought it."""
    return _left().get(st.session_state.get("address_page", ""), st.query_params.to_dict())


def asks(name: str, each_visit: bool = False) -> bool:
    """Whether a part of a page still has to take its values from the link; it is true once.

    It has to when a visitor first opens the page, and when Back or Forward brings a link other than
    the one that the page left.

    Args:
        name: the name of the part.
        each_visit: whether it also has to on every visit to the page, because Streamlit meanwhile
            forgets what the part shows.
    """
    state = st.session_state
    now = state.get("address_visit" if each_visit else "address_brought", 0)
    taken: dict[tuple[str, bool], int] = state.setdefault("address_taken", {})
    if taken.get((name, each_visit)) == now:
        return False
    taken[name, each_visit] = now
    return True


def forget(*names: str) -> None:
    """Let widgets show what the link has instead of what a visitor left in them.

    Args:
        names: the names with which the keys of the widgets begin.
    """
    for key in [key for key in st.session_state if str(key).startswith(names)]:
        del st.session_state[key]


def write_address(link: Mapping[str, str], part: str = "") -> None:
    """Put a query into the address; the browser hears nothing if it is already there.

    Args:
        link: the whole query.
        part: which part of the page writes it, if several do.
    """
    state = st.session_state
    page = state.get("address_page", "")
    # Streamlit's page sends the query along, even to another server when this one is gone.
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
    _component(
        key=f"address{part}",
        data=with_turn("address", {"page": page, "query": urlencode(link)}),
    )
    _left()[page], state.address_written = dict(link), True


def _left() -> dict[str, dict[str, str]]:
    """The query that each page wrote last."""
    left: dict[str, dict[str, str]] = st.session_state.setdefault("address_left", {})
    return left
