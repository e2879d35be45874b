"""Neurons: units that follow something countable, found honestly, watched and held."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts import ArtifactError
from rnn_demo.engine.forcing import ForceError
from rnn_demo.exhibits.conveyor_belt import BeltError
from rnn_demo.figures.bars import histogram
from rnn_demo.figures.saturation import saturation
from rnn_demo.tasks.neuron_results import NeuronError, read_neurons
from rnn_demo.tasks.neurons import MEASURES
from rnn_demo.ui.belt_kept import conveyed
from rnn_demo.ui.belt_view import belt_data, belt_view, checked
from rnn_demo.ui.held_text import held_text
from rnn_demo.ui.loading import load
from rnn_demo.ui.neuron_choice import choose_belt, choose_found, choose_model, choose_unit
from rnn_demo.ui.neuron_words import BY_NAME, about, effect_table, effect_told, table

st.title("Neurons", anchor=False)
st.markdown(
    "Which of a network's units follow something that we can count? Each feature has the unit that "
    "follows it best on one part of the text, measured on another, beside what the same search "
    "finds in labels that were moved elsewhere."
)
model = choose_model()
try:
    loaded, neurons = load(model), read_neurons(model)
except (ArtifactError, NeuronError) as error:
    st.text(str(error))  # names files: never Markdown
    st.stop()
one = choose_found(model, neurons.found)
layer, unit = choose_unit(model, one)
st.markdown(about(one, layer, unit, neurons))
belt = choose_belt(model, one, layer, unit)
try:
    found = conveyed(loaded, belt)
except (BeltError, ForceError) as error:
    st.text(f"{error} What was found is of other weights: `python -m rnn_demo neurons {model}`.")
    st.stop()
if notice := found.known.notice():
    st.text(notice)  # quotes what was typed: never Markdown
belt_view("neuron_view", belt_data(found, loaded.network.config.cell, belt))
st.caption(checked(found))

st.subheader("Hold it while it writes", anchor=False)
own = neurons.effects.get(one.feature)
held_text(loaded, one, belt, found.known.text, own)
if own:
    st.markdown(effect_told(one.feature))
    st.table(effect_table(one.feature, own), hide_index=True, border="horizontal")
else:
    st.markdown("What holding does was not measured over many texts: no unit follows it clearly.")

st.subheader("All units, all features", anchor=False)
st.table(table(neurons), hide_index=True, border="horizontal")
st.plotly_chart(
    histogram(
        one.score.ravel().tolist(),
        low=0.0,
        high=1.0,
        x_title=f"{MEASURES[BY_NAME[one.feature].binary]}: {one.feature}",
        y_title="units",
        bins=40,
    ),
    key="neuron_scores",
    config={"displayModeBar": False},
)
st.subheader("Shut and open", anchor=False)
for column, (gate, below) in zip(
    st.columns(len(neurons.below)), neurons.below.items(), strict=True
):
    column.markdown(f"**{gate.replace('_', ' ').capitalize()}**")
    column.plotly_chart(
        saturation(below.tolist(), neurons.above[gate].tolist()),
        key=f"neuron_{gate}",
        config={"displayModeBar": False},
    )
st.caption(
    "Each point is a unit: how much of the time its gate is below 0.1 and above 0.9, on unseen "
    "text. After Karpathy, Johnson and Li 2015."
)
