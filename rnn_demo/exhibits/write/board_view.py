"""The gate board as a component: a small picture for each gate and state; see board_view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.write.board_frames import frame_message
from rnn_demo.exhibits.write.board_socket import board_address
from rnn_demo.exhibits.write.compute.gate_board import Frame, frame, row_names
from rnn_demo.gates import LETTERS, SIGMOID_GATES
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.widgets.written_text.drafts import Draft

_HERE = Path(__file__).parent
_HTML = (_HERE / "board_view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "board_view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_board_view",
    html=_HTML,
    css=style(_HERE / "board_view"),
    js=_SCRIPT,
)
CLOSE = 0.2  # for an h between -1 and 1, after one step with weights in 8 bits
TOLD = {**LETTERS, "tanh_cell": "tanh C", "hidden": "h"}


def board_view(key: str, draft: Draft, place: int | None) -> None:
    """Show the board of a text: live while it is being written, else for one character.

    Args:
        key: the key of the component.
        draft: the text.
        place: the character to show in a text that is finished, None for its last.
    """
    _component(key=key, data=with_turn(key, board_data(draft, place), _WORDS))


def board_data(draft: Draft, place: int | None) -> dict[str, Any]:
    """The data that the browser receives."""
    network = draft.writing.network.full
    config, running = network.config, draft.writing.running
    at = draft.length - 1 if place is None else place
    still = not running and 0 <= at < draft.length
    return {
        "number": draft.number,
        "layers": config.num_layers,
        "hidden": config.hidden_size,
        "rows": [
            {
                "name": TOLD[name],
                "title": t(name.replace("_", " ")),
                "signed": name not in SIGMOID_GATES,
            }
            for name in row_names(config.cell)
        ],
        "socket": board_address(draft) if running else "",
        "frame": _still(draft, at) if still else None,
    }


def _still(draft: Draft, place: int) -> dict[str, Any]:
    """The frame of a character in a text that is not being written, with its check."""
    found, miss = frame_at(draft, place)
    note = t(
        "{mark} {miss:.3f}: largest difference between h here, in full precision, and h of the 8 "
        "bits that wrote.",
        mark="✓" if miss < CLOSE else "✗",
        miss=miss,
    )
    return {**frame_message(found, draft, place), "note": note}


def frame_at(draft: Draft, place: int) -> tuple[Frame, float]:
    """The frame of a written character, from its restored state, and how far off 8 bits are."""
    token, reader = int(draft.written.ids[place]), draft.reader_after(place)
    found = frame(draft.writing.network.full, token, reader.state)
    return found, found.misses(reader.after(token).state)
