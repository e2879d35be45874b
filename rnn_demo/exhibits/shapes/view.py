"""The five diagrams and the table of tasks, drawn in the browser by view.js."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.shapes.diagrams import DIAGRAMS, LAST_TICK, Diagram
from rnn_demo.exhibits.shapes.tasks import TASKS, SequenceTask
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
    "rnn_demo_shapes_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def shapes_view(key: str, data: dict[str, Any], chosen: Callable[[Any], None]) -> None:
    """Show the pictures.

    Args:
        key: of the component.
        data: from `view_data`.
        chosen: called with the name of the task that the visitor has chosen, as the browser sends
            it.
    """

    def changed() -> None:
        chosen((st.session_state.get(key) or {}).get("task"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_task_change=uninterrupted(changed))


def view_data(chosen: str) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        chosen: the name of the task whose diagram is lit.
    """
    return {
        "chosen": chosen,
        "last": LAST_TICK,
        "diagrams": [_diagram(name, diagram) for name, diagram in DIAGRAMS.items()],
        "tasks": [_task(name, task) for name, task in TASKS.items()],
    }


def _diagram(name: str, diagram: Diagram) -> dict[str, Any]:
    return {
        "name": name,
        "title": t(diagram.title),
        "slide": diagram.slide,
        "steps": diagram.steps,
        "again": diagram.again,
        "depends": t(diagram.depends),
        "inputs": [{"step": step, "name": one} for step, one in diagram.inputs.items()],
        "outputs": [{"step": step, "name": one} for step, one in diagram.outputs.items()],
        "moments": [asdict(moment) for moment in diagram.moments],
    }


def _task(name: str, task: SequenceTask) -> dict[str, Any]:
    return {
        "name": name,
        "title": t(task.title),
        "slide": task.slide,
        "diagram": task.diagram,
        "x": t(task.x),
        "y": t(task.y),
        "read": [t(word) for word in task.read],
        "written": [t(word) for word in task.written],
        "links": [{"title": t(page.title), "href": link.href} for page, link in task.live()],
        "note": t(task.note),
    }
