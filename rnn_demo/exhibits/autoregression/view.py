"""The model as a component, computed and drawn in the browser; see view.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.autoregression.compute.analysis import ModelAnalysis
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
FIRST_YEAR = 1700  # of the sunspots
_component = st.components.v2.component(
    "rnn_demo_autoregression_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def autoregression_view(key: str, data: dict[str, Any], dragged: Callable[[Any], None]) -> None:
    """Show the pictures.

    Args:
        key: of the component.
        data: from `view_data`.
        dragged: called with the poles, as text, that the visitor has dragged to.
    """

    def moved() -> None:
        dragged((st.session_state.get(key) or {}).get("poles"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_poles_change=uninterrupted(moved))


def view_data(knobs: AutoregressionKnobs, found: ModelAnalysis) -> dict[str, Any]:
    """The data that the browser receives: the question, and Python's numbers for its check."""
    estimate = found.estimate
    return {
        "poles": [list(pole) for pole in knobs.poles],
        "chosen": knobs.series,
        "given": found.series.tolist() if knobs.series == "sunspots" else [],
        "first": FIRST_YEAR if knobs.series == "sunspots" else 1,
        "length": knobs.length,
        "sigma": knobs.sigma,
        "horizon": knobs.horizon,
        "seed": knobs.seed,
        "python": {
            "eigenvalues": [[one.real, one.imag] for one in found.eigenvalues.tolist()],
            "impulse": found.impulse.tolist(),
            "variances": found.variances.tolist(),
            "simulated": found.simulated.tolist(),
            "autocorrelations": found.autocorrelations.tolist(),
            "forecast": found.forecast.tolist(),
            "estimate": estimate.model.coefficients.tolist() if estimate else [],
            "errors": estimate.errors.tolist() if estimate else [],
        },
    }
