"""The surprise at each letter of a text without spaces, drawn in the browser by line_view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.elman.compute.surprise import ReadLine
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "line_view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "line_view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_elman_line_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "line_view"),
    js=_SCRIPT,
)
TITLES = {"elman": "Elman network", "lstm": "LSTM", "5-gram": "5-gram table"}


def line_view(key: str, data: dict[str, Any]) -> None:
    """Show the picture."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def line_data(line: ReadLine) -> dict[str, Any]:
    """The data that the browser receives."""
    best = max(line.readers, key=lambda name: line.readers[name].score.f1)
    return {
        "letters": line.letters.text,
        "begins": line.letters.begins.tolist(),
        "readers": [
            {
                "key": name,
                "name": t(TITLES[name]),
                "bits": [round(value, 3) for value in own.bits.tolist()],
                "found": own.found.tolist(),
                "threshold": own.threshold,
                "score": t(
                    "{right} of {there} beginnings found, {false} claimed where none is",
                    right=own.score.right,
                    there=own.score.there,
                    false=own.score.found - own.score.right,
                ),
            }
            for name, own in line.readers.items()
        ],
        "spoken": t(
            "Surprise at each of {count} letters, by three readers. Most beginnings of words are "
            "found by: {best}.",
            count=len(line.letters.text),
            best=t(TITLES[best]),
        ),
    }
