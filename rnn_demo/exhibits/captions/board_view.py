"""The board that a visitor draws on, as a component."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from rnn_demo.exhibits.captions.compute.drawn import BOARD
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "board_view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "board_view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_captions_board",
    html=_HTML,
    css=style("buttons", "plots", _HERE / "board_view"),
    js=_SCRIPT,
)


def board_view(key: str, drawing: str, take: Callable[[object], None]) -> None:
    """Show the board.

    Args:
        key: the key of the component.
        drawing: what is on it at first, in base64; empty for nothing.
        take: called with each drawing that the browser sends.
    """

    def drawn() -> None:
        take((st.session_state.get(key) or {}).get("drawn"))

    data = {"side": BOARD, "drawing": drawing}
    _component(key=key, data=with_turn(key, data, _WORDS), on_drawn_change=uninterrupted(drawn))
