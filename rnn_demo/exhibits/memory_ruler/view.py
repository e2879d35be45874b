"""The measured text as a component, coloured by what each place does to its end; view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.memory_ruler.measures import TextMeasures
from rnn_demo.figures.cell_colours import colour_of
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_ruler_view",
    html=_HTML,
    css=style("captions", _HERE / "view"),
    js=_SCRIPT,
)


def ruler_data(measured: TextMeasures, *, words: bool) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        measured: at least one curve.
        words: whether a place is a word, else it is a character.
    """
    return {
        "words": words,
        "unit": t("logits") if words else t("bits"),
        "places": list(measured.places),
        "texts": [
            {
                "name": curve.name,
                "colour": colour_of(curve.name),
                "values": [round(float(value), 4) for value in curve.felt],
                "notes": list(curve.notes),
            }
            for curve in measured.curves
        ],
        "strongest": int(np.argmax(measured.curves[0].felt)),
    }


def ruler_view(key: str, data: dict[str, Any]) -> None:
    """Show the text."""
    _component(key=key, data=with_turn(key, data, _WORDS))
