"""A visitor's session on the Write page: its texts, and what the buttons do with them.

All of it is in `st.session_state`, so each visitor has their own; the functions for the buttons
run as callbacks, before the page is drawn again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.exhibits.write.course_links import Course, read_courses, write_courses
from rnn_demo.exhibits.write.knobs import Looks, read_link, write_link
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.links import LONGEST_LINKED, write_values
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.known_forms import as_spelled, stop_notice, to_known
from rnn_demo.ui.address import asks, linked, write_address
from rnn_demo.ui.knob_widgets import knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel, kept_with, load
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.ui.presence import visitor
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.writers import (
    choices,
    first_choice,
    first_prompt,
    first_temperature,
    networks_of,
)
from rnn_demo.widgets.written_text.drafts import Draft, begin
from rnn_demo.widgets.written_text.histories import latest, next_number, show_draft
from rnn_demo.widgets.written_text.settings import Settings, end_of_prompt, opening_settings
from rnn_demo.words import message, sentence

PAGE = "write"
NEW_SEEDS = 1_000_000


def settings() -> Settings:
    """What the widgets say now."""
    return knobs_now(PAGE, Settings)


@uninterrupted
def set_up() -> None:
    """Put the link's values, or the usual ones, into the widgets of a visitor who has just come."""
    if not asks("write"):
        _leave_a_model_that_has_gone()
        return
    again = "drafts" in st.session_state
    if not again:
        st.session_state.drafts = {}
        st.session_state.number = 0
        st.session_state.asked = None
    query = linked()
    chosen, looks, problems = read_link(query)
    st.session_state.courses, problem = read_courses(query, chosen)
    st.session_state.problems = problems + [problem] * bool(problem)
    place_knobs(PAGE, chosen)
    place_knobs(PAGE, looks)
    place("write_new_seed", "seed" not in query)
    st.session_state.last_model = chosen.model
    if again:  # Back to other texts: they are written again, and Undo has what was there
        _write_those_of_the_link()


def _leave_a_model_that_has_gone() -> None:
    chosen, there = st.session_state.write_model, choices()
    if chosen not in there:
        place("write_model", first_choice())
        choose_model()
        st.session_state.problems = [
            sentence("The model {chosen!r} is no longer there.", chosen=chosen)
        ]


def title() -> str:
    """A title that says how many networks write."""
    single = len(networks_of(st.session_state.write_model)) == 1
    return t("One network writes") if single else t("Two networks write")


def show_link() -> str:
    """Let the page's address be the link of the texts shown, even after a visit to another page.

    Returns:
        One sentence if it cannot hold all of them, else empty.
    """
    state = st.session_state
    networks = networks_of(state.write_model)
    drafts = {i: state.drafts[n][-1] for i, n in enumerate(networks) if n in state.drafts}
    looks = write_values(knobs_now(PAGE, Looks), Looks())
    # The page as it opens needs no link, unless the address has a link to another text.
    if not state.asked and not (looks or knobs_of(Looks).keys() & linked()):
        return ""
    if drafts:
        link, problem = write_courses(drafts)
    else:
        link, problem = write_link(state.asked or opening_settings(state.write_model)), ""
    write_address(link | looks)
    return problem


@uninterrupted
def write_first_texts() -> None:
    """Open with texts: the ready ones if nothing was asked for, else those of the link."""
    if st.session_state.drafts:
        return
    now = settings()
    if now == opening_settings(now.model) and not st.session_state.courses:
        for name in networks_of(now.model):
            if _usable(name):
                try:
                    st.session_state.drafts[name] = [opening(name, now.model)]
                except (AdmissionError, ArtifactError) as error:
                    st.session_state.problems = [message(error)]
    else:
        _write_those_of_the_link()


def _write_those_of_the_link() -> None:
    of_the_link = st.session_state.problems
    write_all(st.session_state.courses)
    st.session_state.problems = of_the_link + st.session_state.problems


def _whole(draft: Draft) -> bool:
    """Whether a ready text can be shown: one that was ended early cannot."""
    return draft.writing.running or draft.writing.count == draft.writing.request.length


def opening(name: str, model: str) -> Draft:
    """The text that the page opens with: begun once per process, the same for everyone."""
    loaded = load(name)

    def begun() -> Draft:
        usual = opening_settings(model)
        known = to_known(usual.prompt, loaded.network.tokenizer)
        request = Request(known.text, usual.length, usual.knobs, usual.seed)
        return begin(serving_engine(), loaded.writer, request, settings=usual)

    return kept_with(loaded, model, begun, _whole)


def generate() -> None:
    """Write new texts."""
    if widget_value("write_new_seed"):
        place("write_seed", secrets.randbelow(NEW_SEEDS))
    write_all()


def write_all(courses: Mapping[int, Course] = MappingProxyType({})) -> None:
    """Let every chosen network begin again, as the widgets say.

    Args:
        courses: how a text goes on after its beginning, by network.
    """
    for draft in _own_running():
        draft.writing.leave()  # not stopped: that waits for a thread that writes
    now = st.session_state.asked = settings()
    prompt, cut = end_of_prompt(now.prompt)
    problems = [cut] if cut else []
    if len(now.prompt) > LONGEST_LINKED:
        problems.append(
            sentence(
                "The link in the address holds the last {most:,} characters of the prompt; the "
                "texts that it restores may differ from these.",
                most=LONGEST_LINKED,
            )
        )
    networks = networks_of(now.model)
    drafts = st.session_state.drafts
    st.session_state.drafts = {name: drafts[name] for name in networks if name in drafts}
    for index, name in enumerate(networks):
        if not (loaded := _usable(name)):
            continue
        known = to_known(prompt, loaded.network.tokenizer)
        for notice in (known.notice(), stop_notice(now.stop, loaded.network.tokenizer)):
            if notice and notice not in problems:
                problems.append(notice)
        course = courses.get(index, Course((), now.length, now.stop))
        stop_text = as_spelled(course.stop, loaded.network.tokenizer)
        request = Request(
            known.text, course.length, now.knobs, now.seed_of(index), stop_text, turns=course.turns
        )
        try:
            draft = begin(
                serving_engine(), loaded.writer, request, next_number(), visitor(), settings=now
            )
        except (AdmissionError, TokenizerError) as error:
            problems.append(message(error))
        else:
            show_draft(name, draft)
    st.session_state.problems = problems


def stop() -> None:
    """End what is being written; the texts stay."""
    for draft in _own_running():
        draft.writing.stop()


def _own_running() -> list[Draft]:
    # Number 0 is the text that the page opens with: other visitors look at it, too.
    return [draft for draft in latest() if draft.number and draft.writing.running]


def choose_model() -> None:
    """Called when another text or network was chosen: begin, with what fits it unless set."""
    state = st.session_state
    for name, first in (("prompt", first_prompt), ("temperature", first_temperature)):
        if widget_value(f"{PAGE}_{name}") == first(state.last_model):
            place(f"{PAGE}_{name}", first(state.write_model))
    state.last_model = state.write_model
    write_all()


def fixed_seed() -> None:
    """Called when a seed was typed: keep it."""
    place("write_new_seed", False)


class WriterColumn(NamedTuple):
    """What a column shows: a model and its text, or a sentence that says why it cannot write."""

    name: str
    loaded: LoadedModel | None = None
    draft: Draft | None = None
    problem: str = ""


def texts() -> list[WriterColumn]:
    """One column for each chosen network."""
    shown = []
    for name in networks_of(st.session_state.write_model):
        try:
            loaded = load(name)
        except ArtifactError as error:
            shown.append(WriterColumn(name, problem=message(error)))
            continue
        history = st.session_state.drafts.get(name)
        shown.append(WriterColumn(name, loaded, history[-1] if history else None))
    return shown


def running() -> bool:
    """Whether any text is being written."""
    # Every text is asked: asking tells the writing that somebody is looking.
    return any([draft.writing.running for draft in latest()])


def stoppable() -> bool:
    """Whether a text of this visitor's own is being written; the opening texts are everyone's."""
    return bool(_own_running())


def _usable(name: str) -> LoadedModel | None:
    try:
        return load(name)
    except ArtifactError:
        return None  # `texts` says why
