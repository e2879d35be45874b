"""The eight pictures as a component; the network is sent apart, once for all that show it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.artifacts.folder import of_one_time
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.pixels import PixelArtifact, read_pixels
from rnn_demo.configuration.pixels import KIND
from rnn_demo.exhibits.next_pixel.knobs import PIXELS, SIDE, PixelKnobs
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_halves
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_pictures = st.components.v2.component(
    "rnn_demo_next_pixel_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)
_network = st.components.v2.component(
    "rnn_demo_next_pixel_network",
    html='<span class="network" hidden></span>',
    js=joined(_HERE / "network_sent.js"),
)


def pixel_view(key: str, data: dict[str, Any], take: Callable[[object], None]) -> None:
    """Show the pictures.

    Args:
        key: the key of the component.
        data: from `view_data`.
        take: called with what the visitor changed in the picture.
    """

    def changed() -> None:
        take((st.session_state.get(key) or {}).get("changed"))

    _pictures(key=key, data=with_turn(key, data, _WORDS), on_changed_change=uninterrupted(changed))


def view_data(knobs: PixelKnobs, metrics: dict[str, Any] | None, opened: int, said: int) -> Any:
    """The data that the browser receives when a knob moves.

    Args:
        knobs: of the page.
        metrics: of the network.
        opened: which opening of the page this is; after another one the browser takes the drawing
            from here, whatever it has itself.
        said: the number of the browser's last change that the page has taken.
    """
    test = metrics.get("test") if metrics else None
    canvas = knobs.drawn[0].pixels(SIDE) if knobs.drawn else np.zeros(PIXELS, np.int8)
    return {
        "opened": opened,
        "said": said,
        "drawing": base64.b64encode(np.packbits(canvas > 0).tobytes()).decode("ascii"),
        "given": knobs.given,
        "temperature": knobs.temperature,
        "seed": knobs.seed,
        "measured": {"nats": test["nats"], "deciles": test["deciles"]} if test else None,
    }


def send_network(name: str, stamp: int) -> PixelArtifact:
    """Send a network of the models' folder to the browser.

    Raises:
        ArtifactError: it cannot be read.
    """
    artifact, data = _read(name, stamp)
    _network(key="next_pixel_network", data=with_turn("next_pixel_network", data))
    return artifact


def network_data(artifact: PixelArtifact) -> dict[str, Any]:
    """A network as the browser receives it: all numbers as they are stored, in float16."""
    size = artifact.config.network
    return {
        "rows": size.rows,
        "columns": size.columns,
        "channels": size.channels,
        "window": size.window,
        "hidden": size.hidden_size,
        "head": size.head_size,
        "packed": {name: packed_halves(tensor) for name, tensor in artifact.weights.items()},
    }


@st.cache_resource(show_spinner=False, max_entries=2)
def _read(name: str, stamp: int) -> tuple[PixelArtifact, dict[str, Any]]:
    """A model, read and packed once for all visitors until its files are written again."""
    del stamp
    folder = listed_model(name)
    artifact = of_one_time(folder, KINDS[KIND].files, lambda: read_pixels(folder))
    return artifact, network_data(artifact)
