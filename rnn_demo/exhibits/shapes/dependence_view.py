"""Which answer depends on which input, drawn in the browser by dependence.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.shapes.compute import Dependence
from rnn_demo.exhibits.shapes.knobs import ShapeKnobs
from rnn_demo.exhibits.shapes.tasks import TASKS
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "dependence.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "dependence.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_dependence_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "dependence"),
    js=_SCRIPT,
)


def dependence_view(key: str, data: dict[str, Any], chosen: Callable[[Any], None]) -> None:
    """Show the square.

    Args:
        key: of the component.
        data: from `dependence_data`.
        chosen: called with the place that the visitor has chosen, from 1 on, as the browser sends
            it.
    """

    def changed() -> None:
        chosen((st.session_state.get(key) or {}).get("at"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_at_change=uninterrupted(changed))


def dependence_data(knobs: ShapeKnobs, found: Dependence) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        knobs: the page's.
        found: of the knobs' text.
    """
    return {
        "text": found.known.text,
        "changed": found.put,
        "moved": found.moved.round(5).tolist(),
        "differing": found.differing.tolist(),
        "written": found.written,
        "rewritten": list(found.rewritten),
        "at": min(knobs.at, len(found.moved)),
        "diagram": TASKS[knobs.task].diagram,
        "check": causality(found),
    }


def causality(found: Dependence) -> dict[str, Any]:
    """The badge: of the numbers that precede an exchanged character, how many have changed."""
    title = t(
        "Each character was exchanged in turn, and the whole text read again: of the "
        "{compared:,} numbers that the network gives before it reads the exchanged character, "
        "{early:,} are not bit-identical.",
        compared=found.compared,
        early=found.early,
    )
    mark = "✓" if found.causal else "✗"
    return {"text": f"{mark} {found.early:,}", "holds": found.causal, "title": title}
