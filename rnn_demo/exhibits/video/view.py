"""The clip as a component, read on the server and played in the browser by view.js."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.data.landmarks import Landmarks, there
from rnn_demo.exhibits.video.compute import PlayedClip, ReadClip
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import LARGEST, packed, packed_floats
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_video_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)
LEAST, SPAN = -2.0, 5.0  # pictures: what is packed; the network reads the numbers unpacked


def video_view(key: str, data: dict[str, Any], left: Callable[[Any], None]) -> None:
    """Show a clip and what was read of it.

    Args:
        key: of the component.
        data: from `view_data`.
        left: called with the frame that the visitor leaves out, or shows again.
    """

    def chosen() -> None:
        left((st.session_state.get(key) or {}).get("leave"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_leave_change=uninterrupted(chosen))


def view_data(
    shown: PlayedClip,
    found: ReadClip,
    words: Sequence[str],
    left_out: Sequence[int],
    name: str,
) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        shown: the frames.
        found: what the network makes of them.
        words: of the signs.
        left_out: frames that it does not see.
        name: of what is shown; the film begins anew when it changes.
    """
    clip, residual = shown.clip, found.check.residual
    return {
        "points": packed_points(clip),
        "seen": (
            there(clip.pose) + 2 * there(clip.left_hand) + 4 * there(clip.right_hand)
        ).tolist(),
        "likely": packed_floats(found.likely),
        "gained": packed_floats(found.gained),
        "words": list(words),
        "recorded": (shown.recorded + 1).tolist(),
        "leftOut": list(left_out),
        "border": shown.border,
        "shown": name,
        "check": {
            "text": t("✓ causal") if found.check.holds else f"✗ {residual:.0e}",
            "holds": found.check.holds,
            "title": t(
                "Read again with all frames after the 6th, the 12th and the 18th of 24 exchanged: "
                "the answers before are the same to the last bit. No answer depends on the future."
            )
            if found.check.holds
            else t("Later frames have changed earlier answers: take the picture with care."),
        },
    }


def packed_points(clip: Landmarks) -> str:
    """The x and y of skeleton, left and right hand of each frame, from 0 to 65,535."""
    points = np.concatenate([clip.pose, clip.left_hand, clip.right_hand], axis=-2)
    return packed((points - LEAST) / SPAN * LARGEST)
