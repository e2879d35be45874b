"""What is held while a text streams: several units on one side, or one unit at a number."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from rnn_demo.engine.holding import Hold
from rnn_demo.exhibits.neurons.controls import KNOBS
from rnn_demo.exhibits.neurons.knobs import FREE, HELD, HIGH, LOW, OWN, NeuronKnobs, first_count
from rnn_demo.exhibits.neurons.words import as_if, effect_said, units_held
from rnn_demo.knobs.links import write_values
from rnn_demo.tasks.neurons.clamping import Effect, hold_of
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.ui.address import linked, write_address
from rnn_demo.ui.knob_widgets import draw_knob
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.cell_diagram.settings import BeltSettings


def choose_hold(
    one: FeatureSearch, belt: BeltSettings, own: Effect | None, asked: NeuronKnobs
) -> Hold | None:
    """What is held, according to the widgets or, at first, the link; None for nothing.

    Args:
        one: the feature's units.
        belt: the chosen unit and its number.
        own: what holding does over many texts, None if nobody measured it.
        asked: what the link asks of this feature.
    """
    how, count = _choose(f"hold_{belt.model}_{one.feature}", one.feature, asked)
    usual = replace(asked, hold=FREE, count=first_count(own))
    held = write_values(replace(asked, hold=how, count=count), usual)
    rest = {name: value for name, value in linked().items() if name not in HELD}
    write_address(rest | held, "_held")
    if how == FREE:
        return None
    if how == OWN:
        unit = (belt.layer - 1, belt.unit, belt.value)
        return Hold(
            (unit,),
            t(
                "layer {layer}, unit {unit} at {value}",
                layer=belt.layer,
                unit=belt.unit,
                value=f"{belt.value:g}".replace("-", "−"),
            ),
        )
    if own:
        st.caption(effect_said(one.feature, own, count, how == HIGH))
    name = f"{as_if(one.feature, how == HIGH)}, {units_held(count)}"
    return replace(hold_of(one, count, how == HIGH), name=name)


def _choose(key: str, feature: str, asked: NeuronKnobs) -> tuple[str, int]:
    """What is held and how many units; each feature keeps its own choice."""
    _first(key, asked)
    told = {
        FREE: "as it is",
        LOW: as_if(feature, False),
        HIGH: as_if(feature, True),
        OWN: "the unit above, at its number",
    }
    how = draw_knob(key, KNOBS["hold"], offered=told)
    return how, draw_knob(key, KNOBS["count"], disabled=how not in (LOW, HIGH))


@uninterrupted
def _first(key: str, asked: NeuronKnobs) -> None:
    for name in HELD:
        if f"{key}_{name}" not in st.session_state:
            place(f"{key}_{name}", getattr(asked, name))
