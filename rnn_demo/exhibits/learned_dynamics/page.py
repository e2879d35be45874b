"""A dynamical system, learned: recurrent networks that imitate a flow, and how long they can."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.learned_dynamics import controls, notes
from rnn_demo.exhibits.learned_dynamics.presets import QUESTIONS
from rnn_demo.exhibits.learned_dynamics.view import dynamics_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.tasks.learned_dynamics.record import LearnedDynamicsError, LearnedFlow
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import keep_picture, picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, knobs, picture and figures; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("dynamics"), st.session_state.dynamics_preset
    left = controls.left_preset()
    if "question" not in hidden and not ask(QUESTIONS, left):
        return

    def knobs() -> None:
        controls.widgets()
        present("dynamics", QUESTIONS.presented)

    def picture() -> LearnedFlow | None:
        try:
            now = controls.now()
            learned = controls.learned(now)
            data = view_data(now, learned)
        except (KnobError, LearnedDynamicsError) as error:
            lost = isinstance(error, LearnedDynamicsError)
            shown = keep_picture(error, None if lost else st.session_state.get("dynamics_shown"))
            if shown is None:
                return None
            now, learned = shown, controls.learned(shown)  # the picture is not lost for a slip
            data = view_data(now, learned)
        st.session_state.dynamics_shown = now
        dynamics_view("dynamics_view", data, controls.take_start)
        write_address(write_link(QUESTIONS, name, now, hidden))
        return learned

    learned = picture_beside_knobs(hidden, knobs, picture, controls.now)
    if learned and "sections" not in hidden:
        notes.valid_times(learned)
        notes.training(learned)
        notes.cycles(learned)
        notes.exponents(learned)
        notes.fine_print()


st.title(t("A dynamical system, learned"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("dynamics", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "The lecture says that a recurrent network approximates any dynamical system. Here "
            "small networks have seen trajectories and nothing else. Each listens to ten true "
            "samples and then runs free, on its own predictions. **Drag the start** and see how "
            "long they can be believed."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("dynamics")
exhibit()
end_presentation("dynamics")
