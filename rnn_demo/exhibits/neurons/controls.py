"""The widgets of the neurons; another feature gets its own unit, and another unit its own value."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

import streamlit as st

from rnn_demo.exhibits.neurons.knobs import (
    HELD,
    NeuronKnobs,
    bounds,
    cell_of,
    low_of,
    opening,
    read_link,
    read_network,
    write_link,
)
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.tasks.neurons.results import Neurons
from rnn_demo.ui.address import asks, forget, linked, write_address
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link, settle
from rnn_demo.ui.placed import place
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.cell_diagram.settings import BeltSettings

PAGE = "neuron"
KNOBS = knobs_of(NeuronKnobs)


@uninterrupted
def _set_up() -> None:
    """Take what the link asks for when a visitor arrives; the rest of it waits for a model."""
    if open_with_link(PAGE, read_network):
        forget("hold_")
        st.session_state.neuron_scopes, st.session_state.neuron_unread = {}, True
    if asks("neuron_link", each_visit=True):
        st.session_state.neuron_link = linked()


def choose_model() -> str:
    """Choose the model whose units are shown."""
    _set_up()
    return str(_draw("model"))


@uninterrupted
def asked_of(model: str, neurons: Neurons, feature: str = "") -> NeuronKnobs:
    """What the visitor's link asks of a feature, else what the feature opens with.

    Args:
        model: whose units are shown.
        neurons: what was found about them.
        feature: which feature is shown; if empty, the link's.
    """
    state = st.session_state
    knobs, problems = read_link(state.neuron_link, model, neurons)
    if state.neuron_unread:
        state.neuron_unread, state.neuron_problems = False, state.neuron_problems + problems
    return knobs if feature in ("", knobs.feature) else opening(model, neurons, feature)


def choose_found(model: str, neurons: Neurons) -> FeatureSearch:
    """Choose one of the features that were searched for."""
    _belongs("feature", model, asked_of(model, neurons).feature)
    by_name = {one.feature: one for one in neurons.found}
    offered = {name: f"{t(name)} · {one.best_score:.2f}" for name, one in by_name.items()}
    return by_name[_draw("feature", offered=offered)]


def choose_belt(
    model: str, one: FeatureSearch, neurons: Neurons, asked: NeuronKnobs
) -> BeltSettings:
    """Choose a unit (at first the best for the feature), a text, and the value it is held at.

    Args:
        model: the model whose units are shown.
        one: the feature.
        neurons: what was found about all features.
        asked: what the link asks of this feature.
    """
    narrower = bounds(model, one)
    left, right = st.columns(2)
    for column, name in ((left, "layer"), (right, "unit")):
        _belongs(name, (model, one.feature), getattr(asked, name))
        with column:
            _draw(name, **narrower[name])
    _belongs("text", model, asked.text)
    _draw("text")
    unit = (st.session_state.neuron_layer, st.session_state.neuron_unit)
    of_the_unit = asked.value if unit == (asked.layer, asked.unit) else low_of(one, *unit)
    _belongs("value", (model, one.feature, *unit), of_the_unit)
    left, right = st.columns(2)
    with left:
        _draw("value", **narrower["value"])
    with right:
        _draw("seed")
    now = knobs_now(PAGE, NeuronKnobs, hold=asked.hold, count=asked.count)
    query, before = write_link(now, neurons), linked()
    write_address(
        {name: value for name, value in query.items() if name not in HELD}
        | {name: before[name] for name in HELD if name in before}
    )
    return BeltSettings(
        model=model,
        text=now.text.encode("utf-8", "replace").decode("utf-8"),
        layer=now.layer,
        unit=now.unit,
        held="cell" if cell_of(model) == "lstm" else "hidden",
        value=now.value,
        where="unit",
        seed=now.seed,
        length=250,
    )


@uninterrupted
def _belongs(name: str, to: Hashable, first: Any) -> None:
    """Replace a value that was chosen for something else by the first value for this.

    Args:
        name: the name of the knob.
        to: what its value is chosen for: a model, a feature of it, a unit.
        first: the value that this opens with.
    """
    scopes: dict[str, Hashable] = st.session_state.neuron_scopes
    if name not in scopes or scopes[name] != to:
        scopes[name] = to
        place(f"{PAGE}_{name}", first)


def _draw(name: str, **changes: Any) -> Any:
    return draw_knob(PAGE, KNOBS[name], then=partial(settle, PAGE), **changes)
