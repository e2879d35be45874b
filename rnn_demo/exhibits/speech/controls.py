"""What a visitor does with the page: knobs, and the sound that they make."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.exhibits.speech.compute import HeardSound, heard, sound_of
from rnn_demo.exhibits.speech.knobs import SpeechKnobs
from rnn_demo.exhibits.speech.loading import SpeechModel
from rnn_demo.exhibits.speech.own import own_sound
from rnn_demo.exhibits.speech.presets import QUESTIONS
from rnn_demo.exhibits.speech.view import view_data
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def now() -> SpeechKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, SpeechKnobs)


def widgets(group: str = "") -> None:
    """Draw the widgets of a group."""
    draw_knobs(PAGE, SpeechKnobs, group)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(now(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def listened(knobs: SpeechKnobs, model: SpeechModel) -> tuple[HeardSound, dict[str, Any]]:
    """What a network hears, and the same as the view takes it.

    Raises:
        KnobError: there is nothing to hear, or what was typed cannot be read.
    """
    own = own_sound(knobs.source)
    samples = sound_of(knobs, model.takes, own)
    number = min(knobs.network, len(model.networks) - 1)
    found = heard(model.networks[number], samples)
    return found, view_data(found, model.artifact.tokenizer.names)
