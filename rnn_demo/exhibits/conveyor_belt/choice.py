"""The conveyor belt's knobs as widgets; a preset sets them all."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

import streamlit as st

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.engine.forcing import STATES
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.conveyor_belt.link import BOUNDS, MAX_SEED, read_link
from rnn_demo.gates import GATES, LETTERS
from rnn_demo.knobs.hiding import ANSWER
from rnn_demo.ui.address import asks, forget, linked
from rnn_demo.ui.questions import moved
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.writers import SHIPPED
from rnn_demo.widgets.cell_diagram.compute import MOST_PROMPT, MOST_WRITTEN
from rnn_demo.widgets.cell_diagram.presets import PLACES, PRESETS, BeltSettings

NOTHING = ""
# What the presets' answers speak of; they speak of no single seed, and of no counted mark.
LABELS = {
    "model": "network",
    "text": "text",
    "held": "force",
    "value": "forced to",
    "where": "in",
    "temperature": "temperature",
    "length": "characters",
}
UNIT = {"layer": "layer", "unit": "unit"}


@uninterrupted
def set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    if not asks("belt"):
        return
    preset, belt, hidden, problems = read_link(linked())
    st.session_state.belt_preset = preset
    st.session_state.belt_problems = problems
    st.session_state.belt_hidden = hidden
    st.session_state.belt_told = ANSWER not in hidden
    forget("belt_pill")
    _take(belt)


def take_preset(name: str) -> None:
    """Put a preset's values into the widgets."""
    _take(PRESETS[name].belt)


def left_preset() -> list[str]:
    """Which knobs have left the preset, in words."""
    belt, now = PRESETS[st.session_state.belt_preset].belt, belt_now()
    labels = UNIT | LABELS if belt.where == "unit" else LABELS
    words = {**LETTERS, **PLACES}
    return moved(now, belt, labels, words)


def choose_model() -> str:
    """Who reads and writes."""
    shipped = [name for networks in SHIPPED.values() for name in networks]
    offered = list(dict.fromkeys([*shipped, *model_names(), st.session_state.belt_model]))
    chosen: str = st.selectbox(
        "Network",
        offered,
        offered.index(st.session_state.belt_model),
        key="belt_model",
        persist_state="session",
    )
    return chosen


def knobs(network: CharacterNetwork) -> BeltSettings:
    """The widgets for a network, and what they say."""
    state, config = st.session_state, network.config
    st.text_area(
        f"Text, its last {MOST_PROMPT} characters are read",
        state.belt_text,
        key="belt_text",
        height=110,
        max_chars=5_000,
        persist_state="session",
    )
    left, right = st.columns(2)
    with left:
        _number("Layer", "layer", 1, config.num_layers)
    with right:
        _number("Unit", "unit", 0, config.hidden_size - 1)
    offered = [NOTHING, *GATES[config.cell], *STATES[config.cell]]
    if state.belt_held not in offered:
        state.belt_held = NOTHING
    st.selectbox(
        "Force",
        offered,
        offered.index(state.belt_held),
        format_func=lambda name: (
            f"{LETTERS[name]}, {name.replace('_', ' ')}" if name else "nothing"
        ),
        key="belt_held",
        persist_state="session",
    )
    if state.belt_held:
        left, right = st.columns([2, 3])
        with left:
            _real("to", "value", 0.1)
        with right:
            st.selectbox(
                "in",
                list(PLACES),
                list(PLACES).index(state.belt_where),
                format_func=PLACES.__getitem__,
                key="belt_where",
                persist_state="session",
            )
    left, right = st.columns(2)
    with left:
        _number("Seed", "seed", 0, MAX_SEED)
    with right:
        _real("Temperature", "temperature", 0.1)
    _number("Characters to write", "length", 1, MOST_WRITTEN)
    return belt_now()


def belt_now() -> BeltSettings:
    """What the widgets say."""
    values: dict[str, Any] = {
        f.name: st.session_state[f"belt_{f.name}"] for f in fields(BeltSettings)
    }
    for name in ("layer", "unit", "seed", "length"):
        values[name] = int(values[name])
    return BeltSettings(**values)


def _number(title: str, name: str, low: int, high: int) -> None:
    """A whole number; what the last network allowed may be too much for this one."""
    key = f"belt_{name}"
    st.session_state[key] = int(min(max(st.session_state[key], low), high))
    st.number_input(title, low, high, step=1, key=key, persist_state="session")


def _real(title: str, name: str, step: float) -> None:
    low, high = map(float, BOUNDS[name])
    key = f"belt_{name}"
    st.number_input(title, low, high, step=step, key=key, persist_state="session")


def _take(belt: BeltSettings) -> None:
    for name, value in asdict(belt).items():
        st.session_state[f"belt_{name}"] = value
