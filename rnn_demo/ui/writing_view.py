"""The text of one network as a component: coloured, pointed at, selected; see writing_view.js."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.engine.writing import WAITING
from rnn_demo.ui.components import script, with_turn
from rnn_demo.ui.drafts import Draft
from rnn_demo.ui.packing import packed_surprises
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "rnn_demo_writing_view",
    html=(_HERE / "writing_view.html").read_text(encoding="utf-8"),
    css=(_HERE / "writing_view.css").read_text(encoding="utf-8"),
    js=script("writing_stream", "writing_view"),
)


def view_data(
    draft: Draft,
    title: str,
    standing: str,
    *,
    colour: bool,
    parting: int | None,
    selected: int | None,
    socket: str = "",
) -> dict[str, Any]:
    """What the browser is sent: small numbers, and rivals only once the text stands still.

    Args:
        draft: the text.
        title: which network writes it.
        standing: how good that network is.
        colour: whether to colour by surprise.
        parting: where it parts from the other text, None for nowhere.
        selected: the selected character, None for none.
        socket: the address where the rest will come from, empty for none.

    Returns:
        `surprise` in hundredths of a bit a character, packed; `rivals` and `probabilities`
        (hundredths of a percent, packed) with `width` entries a character, empty while running.
    """
    running = draft.writing.running
    written = draft.written
    width = written.rival_ids.shape[1]
    return {
        "number": draft.number,
        "title": title,
        "label": f"Text by {title}",
        "standing": standing,
        "foot": footline(draft, running),
        "prompt": draft.prompt,
        "text": written.text,
        "surprise": packed_surprises(written.surprises),
        "holds": holds_of(draft),
        "rivals": "" if running else draft.rivals,
        "probabilities": "" if running else draft.rival_probabilities,
        "width": width if len(written) else 0,
        "running": running,
        "socket": socket,
        "colour": colour,
        "parting": parting,
        "selected": selected,
    }


def holds_of(draft: Draft) -> list[tuple[int, str]]:
    """Where units began to be held, or were set free (then without a name)."""
    start = len(draft.kept)
    return [(start + place, hold.name if hold else "") for place, hold in draft.writing.holds]


def footline(draft: Draft, running: bool) -> str:
    """Bits per character so far and length in one line, or what the text waits for."""
    if running and draft.writing.phase == WAITING:
        return f"Waiting for a place; texts before this one: {draft.writing.ahead:,}."
    if not draft.length:
        return "Reading the prompt …" if running else "Nothing written."
    # Of what was kept the sum is taken anew: it is rarely there, and never grows.
    nats = float(draft.kept.surprises.sum(dtype=np.float64)) + draft.writing.nats
    bits = nats / draft.length / math.log(2)
    return (
        f"{bits:.2f} bits per character{' so far' if running else ''} · {draft.length:,} characters"
    )


def writing_view(key: str, data: dict[str, Any]) -> None:
    """Show a text."""
    _component(
        key=key,
        data=with_turn(key, data),
        on_selected_change=_nothing,
        on_finished_change=_nothing,
        on_connected_change=_nothing,
        on_no_sockets_change=uninterrupted(_no_sockets),
    )


def selected_in(key: str, draft: Draft) -> int | None:
    """The character that the visitor selected in a view of this draft, if any."""
    state = st.session_state.get(key) or {}
    return selection(state.get("selected"), draft.number, draft.length)


def selection(value: Any, number: int, length: int) -> int | None:
    """The selected character, None when the selection is of another text or not a place in it."""
    if not isinstance(value, dict) or value.get("number") != number:
        return None
    index = value.get("index")
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < length:
        return None
    return index


def _nothing() -> None:
    """A component's state is only kept when it has a callback."""


def _no_sockets() -> None:
    """A browser, or what is between, cannot open the texts' sockets: the page is drawn instead."""
    st.session_state.no_sockets = True
