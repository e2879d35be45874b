"""Boltzmann machine: all states of a small one beside its chains, and one that dreams digits."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.boltzmann import controls
from rnn_demo.exhibits.boltzmann.answers import simulation
from rnn_demo.exhibits.boltzmann.compute.simulation import MachineSimulation
from rnn_demo.exhibits.boltzmann.digits.view import digits
from rnn_demo.exhibits.boltzmann.presets import QUESTIONS
from rnn_demo.exhibits.boltzmann.sections import all_states, phases, signed_units
from rnn_demo.exhibits.boltzmann.view import boltzmann_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import keep_picture, picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def small_machine() -> None:
    """Question, knobs and pictures; moving a knob redraws these, not the whole page."""
    state = st.session_state
    hidden, name = hidden_parts("boltzmann"), state.boltzmann_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), controls.take):
        return

    def picture() -> MachineSimulation | None:
        try:
            now = controls.machine_knobs()
            found = simulation(now)
        except KnobError as error:
            shown = keep_picture(error, state.get("boltzmann_shown"))
            if shown is None:
                return None
            now, found = shown, simulation(shown)
        if found is None:
            return None  # stopped
        state.boltzmann_shown = now
        boltzmann_view("boltzmann_view", view_data(found))
        write_address(write_link(QUESTIONS, name, now, hidden))
        return found

    def knobs() -> None:
        controls.widgets()
        present("boltzmann", QUESTIONS.presented)

    if found := picture_beside_knobs(hidden, knobs, picture, controls.machine_knobs):
        if found.learned:
            phases(found, found.learned)
        all_states(found)
        signed_units(found)


st.title(t("Boltzmann machine"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("boltzmann", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A Hopfield network whose units toss coins: each state $s$ has an energy, and in the "
            "long run its probability is $e^{-E(s)/T} / Z$. Here the machine is small enough for "
            "all states to be listed, so that what the coins do can be held against what they "
            "should."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("boltzmann")
small_machine()
if "digits" not in hidden:
    digits()
end_presentation("boltzmann")
