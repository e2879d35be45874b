"""The net as a component, drawn and run in the browser by view.js."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import Net
from rnn_demo.knobs.bitmaps import Pixels
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
    "rnn_demo_hopfield_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def view_data(knobs: HopfieldKnobs, net: Net, opened: int, said: int) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        knobs: the rule, and how it is used.
        net: what is stored and drawn.
        opened: which opening of the page this is; after another one the browser takes the drawing
            from here, whatever it has itself.
        said: the number of the browser's last change that the page has taken.
    """
    return {
        "opened": opened,
        "said": said,
        "side": knobs.size,
        "names": [t(name) for name in net.names],
        # One after the other, each beginning in a new group of base64.
        "patterns": "".join(map(packed_pixels, net.patterns)),
        "removable": len(knobs.letters) + len(knobs.own),
        "rule": knobs.rule,
        "update": knobs.update,
        "beta": knobs.beta,
        "theta": knobs.theta,
        "seed": knobs.seed,
        "drawing": packed_pixels(net.drawing),
        "noise": knobs.noise,
        "wiped": knobs.wiped,
    }


def packed_pixels(pixels: Pixels) -> str:
    """Pixels in base64, eight a byte, the first in the highest bit, 1 for ink."""
    return base64.b64encode(np.packbits(pixels > 0).tobytes()).decode("ascii")


def hopfield_view(key: str, data: dict[str, Any], take: Callable[[object], None]) -> None:
    """Show the net.

    Args:
        key: the key of the component.
        data: from `view_data`.
        take: called with what the visitor changed in the picture.
    """

    def changed() -> None:
        take((st.session_state.get(key) or {}).get("changed"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_changed_change=uninterrupted(changed))
