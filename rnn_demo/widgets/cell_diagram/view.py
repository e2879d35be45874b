"""The conveyor belt as a component, drawn in the browser; see view.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.engine.forcing import Force, concerns
from rnn_demo.gates import LETTERS
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_floats
from rnn_demo.ui.script_words import words_in
from rnn_demo.widgets.cell_diagram.compute import BeltComparison, BeltTrace
from rnn_demo.widgets.cell_diagram.settings import BeltSettings

_HERE = Path(__file__).parent
_NARROW = (_HERE / "narrow.html").read_text(encoding="utf-8")  # the same pictures for a phone
_HTML = (_HERE / "view.html").read_text("utf-8").replace("<!-- narrow -->", _NARROW)
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_belt_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)
TERMS = {"cell": "C", "hidden": "h"}  # what the picture calls a state; a gate has its own name
CLOSE = 1e-4  # float32: rounding over some hundred steps, of values up to some ten


def belt_data(found: BeltComparison, cell: str, belt: BeltSettings) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        found: the runs.
        cell: lstm or gru.
        belt: the unit and the settings of the runs.
    """
    name = t("layer {layer}, unit {unit}", layer=belt.layer, unit=belt.unit)
    memory, force = found.free.memory, belt.force
    spoken = t(
        "{unit}: between {low:.2f} and {high:.2f}", unit=name, low=memory.min(), high=memory.max()
    )
    if found.forced:
        held = found.forced.memory[found.forced.start :]
        spoken = t(
            "{free}; with {forced} between {low:.2f} and {high:.2f}",
            free=spoken,
            forced=held_name(force),
            low=held.min(),
            high=held.max(),
        )
    return {
        "cell": cell,
        "unit": name,
        "free": _run(found.free),
        "forced": _run(found.forced) if found.forced else None,
        "held": TERMS.get(force.what, force.what) if force else "",
        "heldName": held_name(force),
        "heldHere": force is not None and concerns(force, belt.layer - 1, belt.unit),
        "parted": found.parted,
        "cursor": found.free.start + 1,  # the second one written: the hold has had its effect
        "spoken": spoken,
    }


def held_name(force: Force | None) -> str:
    """What is held, in the slide's letter, e.g. f = 0."""
    return f"{LETTERS[force.what]} = {force.value:g}".replace("-", "−") if force else ""


def checked(found: BeltComparison, belt: BeltSettings) -> str:
    """How far the numbers are from the slide's equation, and from one pass over the text.

    Args:
        found: the runs.
        belt: the unit and the settings of the runs.
    """
    runs = [found.free, *([found.forced] if found.forced else [])]
    residual = max(run.residual for run in runs)
    told = (
        t(
            "✓ {residual}: largest difference to the slide's equation put together from the gates "
            "shown. ✓ {reread}: to the state after one pass over the whole text. All in float32.",
            residual=_short(residual),
            reread=_short(found.reread),
        )
        if residual < CLOSE and found.reread < CLOSE
        else t(
            "✗ The numbers shown miss the slide's equation by {residual:.0e}, or one pass over "
            "the text by {reread:.0e}.",
            residual=residual,
            reread=found.reread,
        )
    )
    force = belt.force
    here = force and force.what in TERMS and concerns(force, belt.layer - 1, belt.unit)
    if not force or not here:
        return told
    left_out = t(
        "While {letter} is held it does not follow its equation, and is left out.",
        letter=LETTERS[force.what],
    )
    return f"{told} {left_out}"


def _short(residual: float) -> str:
    return f"{residual:.0e}" if residual else "0"


def belt_view(key: str, data: dict[str, Any]) -> None:
    """Show the belt."""
    _component(key=key, data=with_turn(key, data, _WORDS))


def _run(belt: BeltTrace) -> dict[str, Any]:
    gates = belt.gates
    before = np.concatenate([[0.0], belt.memory[:-1]])
    if belt.cell is not None:
        terms = {
            **gates,
            "C_before": before,
            "kept": gates["forget_gate"] * before,
            "written": gates["input_gate"] * gates["cell_candidate"],
            "C": belt.cell,
            "tanh_C": np.tanh(belt.cell),
            "h": belt.hidden,
        }
    else:
        z = gates["update_gate"]
        terms = {
            **gates,
            "h_before": before,
            "one_minus_z": 1 - z,
            "reset_h": gates["reset_gate"] * before,
            "kept": (1 - z) * before,
            "written": z * gates["candidate"],
            "h": belt.hidden,
        }
    return {
        "text": belt.text,
        "start": belt.start,
        "terms": {term: packed_floats(values) for term, values in terms.items()},
    }
