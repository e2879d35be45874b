"""The trellis as a component, computed again and drawn in the browser by view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.hidden_markov.compute.models import NamedChain
from rnn_demo.exhibits.hidden_markov.compute.trellis import Trellis
from rnn_demo.ui.badges import LEGEND, badge
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_hidden_markov_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def chain_view(key: str, data: dict[str, Any]) -> None:
    """Show the trellis."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(chain: NamedChain, found: Trellis, shown: str, check: Check) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        chain: the model.
        found: what is seen, and everything about it.
        shown: which messages the trellis shows, as the knob has it.
        check: of `found`.
    """
    model = chain.model
    return {
        "model": {
            "initial": model.initial.tolist(),
            "transitions": model.transitions.tolist(),
            "emissions": model.emissions.tolist(),
        },
        "names": [t(name) for name in chain.names],
        "letters": chain.letters,
        "ids": found.ids.tolist(),
        "shown": shown,
        "check": badge(check),
    }
