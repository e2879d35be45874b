"""The measured text as a component, coloured by what each place does to its end; view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.memory_ruler.measures import TextMeasures
from rnn_demo.figures.cell_colours import colour_of
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "rnn_demo_ruler_view",
    html=(_HERE / "view.html").read_text(encoding="utf-8"),
    css=style("captions", _HERE / "view"),
    js=joined(_HERE / "view.js"),
)


def ruler_data(measured: TextMeasures, *, words: bool) -> dict[str, Any]:
    """What the browser is sent.

    Args:
        measured: at least one curve.
        words: whether a place is a word, else it is a character.
    """
    return {
        "words": words,
        "unit": "logits" if words else "bits",
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
    _component(key=key, data=with_turn(key, data))
