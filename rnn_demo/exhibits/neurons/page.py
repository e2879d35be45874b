"""Neurons: units that follow something countable, found honestly, watched and held."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.engine.forcing import ForceError
from rnn_demo.exhibits.neurons.controls import (
    PAGE,
    asked_of,
    choose_belt,
    choose_found,
    choose_model,
)
from rnn_demo.exhibits.neurons.held_text import held_text
from rnn_demo.exhibits.neurons.pictures import effects, scores, shut_and_open
from rnn_demo.exhibits.neurons.words import about, table
from rnn_demo.tasks.neurons.results import NeuronError, of_other_weights, read_neurons
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import load
from rnn_demo.ui.questions import tell_problems
from rnn_demo.widgets.cell_diagram.compute import BeltError
from rnn_demo.widgets.cell_diagram.kept import conveyed
from rnn_demo.widgets.cell_diagram.view import belt_data, belt_view, checked
from rnn_demo.words import message

st.title(t("Neurons"), anchor=False)
st.markdown(
    t(
        "Which of a network's units follow something that we can count? Each feature has the unit "
        "that follows it best on one part of the text, measured on another, beside what the same "
        "search finds in labels that were moved elsewhere."
    )
)
model = choose_model()
try:
    loaded, neurons = load(model), read_neurons(model)
except (ArtifactError, NeuronError) as error:
    tell_problems(PAGE)
    st.text(t(message(error)))  # names files: never Markdown
    st.stop()
one = choose_found(model, neurons)
asked = asked_of(model, neurons, one.feature)
tell_problems(PAGE)
knobs, picture = knobs_and_picture()
with knobs:
    belt = choose_belt(model, one, neurons, asked)
with picture:
    st.markdown(about(one, belt.layer - 1, belt.unit, neurons))
    try:
        found = conveyed(loaded, belt)
    except (BeltError, ForceError) as error:
        st.text(t(of_other_weights(model, message(error))))
        st.stop()
    if found is None:  # stopped
        st.stop()
    if notice := found.known.notice():
        st.text(t(notice))  # quotes what was typed: never Markdown
    belt_view("neuron_view", belt_data(found, loaded.network.config.cell, belt))
    st.caption(checked(found, belt))

st.subheader(t("Hold it while it writes"), anchor=False)
own = neurons.effects.get(one.feature)
held_text(loaded, one, belt, found.known.text, own, asked)
effects(one, own)

st.subheader(t("The best unit for each feature, and all for this one"), anchor=False)
st.table(table(neurons), hide_index=True, border="horizontal")
scores(one)
st.subheader(t("Shut and open"), anchor=False)
shut_and_open(neurons)
