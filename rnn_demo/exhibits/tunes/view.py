"""The score as a component, engraved and played in the browser by view.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.tunes.compute.score import accidentals, note_numbers
from rnn_demo.exhibits.tunes.written import ShownTune
from rnn_demo.music.abc_writer import abc_body, beat_ticks
from rnn_demo.music.playing import played
from rnn_demo.music.tune import EIGHTH, Element, Tune, TuneNote
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
    "rnn_demo_tunes_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def tune_view(key: str, data: dict[str, Any], take: Callable[[object], None]) -> None:
    """Show the score.

    Args:
        key: the key of the component.
        data: from `view_data`.
        take: called with where the visitor wants to go on.
    """

    def changed() -> None:
        take((st.session_state.get(key) or {}).get("onward"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_onward_change=uninterrupted(changed))


def view_data(shown: ShownTune, tempo: int) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        shown: the tune.
        tempo: quarter notes a minute.
    """
    tune, run = shown.found.tune, shown.verdict.shared
    signs, numbers = accidentals(tune), note_numbers(tune)
    return {
        "meter": tune.meter,
        "sharps": tune.key.sharps,
        "full": tune.bar,
        "beat": beat_ticks(tune.meter),
        "tempo": tempo,
        "ticks": 2 * EIGHTH,  # of a quarter note
        "elements": [
            {
                **_element(one.element, signs[i] if i < len(signs) else ""),
                "name": _name(one.element, tune),
                "nats": round(one.nats, 3),
                "given": one.given,
                "follows": one.follows,
                "shared": bool(
                    run.notes
                    and i < len(numbers)
                    and run.first <= numbers[i] < run.first + run.notes
                ),
                "rivals": [
                    {"name": _name(rival.element, tune), "p": float(f"{rival.probability:.3g}")}
                    for rival in one.rivals
                ],
            }
            for i, one in enumerate(shown.found.written)
        ],
        "played": [[one.start, one.ticks, one.pitch, one.element] for one in played(tune.elements)],
    }


def _element(element: Element | None, sign: str) -> dict[str, Any]:
    if isinstance(element, TuneNote):
        return {"step": element.step, "length": element.length, "sign": sign}
    return {"mark": "end" if element is None else element}


def _name(element: Element | None, tune: Tune) -> str:
    """An element as ABC writes it."""
    return t("the end") if element is None else abc_body([element], tune.key, tune.meter)
