"""What a visitor does with the time machine: where to begin, and texts from a moment."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.forcing import forced_texts
from rnn_demo.exhibits.time_machine.compute import TimeMachine, read_time_machine
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.time_machine.snapshots import TEMPERATURE
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.address import SHOWN, asked_number, asks, forget, linked
from rnn_demo.ui.uninterrupted import uninterrupted

LENGTH = 300
PROMPT, SEED = "ROMEO:", 1
MOST_PROMPT = 200
MAX_SEED = 10**9
HOTTEST = 10.0


@st.cache_resource(show_spinner=False)
def kept_machine() -> TimeMachine:
    """The shipped record, read once a process.

    Raises:
        TimeMachineError: it is missing or damaged.
    """
    return read_time_machine()


@uninterrupted
def _set_up(count: int) -> None:
    """At a visitor's first look, take what the link asks for."""
    state, link = st.session_state, linked()
    if asks("time"):
        forget("time_prompt", "time_seed", "time_temperature")
        state.time_link = link
    if not asks("time_moment", each_visit=True):
        return
    asked = link.get("moment", str(count))
    good = asked.isdecimal() and len(asked) < 9 and 1 <= int(asked) <= count
    state.time_first = int(asked) - 1 if good else count - 1
    state.time_problem = (
        ""
        if good
        else f"The link asks for the moment {asked[:SHOWN]!r}; give a number from 1 to {count}."
    )


def first_moment(machine: TimeMachine) -> int:
    """The moment that the link asks for, from 0; the last when it asks for none."""
    _set_up(len(machine.snapshots))
    if st.session_state.time_problem:
        st.text(st.session_state.time_problem)  # quotes the link: never Markdown
    return int(st.session_state.time_first)


def written_again(machine: TimeMachine, at: int) -> str:
    """How much of a moment's text the kept weights write again, as a badge in words."""
    sample = machine.snapshots[at].sample
    again = _text(at, "\n", 0, TEMPERATURE, len(sample), machine)
    same = sum(one == other for one, other in zip(sample, again, strict=True))
    return (
        f"{'✓' if same == len(sample) else '✗'} {same} of {len(sample)} characters of this text "
        "are written again by the kept weights."
    )


def write_from(machine: TimeMachine, at: int) -> dict[str, str]:
    """Let the network of a moment write after a prompt of the visitor's.

    Returns:
        What of it belongs into the link.
    """
    link = st.session_state.time_link
    step = machine.snapshots[at].step
    st.subheader(f"Let it write after {step:,} steps", anchor=False)
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    asked = link.get("prompt", PROMPT).encode("utf-8", "replace").decode("utf-8")
    prompt = left.text_input(
        "Prompt", asked[:MOST_PROMPT], max_chars=MOST_PROMPT, key="time_prompt",
        persist_state="session",
    )  # fmt: skip
    asked_seed = int(asked_number(link, "seed", 0, MAX_SEED, SEED, "time_seed"))
    seed = middle.number_input(
        "Seed", 0, MAX_SEED, asked_seed, step=1, key="time_seed", persist_state="session"
    )
    temperature = right.number_input(
        "Temperature", 0.0, HOTTEST,
        asked_number(link, "temperature", 0.0, HOTTEST, TEMPERATURE, "time_temperature"), step=0.1,
        key="time_temperature", persist_state="session",
    )  # fmt: skip
    known = to_known(prompt, machine.tokenizer)
    if notice := known.notice():
        st.text(notice)
    text = _text(at, known.text, int(seed), float(temperature), LENGTH, machine)
    st.code(known.text + text, language=None, wrap_lines=True)
    now = {"prompt": prompt, "seed": str(int(seed)), "temperature": repr(float(temperature))}
    usual = {"prompt": PROMPT, "seed": str(SEED), "temperature": repr(TEMPERATURE)}
    return {name: value for name, value in now.items() if value != usual[name]}


@st.cache_data(max_entries=64, show_spinner=False)
def _text(
    at: int, prompt: str, seed: int, temperature: float, length: int, _machine: TimeMachine
) -> str:
    knobs = Knobs(temperature=temperature)
    return forced_texts(_machine.network_at(at), prompt, [seed], length, knobs)[0][0]
