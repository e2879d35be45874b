"""The timeline as a picture, drawn in the browser by view.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.history.knobs import HistoryKnobs
from rnn_demo.exhibits.history.point import STRANDS
from rnn_demo.exhibits.history.points import FIRST_YEAR, LAST_YEAR, drawn
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_history_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def history_view(key: str, data: dict[str, Any], chosen: Callable[[Any], None]) -> None:
    """Show the timeline.

    Args:
        key: of the component.
        data: from `view_data`.
        chosen: called with the name of the point that the visitor has chosen, as the browser sends
            it.
    """

    def changed() -> None:
        chosen((st.session_state.get(key) or {}).get("point"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_point_change=uninterrupted(changed))


def view_data(knobs: HistoryKnobs) -> dict[str, Any]:
    """The data that the browser receives: the points of the strand, in order."""
    strands = list(STRANDS)
    return {
        "span": [FIRST_YEAR, LAST_YEAR],
        "strands": [t(title) for title in STRANDS.values()],
        "chosen": knobs.point,
        "points": [
            {
                "name": name,
                "year": point.year,
                "strand": strands.index(point.strand),
                "label": t("{people}: {title}", people=t(point.people), title=t(point.title)),
            }
            for name, point in drawn(knobs.strand).items()
        ],
    }
