"""What a visitor does with the page: knobs, and what is chosen in the pictures."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.shapes.compute import Dependence, DependenceError, depending
from rnn_demo.exhibits.shapes.knobs import NETWORK, ShapeKnobs
from rnn_demo.exhibits.shapes.presets import QUESTIONS
from rnn_demo.exhibits.shapes.tasks import TASKS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import fits
from rnn_demo.ui.knob_widgets import knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import load
from rnn_demo.ui.placed import place
from rnn_demo.ui.waiting import waited_for
from rnn_demo.words import Sentence, message

PAGE = QUESTIONS.page
KNOBS = knobs_of(ShapeKnobs)


def now() -> ShapeKnobs:
    """The values of the widgets and pictures."""
    return knobs_now(PAGE, ShapeKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(now(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def take_task(name: Any) -> None:
    """Take the task that was chosen; what is none changes nothing."""
    if isinstance(name, str) and name in TASKS:
        place(f"{PAGE}_task", name)


def take_place(at: Any) -> None:
    """Take the place that was chosen; what is none changes nothing."""
    if fits(KNOBS["at"], at):
        place(f"{PAGE}_at", at)


def dependence(knobs: ShapeKnobs) -> Dependence | None:
    """What depends on what in the knobs' text; None where that cannot be told, and it is said."""
    try:
        network = load(NETWORK).network
        return waited_for(
            "shapes_dependence",
            (NETWORK, id(network), knobs.text, knobs.reads),
            lambda: depending(network, knobs.text, knobs.reads),
            t("Exchanging every character …"),
        )
    except (ArtifactError, DependenceError) as error:
        st.text(t(message(error)))  # may quote a file: never Markdown
        return None
