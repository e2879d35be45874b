"""The training time machine as a component, drawn in the browser; see view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.time_machine.compute import TimeMachine, fades_at
from rnn_demo.gates import LETTERS
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_time_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def time_data(machine: TimeMachine, at: int) -> dict[str, Any]:
    """The data that the browser receives: every moment's figures and sample, and where to begin."""
    first = machine.snapshots[0]
    return {
        "at": at,
        "gates": [{"key": gate, "name": LETTERS[gate]} for gate in first.below],
        "tracked": list(first.tracked),
        "names": [t(name) for name in first.tracked],
        "moments": [
            {
                "step": moment.step,
                "loss": moment.loss,
                "below": moment.below,
                "above": moment.above,
                "reach": moment.reach.tolist(),
                "fades": fades_at(moment.reach),
                "tracked": moment.tracked,
                "sample": moment.sample,
            }
            for moment in machine.snapshots
        ],
    }


def time_view(key: str, data: dict[str, Any], at: int) -> int:
    """Show the film; returns the moment at which the visitor stopped it."""
    _component(key=key, data=with_turn(key, data, _WORDS), on_moment_change=_nothing)
    moment = (st.session_state.get(key) or {}).get("moment")
    return moment if isinstance(moment, int) and 0 <= moment < len(data["moments"]) else at


def _nothing() -> None:
    """Do nothing; having a callback lets the page be drawn again."""
