"""What the three pictures have in common when they are sent: their scripts, and who drew last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.approximation.compute.network import Architecture
from rnn_demo.exhibits.approximation.compute.targets import Target
from rnn_demo.ui.components import style
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import ScriptWords, words_in

_HERE = Path(__file__).parent


def component(folder: str) -> tuple[Any, ScriptWords]:
    """A picture as a component, and the words of its script.

    Args:
        folder: where its view.html, view.css and view.js are.
    """
    here = _HERE / folder
    html = (here / "view.html").read_text("utf-8")
    script = joined(here / "view.js")
    made = st.components.v2.component(
        f"rnn_demo_approximation_{folder}",
        html=html,
        css=style("buttons", "captions", "plots", _HERE / "view", here / "view"),
        js=script,
    )
    return made, words_in(script, html)


def target_data(target: Target) -> dict[str, Any]:
    """A function as targets.js reads it."""
    return {"name": target.name, "bumps": target.bumps, "drawn": list(target.drawn)}


def net_data(net: Architecture) -> dict[str, Any]:
    """An architecture as network.js reads it."""
    return {
        "inputs": net.inputs,
        "width": net.width,
        "depth": net.depth,
        "activation": net.activation,
    }
