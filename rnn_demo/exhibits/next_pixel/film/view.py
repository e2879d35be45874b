"""The film as a component, played in the browser by view.js."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.data.moving_digits import Array
from rnn_demo.exhibits.next_pixel.film.compute import ForetoldFilm
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_next_frame_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def film_view(key: str, film: ForetoldFilm) -> None:
    """Show a film."""
    _component(key=key, data=with_turn(key, film_data(film), _WORDS))


def film_data(film: ForetoldFilm) -> dict[str, Any]:
    """The data that the browser receives."""
    first = film.truth[: film.seen]
    return {
        "side": film.truth.shape[-1],
        "seen": film.seen,
        "frames": len(film.truth),
        "films": {
            "truth": _packed(film.truth),
            # There is nothing from which the first frame could be foretold.
            "network": _packed(np.concatenate([np.zeros_like(film.truth[:1]), film.network])),
            "stays": _packed(np.concatenate([first, film.stays])),
            "moves": _packed(np.concatenate([first, film.moves_on])),
        },
        "errors": {
            "network": film.errors(film.network).tolist(),
            "stays": film.errors(film.stays).tolist(),
            "moves": film.errors(film.moves_on).tolist(),
        },
    }


def _packed(frames: Array) -> str:
    return base64.b64encode(np.rint(255 * frames).astype(np.uint8).tobytes()).decode("ascii")
