"""What a visitor does: types a sentence, chooses a direction, and forces pieces."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.translation.knobs import DIRECTIONS, TranslationKnobs
from rnn_demo.exhibits.translation.presets import QUESTIONS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.tokenizers.sentence_pieces import END, FIRST, SentencePieces
from rnn_demo.translation.forced import write_forced
from rnn_demo.ui.knob_widgets import draw_knob, draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place
from rnn_demo.ui.uninterrupted import uninterrupted

PAGE = QUESTIONS.page
MOST_SENT = 1_000  # ids that a browser may send


def knobs_shown() -> TranslationKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, TranslationKnobs)


def sentence_widgets(directions: tuple[str, ...]) -> None:
    """The sentence and its direction; another one begins without forced words.

    Args:
        directions: which the network knows.
    """
    offered = {one: name for one, name in DIRECTIONS.items() if one in directions}
    knobs = knobs_of(TranslationKnobs)
    draw_knob(PAGE, knobs["direction"], offered=offered, then=_set_free)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        draw_knob(PAGE, knobs["text"], then=_set_free)
        # What is typed is taken when the box is left; this is where to click for it.
        st.button(t("Translate"), key=f"{PAGE}_go", type="primary", on_click=uninterrupted(_taken))


def widgets() -> None:
    """All other knobs."""
    draw_knobs(PAGE, TranslationKnobs)


def take_forced(sent: object, pieces: SentencePieces) -> None:
    """Force the pieces that were clicked.

    Args:
        sent: {"ids"}, the last of which may be 0 for the end, or anything at all.
        pieces: the vocabulary.
    """
    ids = sent.get("ids") if isinstance(sent, dict) else None
    if not isinstance(ids, list) or len(ids) > MOST_SENT:
        return
    for place_, one in enumerate(ids):
        ends = one == END and place_ == len(ids) - 1
        if type(one) is not int or not (ends or FIRST <= one < pieces.vocab_size):
            return
    text = write_forced(ids, pieces)
    most = knobs_of(TranslationKnobs)["forced"].most or 0
    if len(text) <= most:
        place(f"{PAGE}_forced", text)


def _set_free() -> None:
    place(f"{PAGE}_forced", "")


def _taken() -> None:
    """The box has been left by the click."""
