"""The walk of a string through the grammar, drawn in the browser by walk.js."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.memory_in_bits.compute.strings import (
    END,
    KINDS,
    READERS,
    START,
    StringCost,
    ways,
)
from rnn_demo.exhibits.memory_in_bits.controls import first_step
from rnn_demo.exhibits.memory_in_bits.knobs import write_link
from rnn_demo.figures.costs import READER_COLOURS
from rnn_demo.ui.address import write_address
from rnn_demo.ui.badges import LEGEND, badge, worse
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.run_costs import fragment
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "walk.html").read_text("utf-8").replace("<!-- marks -->", LEGEND)
_SCRIPT = joined(_HERE / "walk.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_reber_walk",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "walk"),
    js=_SCRIPT,
)
KEY = "reber_walk"


def walk_data(
    found: StringCost | None, checks: Sequence[Check], step: int, opened: int
) -> dict[str, Any]:
    """The data that the browser receives: the grammar, and the string on it.

    Args:
        found: the string; None if what was typed is not a string, and the grammar is shown alone.
        checks: the checks of the bits of the first two readers.
        step: symbols walked when the picture opens.
        opened: which opening this is; the same string opens again after another one.
    """
    return {
        "opened": opened,
        "text": found.text if found else "",
        "path": list(found.path) if found else [START],
        "step": step,
        "kinds": KINDS,
        "ways": [[node, symbol, to] for node, own in ways().items() for symbol, _, to in own],
        "readers": [
            {
                "name": t(reader),
                "colour": colour,
                "foreseen": [dict(own) for own in found.foreseen[reader]] if found else [],
                "bits": found.bits[reader].tolist() if found else [],
            }
            for reader, colour in zip(READERS, READER_COLOURS, strict=True)
        ],
        "check": badge(worse(*checks)) if checks else None,
        "nodes": [*ways(), END],
    }


@fragment
def walk(text: str, found: StringCost | None, checks: Sequence[Check]) -> None:
    """Show the walk; when the visitor stops it, the address follows without redrawing the page.

    Args:
        text: the string as it is read.
        found: what it costs, None if it is not in the grammar.
        checks: the checks of the bits of the first two readers.
    """
    state = st.session_state
    if state.get("reber_walked") != text:
        state.reber_walked, state.reber_opened = text, state.get("reber_opened", 0) + 1
    step = first_step(text) if found else 0
    data = walk_data(found, checks, min(step, len(text)), state.reber_opened)
    _component(key=KEY, data=with_turn(KEY, data, _WORDS), on_stopped_change=_nothing)
    at = stopped_at(text, (state.get(KEY) or {}).get("stopped"), step, state.reber_opened)
    write_address(write_link(text, state.reber_seed, at if found else None))


def stopped_at(text: str, told: object, step: int, opened: int) -> int:
    """Where the walk of this string was stopped, as the browser reports it; else where it opened.

    Args:
        text: the string.
        told: {"opened": in which opening, "at": symbols walked}; anything else is ignored.
        step: where it opened.
        opened: which opening is shown.
    """
    if not isinstance(told, dict) or told.get("opened") != opened:
        return step
    at = told.get("at")
    return at if isinstance(at, int) and 0 <= at <= len(text) else step


def _nothing() -> None:
    """Do nothing; having a callback lets the address follow."""
