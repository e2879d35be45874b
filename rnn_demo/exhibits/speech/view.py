"""What is heard as a component: spectrogram, chances over time, path and words, with the sound."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.speech.compute import HeardSound, likeliest
from rnn_demo.sounds.hearing import AROUND, STEP
from rnn_demo.sounds.log_mel import FLOOR, RATE
from rnn_demo.sounds.recording import as_wav
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_halves
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_speech_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def speech_view(key: str, data: dict[str, Any]) -> None:
    """Show a sound and what is heard in it.

    Args:
        key: of the component.
        data: from `view_data`.
    """
    _component(key=key, data=with_turn(key, data, _WORDS))


def view_data(found: HeardSound, names: Sequence[str]) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        found: the sound and what was heard.
        names: of the words.
    """
    logs = found.hearing.logs
    low = np.log(FLOOR)
    loudness = np.clip(255 * (logs - low) / -low, 0, 255).astype(np.uint8)
    holds = found.check.holds
    return {
        "sound": base64.b64encode(as_wav(np.pad(found.samples, AROUND))).decode("ascii"),
        "seconds": (len(found.samples) + 2 * AROUND) / RATE,
        "bands": base64.b64encode(np.ascontiguousarray(loudness).tobytes()).decode("ascii"),
        "height": logs.shape[1],
        "chances": packed_halves(likeliest(found.hearing.log_chances)),
        "step": STEP,
        "names": list(names),
        "words": [
            {
                "id": word.id,
                "begin": word.begin,
                "end": word.end,
                "chance": round(word.chance, 4),
            }
            for word in found.hearing.words
        ],
        "check": {
            "text": f"✓ {found.check.residual:.0e}" if holds else f"✗ {found.check.residual:.0e}",
            "holds": holds,
            "title": t(
                "ln p of some words over eight steps, by the forward algorithm and by adding up "
                "every alignment: they differ by {residual:.0e}.",
                residual=found.check.residual,
            ),
        },
    }
