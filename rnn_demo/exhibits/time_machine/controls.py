"""What a visitor does with the time machine: where to begin, and texts from a moment."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rnn_demo.engine.forcing import forced_texts
from rnn_demo.exhibits.time_machine.compute import TimeMachine, read_time_machine
from rnn_demo.exhibits.time_machine.knobs import TimeMachineKnobs, read_link, write_link
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.time_machine.snapshots import TEMPERATURE
from rnn_demo.tokenizers.known_forms import to_known
from rnn_demo.ui.address import asks, linked
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link, settle
from rnn_demo.ui.questions import tell_problems
from rnn_demo.ui.uninterrupted import uninterrupted

LENGTH = 300
PAGE = "time"
KNOBS = knobs_of(TimeMachineKnobs)


@st.cache_resource(show_spinner=False)
def kept_machine() -> TimeMachine:
    """The shipped record, read once per process.

    Raises:
        TimeMachineError: the record is missing or damaged.
    """
    return read_time_machine()


@uninterrupted
def _set_up(count: int) -> None:
    """Take what the link asks for when a visitor first opens the page."""
    open_with_link(PAGE, partial(read_link, count=count))
    if asks("time_moment", each_visit=True):  # Streamlit forgets where the film was stopped
        st.session_state.time_first = read_link(linked(), count)[0].moment - 1


def first_moment(machine: TimeMachine) -> int:
    """The moment that the link asks for, from 0; the last one if it asks for none."""
    _set_up(len(machine.snapshots))
    tell_problems(PAGE)
    return int(st.session_state.time_first)


def written_again(machine: TimeMachine, at: int) -> str:
    """How much of a moment's text the stored weights reproduce, as a badge in words."""
    sample = machine.snapshots[at].sample
    again = _text(at, "\n", 0, TEMPERATURE, len(sample), machine)
    same = sum(one == other for one, other in zip(sample, again, strict=True))
    return t(
        "{mark} {same} of {count} characters of this text are written again by the kept weights.",
        mark="✓" if same == len(sample) else "✗",
        same=same,
        count=len(sample),
    )


def write_from(machine: TimeMachine, at: int) -> dict[str, str]:
    """Let the network of a moment write after the visitor's own prompt.

    Returns:
        The page's link.
    """
    step = machine.snapshots[at].step
    st.subheader(t("Let it write after {step:,} steps", step=step), anchor=False)
    columns = st.columns([3, 1, 1], vertical_alignment="bottom")
    for column, name in zip(columns, ("prompt", "seed", "temperature"), strict=True):
        with column:
            draw_knob(PAGE, KNOBS[name], then=partial(settle, PAGE))
    now = knobs_now(PAGE, TimeMachineKnobs, moment=at + 1)
    known = to_known(now.prompt, machine.tokenizer)
    if notice := known.notice():
        st.text(t(notice))
    text = _text(at, known.text, now.seed, now.temperature, LENGTH, machine)
    st.code(known.text + text, language=None, wrap_lines=True)
    return write_link(now)


@st.cache_data(max_entries=64, show_spinner=False)
def _text(
    at: int, prompt: str, seed: int, temperature: float, length: int, _machine: TimeMachine
) -> str:
    knobs = Knobs(temperature=temperature)
    return forced_texts(_machine.network_at(at), prompt, [seed], length, knobs)[0][0]
