"""The tagged words as a component: two tags below each word, and a word's probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.tags.compute import TaggedText
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import LARGEST, packed
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_tags_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def tags_view(key: str, data: dict[str, Any]) -> None:
    """Show a tagged text."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(read: TaggedText, residual: float, tags: Sequence[str]) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        read: the text, tagged.
        residual: by how much the causal answers depend on the future.
        tags: their names.
    """
    return {
        "words": list(read.words),
        "begins": list(read.begins),
        "tags": list(tags),
        "causal": packed(read.causal * LARGEST),
        "both": packed(read.both * LARGEST),
        "causalBest": read.causal.argmax(1).tolist(),
        "bothBest": read.both.argmax(1).tolist(),
        "check": {
            "text": t("✓ causal") if residual == 0 else f"✗ {residual:.0e}",
            "holds": residual == 0,
            "title": t(
                "The first sentence was read again with all words of its second half exchanged: "
                "what the causal reader says of the words before is the same to the last bit."
            )
            if residual == 0
            else t("Later words have changed earlier answers: take the picture with care."),
        },
    }
