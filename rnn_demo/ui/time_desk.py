"""What a visitor does with the time machine: where to begin, and texts from a moment."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.forcing import forced_texts
from rnn_demo.exhibits.time_machine import TimeMachine, read_time_machine
from rnn_demo.known_forms import to_known
from rnn_demo.sampling import Knobs

LENGTH = 300
MOST_PROMPT = 200
SHOWN = 40


@st.cache_resource(show_spinner=False)
def kept_machine() -> TimeMachine:
    """The shipped record, read once a process.

    Raises:
        TimeMachineError: it is missing or damaged.
    """
    return read_time_machine()


def first_moment(machine: TimeMachine) -> int:
    """The moment that the link asks for, from 0; the last when it asks for none."""
    count = len(machine.moments)
    if "time_first" not in st.session_state:
        asked = st.query_params.get("moment", str(count))
        good = asked.isdecimal() and len(asked) < 9 and 1 <= int(asked) <= count
        st.session_state.time_first = int(asked) - 1 if good else count - 1
        st.session_state.time_problem = (
            ""
            if good
            else f"The link asks for the moment {asked[:SHOWN]!r}; give a number from 1 to {count}."
        )
    if st.session_state.time_problem:
        st.text(st.session_state.time_problem)  # quotes the link: never Markdown
    return int(st.session_state.time_first)


def write_from(machine: TimeMachine, at: int) -> None:
    """Let the network of a moment write after a prompt of the visitor's."""
    step = machine.moments[at].step
    st.subheader(f"Let it write after {step:,} steps", anchor=False)
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    prompt = left.text_input(
        "Prompt", "ROMEO:", max_chars=MOST_PROMPT, key="time_prompt", persist_state="session"
    )
    seed = middle.number_input(
        "Seed", 0, 10**9, 1, step=1, key="time_seed", persist_state="session"
    )
    temperature = right.number_input(
        "Temperature", 0.0, 10.0, 0.7, step=0.1, key="time_temperature", persist_state="session"
    )
    known = to_known(prompt, machine.tokenizer)
    if notice := known.notice():
        st.text(notice)
    knobs = Knobs(temperature=float(temperature))
    texts, _ = forced_texts(machine.network_at(at), known.text, [int(seed)], LENGTH, knobs)
    st.code(known.text + texts[0], language=None, wrap_lines=True)
