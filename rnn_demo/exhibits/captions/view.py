"""A picture and its name as a component: words one by one, attention, chances and rivals."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.pictures.naming import Naming
from rnn_demo.pictures.opening import Pixels
from rnn_demo.tokenizers.name_words import NameWords
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
    "rnn_demo_captions_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def naming_data(pixels: Pixels, naming: Naming, words: NameWords) -> dict[str, Any]:
    """The data that the browser receives."""
    best = naming.guesses[0]
    return {
        "picture": base64.b64encode(np.ascontiguousarray(pixels).tobytes()).decode("ascii"),
        "side": len(pixels),
        "words": [
            {
                "id": word.id,
                "word": words.words[word.id],
                "chance": round(word.chance, 6),
                "attention": [round(float(share), 4) for share in word.attention],
                "rivals": [
                    {"id": one, "word": words.words[one], "chance": round(chance, 6)}
                    for one, chance in word.rivals
                ],
                "forced": word.forced,
            }
            for word in naming.words
        ],
        "guesses": [
            {
                "ids": list(guess.ids),
                "name": words.decode(guess.ids),
                "chance": round(float(np.exp(guess.log_chance)), 6),
            }
            for guess in naming.guesses[1:]
        ],
        "spoken": t("A picture that the network calls “{name}”.", name=words.decode(best.ids)),
    }


def naming_view(key: str, data: dict[str, Any], take: Callable[[object], None]) -> None:
    """Show the naming.

    Args:
        key: the key of the component.
        data: from `naming_data`.
        take: called with {"ids"} that a visitor's click forces.
    """

    def forced() -> None:
        take((st.session_state.get(key) or {}).get("forced"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_forced_change=uninterrupted(forced))
