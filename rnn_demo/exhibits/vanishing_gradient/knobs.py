"""The simulator's knobs as widgets and as a link; a preset sets them all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rnn_demo.dynamics.cells import ACTIVATIONS, CELLS
from rnn_demo.dynamics.clipping import CLIPPINGS
from rnn_demo.dynamics.knobs import (
    MOST_STEPS,
    MOST_UNITS,
    NUMBERS,
    KnobError,
    SimulationKnobs,
    changed,
    set_knob,
)
from rnn_demo.dynamics.presets import FIRST, PRESETS, UNNAMED
from rnn_demo.dynamics.weights import KINDS
from rnn_demo.exhibits.vanishing_gradient.compute import CellNorms, norms_of
from rnn_demo.ui.address import asks, forget, linked
from rnn_demo.ui.present import ANSWER, linked_name, named, read_hidden
from rnn_demo.ui.questions import moved
from rnn_demo.ui.uninterrupted import uninterrupted

HIDEABLE = ("presets", "question", "answer", "knobs", "more", "export")
PRESENTED = ("presets", "answer", "knobs", "export")  # what Present hides
TYPED = "typed by hand"
NAMES = {
    "elman": "Elman",
    "lstm-1997": "LSTM of 1997, no forget gate",
    "lstm": "LSTM",
    "gru-slide": "GRU of the slide",
    "gru-torch": "GRU of torch",
    "orthogonal": "orthogonal · g",
    "gaussian": "Gaussian, N(0, g²/n)",
    "identity": "identity · g (IRNN with ReLU)",
    "symmetric": "symmetric",
    "jordan": "Jordan block, g on the diagonal",
    "sparse": "sparse, 15 inputs a unit, ρ = g",
    "counterexample": "counterexample, g [[1, 1], [−1, −1]]",
    "last": "of the last step",
    "every": "of every step",
}
# Each knob that has a widget, as a sentence calls it.
WIDGETS = {
    "cell": "cell",
    "activation": "φ",
    "weights": "weights",
    "n": "n",
    "steps": "T",
    "gain": "gain g",
    "input_noise": "σ_in",
    "gate_bias": "bias",
    "seed": "seed",
    "loss": "loss",
    "clipping": "clipping",
    "threshold": "θ",
    "truncation": "truncation",
    "precision": "arithmetic",
}


@uninterrupted
def set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    if not asks("gradient"):
        return
    preset, knobs, hidden, problems = read_link(linked())
    st.session_state.gradient_hidden = hidden
    st.session_state.gradient_problems = problems
    st.session_state.gradient_preset = preset
    st.session_state.gradient_told = ANSWER not in hidden
    forget("gradient_pill")
    _take(knobs)


def read_link(query: Mapping[str, str]) -> tuple[str, SimulationKnobs, frozenset[str], list[str]]:
    """Preset, knobs and what is hidden, and a sentence for each part that cannot be used."""
    problems = []
    # A link that names no preset, but says something, was sent when another one came first.
    preset = named(query.get("preset", UNNAMED if query else FIRST), PRESETS)
    if preset not in PRESETS:
        problems.append(
            f"The link asks for the preset {preset[:40]!r}; there are {', '.join(PRESETS)}."
        )
        preset = UNNAMED
    knobs = PRESETS[preset].knobs
    for name, value in query.items():
        if name in ("preset", "hide"):
            continue
        try:
            knobs = set_knob(knobs, name, value)
        except KnobError as error:
            problems.append(f"The link cannot be followed in one point: {error}")
    hidden, more = read_hidden(query, HIDEABLE)
    return preset, knobs, hidden, problems + more


def write_link(preset: str, knobs: SimulationKnobs, hidden: frozenset[str]) -> dict[str, str]:
    """The query that restores the page; what is as the preset has it is left out."""
    link = {"preset": linked_name(preset, hidden), **changed(knobs, PRESETS[preset].knobs)}
    if hidden:
        link["hide"] = ",".join(sorted(hidden))
    return link


def take_preset(name: str) -> None:
    """Put a preset's values into the widgets."""
    _take(PRESETS[name].knobs)


def left_preset() -> list[str]:
    """Which knobs have left the preset, in words."""
    usual = PRESETS[st.session_state.gradient_preset].knobs
    try:
        return moved(knobs_now(), usual, WIDGETS | {"matrix": "W"}, NAMES)
    except KnobError:  # said where the picture would be
        return ["a W that cannot be read"]


def beside_preset(knobs: SimulationKnobs) -> dict[str, CellNorms]:
    """What the preset's question changes, computed too, by what it is called on the picture."""
    preset = PRESETS[st.session_state.gradient_preset]
    other = preset.other(knobs)
    if other is None:
        return {}
    told = ", ".join(f"{WIDGETS[name]} = {value:g}" for name, value in preset.instead.items())
    return {f"‖product‖ at {told}": norms_of(other)}


def main_knobs() -> None:
    """The knobs that are moved most."""
    state = st.session_state
    _choice("Cell", "cell", CELLS)
    if state.gradient_cell == "elman":
        _choice("φ", "activation", ACTIVATIONS)
    _choice("Recurrent weights", "weights", (*KINDS, TYPED))
    if state.gradient_weights == TYPED:
        st.text_area(
            "W, one row a line",
            state.gradient_matrix,
            key="gradient_matrix",
            height=80,
            persist_state="session",
        )
    top = max(10.0, state.gradient_gain)
    _slider("Gain g", "gain", 0.0, top, 0.01)
    _slider("Input σ_in", "input_noise", 0.0, max(2.0, state.gradient_input_noise), 0.01)
    if state.gradient_cell in ("lstm", "gru-slide", "gru-torch"):
        _slider(
            "Bias of the forget gate b_f" if state.gradient_cell == "lstm" else "Bias of z, b_z",
            "gate_bias",
            -10.0,
            10.0,
            0.1,
        )


def more_knobs() -> None:
    """The others."""
    state = st.session_state
    if state.gradient_weights != TYPED:
        _slider("Units n", "n", 1, MOST_UNITS, 1)
    _slider("Steps T", "steps", 1, max(200, state.gradient_steps), 1)
    st.number_input(
        "Seed",
        0,
        int(NUMBERS["seed"][2]),
        state.gradient_seed,
        step=1,
        key="gradient_seed",
        persist_state="session",
    )
    _choice("Loss", "loss", ("last", "every"))
    _slider("Truncation: steps back, 0 for all", "truncation", 0, MOST_STEPS, 1)
    _choice("Clipping of ∂L/∂W", "clipping", CLIPPINGS)
    if state.gradient_clipping != "off":
        st.number_input(
            "Threshold θ",
            1e-6,
            1e6,
            state.gradient_threshold,
            key="gradient_threshold",
            persist_state="session",
        )
    _choice("Arithmetic", "precision", ("float64", "float32"))


def knobs_now() -> SimulationKnobs:
    """What the widgets say.

    Raises:
        KnobError: the matrix typed by hand is none.
    """
    state = st.session_state
    values: dict[str, Any] = {name: state[f"gradient_{name}"] for name in WIDGETS}
    typed = values["weights"] == TYPED
    if typed:
        values["weights"] = "gaussian"
    for name, (kind, _, _) in NUMBERS.items():
        values[name] = kind(values[name])
    knobs = SimulationKnobs(**values)
    if typed:
        knobs = set_knob(knobs, "matrix", state.gradient_matrix)
        if not knobs.matrix:
            raise KnobError("There is no matrix yet: type its rows, one a line.")
    return knobs


def _take(knobs: SimulationKnobs) -> None:
    for name in WIDGETS:
        st.session_state[f"gradient_{name}"] = getattr(knobs, name)
    rows = [" ".join(f"{x:g}" for x in row) for row in knobs.matrix]
    st.session_state.gradient_matrix = "\n".join(rows) or "8 8\n-8 -8"
    if knobs.matrix:
        st.session_state.gradient_weights = TYPED


def _choice(title: str, name: str, offered: tuple[str, ...]) -> None:
    key = f"gradient_{name}"
    st.selectbox(
        title,
        offered,
        offered.index(st.session_state[key]),
        format_func=lambda value: NAMES.get(value, value),
        key=key,
        persist_state="session",
    )


def _slider(title: str, name: str, low: float, high: float, step: float) -> None:
    key = f"gradient_{name}"
    st.slider(title, low, high, st.session_state[key], step, key=key, persist_state="session")
