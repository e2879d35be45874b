"""All gains at once, on request: a picture of where gradients survive and vanish.

The heat map of losses by states is another one, see view.py.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from rnn_demo.dynamics.cells import STEEPEST
from rnn_demo.dynamics.mean_field import critical_gain
from rnn_demo.exhibits.vanishing_gradient.compute import Simulation, without_loss
from rnn_demo.exhibits.vanishing_gradient.gain_map import mapping
from rnn_demo.exhibits.vanishing_gradient.thresholds import Mark, labelled
from rnn_demo.figures.maps import growth_map
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

GAINS = 40
MOST_STEPS = 100
MOST_UNITS = 64


def gain_map_chart(found: Simulation) -> None:
    """Draw a switch, and the map if it is on."""
    knobs = found.knobs
    if knobs.matrix:
        return
    if not st.toggle(t("Map: every gain at once"), key="gradient_map", persist_state="session"):
        return
    highest = max(3.0, 1.5 * knobs.gain)
    own = replace(
        knobs, n=min(knobs.n, MOST_UNITS), steps=min(knobs.steps, MOST_STEPS), gain=highest
    )
    mapped = waited_for(
        "gradient_map",
        without_loss(own),
        lambda: mapping(own, np.linspace(highest / GAINS, highest, GAINS)),
        t("{count} networks are being followed …", count=GAINS),
    )
    if mapped is None:
        return  # stopped
    marks = [Mark(knobs.gain, f"g = {knobs.gain:.2f}")]
    if found.field:
        marks.append(Mark(0.5 / STEEPEST[knobs.activation], t("bound")))
        critical = critical_gain(knobs.activation, knobs.input_noise)
        if critical is not None:
            marks.append(Mark(critical, "χ = 1"))
    shown = labelled([Mark(one.at / highest, one.name) for one in marks if one.at <= highest])
    lines = [(one["name"], one["at"] * highest) for one in shown]
    show_chart(
        growth_map(mapped.gains, mapped.log_norms, lines, t=t),
        key="gradient_growth",
        alt=t("Growth of the gradient by gain and lag: where it lives and where it dies."),
    )
    st.caption(
        t(
            "‖product‖_F / √state for each gain and distance: one draw of weights, scaled; the "
            "same input and start."
        )
    )
