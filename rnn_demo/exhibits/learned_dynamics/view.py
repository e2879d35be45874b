"""The imitated flow as a component, computed and drawn in the browser; see view.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.dynamics.flows import flow_of
from rnn_demo.exhibits.learned_dynamics.compute import first_predictions, noise_of
from rnn_demo.exhibits.learned_dynamics.knobs import (
    FLOW_NAMES,
    PREDICTOR_NAMES,
    DynamicsKnobs,
    start_of,
)
from rnn_demo.tasks.learned_dynamics.measures import WRONG
from rnn_demo.tasks.learned_dynamics.predictors import Polynomial, Predictor
from rnn_demo.tasks.learned_dynamics.record import LearnedFlow, ring_of
from rnn_demo.tasks.learned_dynamics.trajectories import FINE, FINER, LISTENED, SAME
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_floats
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_dynamics_view",
    html=_HTML,
    css=style("buttons", "captions", "plots", _HERE / "view"),
    js=_SCRIPT,
)


def dynamics_view(key: str, data: dict[str, Any], dragged: Callable[[Any], None]) -> None:
    """Show the picture.

    Args:
        key: of the component.
        data: from `view_data`.
        dragged: called with the start that the visitor has dragged to.
    """

    def moved() -> None:
        dragged((st.session_state.get(key) or {}).get("start"))

    _component(key=key, data=with_turn(key, data, _WORDS), on_start_change=uninterrupted(moved))


def view_data(knobs: DynamicsKnobs, learned: LearnedFlow) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        knobs: the question.
        learned: what was learned of its flow.

    Raises:
        KnobError: the start cannot be used.
    """
    flow = flow_of(knobs.flow)
    return {
        "flow": flow.name,
        "title": t(FLOW_NAMES[flow.name]),
        "variables": list(flow.variables),
        "step": flow.step,
        "unit": flow.unit,
        "chaotic": flow.chaotic,
        "exponent": flow.exponent,
        "low": list(flow.low),
        "high": list(flow.high),
        "mean": learned.scale.mean.tolist(),
        "deviation": learned.scale.deviation.tolist(),
        "start": list(start_of(knobs)),
        "steps": knobs.steps,
        "listened": LISTENED,
        "noise": noise_of(knobs).tolist(),
        "tolerances": [FINE, FINER],
        "same": SAME,
        "wrong": WRONG,
        "chosen": knobs.predictor,
        "predictors": [
            {**predictor_data(learned.predictors[name]), "name": name, "title": t(title)}
            for name, title in PREDICTOR_NAMES.items()
        ],
        "median": list(learned.standings[knobs.predictor].error[: knobs.steps]),
        "first": first_predictions(knobs, learned).tolist(),
    }


def predictor_data(predictor: Predictor) -> dict[str, Any]:
    """A predictor as predictors.js reads it: readouts in full, the rest as the float32 it is."""
    readout = predictor.readout.tolist()
    if isinstance(predictor, Polynomial):
        factors = predictor.factors.tolist()
        return {
            "kind": "polynomial",
            "delays": predictor.delays,
            "factors": factors,
            "readout": readout,
        }
    network = predictor.network
    ring = ring_of(network)
    return {
        "kind": network.cell,
        "units": network.hidden_size,
        "ring": ring,
        "recurrent": "" if ring else packed_floats(network.weights),
        "recurrentBias": packed_floats(network.recurrent_bias),
        "inputs": packed_floats(predictor.input_weights),
        "inputBias": packed_floats(predictor.input_bias),
        "readout": readout,
    }
