"""The conveyor belt: one unit of a trained LSTM or GRU, step by step, and with a gate forced."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.engine.forcing import ForceError
from rnn_demo.exhibits.conveyor_belt import controls
from rnn_demo.exhibits.conveyor_belt.marks import marks
from rnn_demo.exhibits.conveyor_belt.notes import lasting, notes
from rnn_demo.exhibits.conveyor_belt.presets import QUESTIONS
from rnn_demo.exhibits.conveyor_belt.small_cell import kept_link, small_cell
from rnn_demo.exhibits.conveyor_belt.small_cell_knobs import LINKED
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import load
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.widgets.cell_diagram.compute import BeltError
from rnn_demo.widgets.cell_diagram.kept import conveyed
from rnn_demo.widgets.cell_diagram.view import belt_data, belt_view, checked
from rnn_demo.words import message

st.title(t("Conveyor belt"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("belt", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "The lecture's slides of LSTM and GRU, with the numbers of one unit of a trained "
            "network while it reads your text and writes on. Force a gate, and see what it writes "
            "then: the luck is the same, so what differs is the gate."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("belt")
if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), beside=LINKED):
    st.stop()
left, right = (None, st.container()) if "knobs" in hidden else knobs_and_picture()
with left or right:
    name = controls.choose_model() if left else st.session_state.belt_model
    try:
        loaded = load(name)
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        st.stop()
    belt = controls.widgets(loaded.network) if left else controls.belt_now()
    if left:
        present("belt", QUESTIONS.presented)
with right:
    try:
        found = conveyed(loaded, belt)
    except (BeltError, ForceError) as error:
        st.text(t(message(error)))
        st.stop()
    if found is None:  # stopped
        st.stop()
    if notice := found.known.notice():
        st.text(t(notice))  # quotes what was typed: never Markdown
    cell = loaded.network.config.cell
    belt_view("belt_view", belt_data(found, cell, belt))
    st.caption(f"{checked(found, belt)} {lasting(found)}")
    notes(cell)
    if belt.force:
        marks(loaded, found.known.text, belt, belt.force)
    write_address(write_link(QUESTIONS, st.session_state.belt_preset, belt, hidden) | kept_link())
    if "knobs" not in hidden:
        small_cell()
end_presentation("belt")
