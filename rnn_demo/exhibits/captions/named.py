"""A picture named: the words, what was forced, and what the name's chance is worth."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.captions.compute.forced import ForcedError, read_forced
from rnn_demo.exhibits.captions.controls import take_forced
from rnn_demo.exhibits.captions.knobs import CaptionKnobs
from rnn_demo.exhibits.captions.loading import LoadedCaptioner
from rnn_demo.exhibits.captions.notes import doubt
from rnn_demo.exhibits.captions.view import naming_data, naming_view
from rnn_demo.pictures.naming import name_picture
from rnn_demo.pictures.opening import Pixels
from rnn_demo.ui.language import t
from rnn_demo.words import message


def show_name(now: CaptionKnobs, pixels: Pixels, loaded: LoadedCaptioner) -> None:
    """Name a picture, with the forced words if they can be read."""
    words = loaded.captioner.words
    try:
        forced = read_forced(now.words, words)
    except ForcedError as error:
        st.text(t(message(error)))  # quotes what was typed: never Markdown
        forced = ()
    naming = name_picture(loaded.captioner, pixels, forced, now.beam)
    naming_view(
        "captions_view",
        naming_data(pixels, naming, words),
        lambda sent: take_forced(sent, loaded.captioner),
    )
    doubt(now, forced, naming, loaded)
