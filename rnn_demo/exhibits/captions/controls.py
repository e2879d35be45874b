"""What a visitor does: chooses, draws or uploads a picture, and forces words."""

from __future__ import annotations

import threading
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rnn_demo.exhibits.captions.board_view import board_view
from rnn_demo.exhibits.captions.compute.drawn import LETTERS, drawn_pixels, example
from rnn_demo.exhibits.captions.compute.forced import write_forced
from rnn_demo.exhibits.captions.compute.samples import sample_pixels
from rnn_demo.exhibits.captions.knobs import DRAWN, FROM_FILE, CaptionKnobs
from rnn_demo.exhibits.captions.presets import QUESTIONS
from rnn_demo.pictures.captioner import Captioner
from rnn_demo.pictures.naming import LONGEST
from rnn_demo.pictures.opening import (
    FORMATS,
    MOST_OF_PHOTO,
    MOST_PIXELS,
    Picture,
    PictureError,
    Pixels,
    open_picture,
)
from rnn_demo.tokenizers.name_words import END
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place
from rnn_demo.words import message

PAGE = QUESTIONS.page
# A picture of four million pixels takes some 60 MB while it is opened: one at a time.
_decoding = threading.Lock()
ENDINGS = ["png", "jpg", "jpeg", "gif", "webp", "bmp"]


def take(knobs: CaptionKnobs) -> None:
    """Let the page show these knobs."""
    place_knobs(PAGE, knobs)


def knobs_shown() -> CaptionKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, CaptionKnobs)


def widgets() -> None:
    """All knobs."""
    draw_knobs(PAGE, CaptionKnobs)
    with st.expander(t("More knobs")):
        draw_knobs(PAGE, CaptionKnobs, "more")


def picture_of(now: CaptionKnobs, side: int) -> Pixels | None:
    """Draw what the picture is made with, if anything; returns it, None if there is none yet.

    Args:
        now: the knobs.
        side: pixels of a picture, each way.
    """
    if now.source == DRAWN:
        drawing: str = st.session_state.setdefault("captions_drawn", example())
        board_view("captions_board", drawing, take_drawing)
        return drawn_pixels(drawing, side)
    if now.source == FROM_FILE:
        return _uploaded(side)
    return sample_pixels(now.drawing)


def _uploaded(side: int) -> Pixels | None:
    uploaded = st.file_uploader(
        t("A picture: {formats}", formats=", ".join(FORMATS)), type=ENDINGS, key="captions_file"
    )
    st.caption(
        t(
            "At most 5 MB and {most:,} pixels, a JPEG {photo:,}. What is white or transparent "
            "around it is cut off, and the rest shrunk to {side} × {side} pixels: below is what "
            "the network sees.",
            most=MOST_PIXELS,
            photo=MOST_OF_PHOTO,
            side=side,
        )
    )
    if uploaded is None:
        return None
    found = _opened(uploaded, side)
    if isinstance(found, PictureError):
        st.error(t("The file cannot be used as a picture."))
        st.text(t(message(found)))
        return None
    for note in found.notes:
        st.text(t(note))
    return found.pixels


def _opened(uploaded: UploadedFile, side: int) -> Picture | PictureError:
    """The file's picture, decoded once and kept until there is another."""
    kept: dict[str, Any] = st.session_state.setdefault("captions_opened", {})
    if kept.get("file") != uploaded.file_id:
        try:
            with _decoding:
                found: Picture | PictureError = open_picture(uploaded.getvalue(), side)
        except PictureError as error:
            found = error
        kept.update(file=uploaded.file_id, found=found)
    opened: Picture | PictureError = kept["found"]
    return opened


def take_drawing(sent: object) -> None:
    """Keep what was drawn on the board, if it is a drawing."""
    if isinstance(sent, str) and len(sent) == LETTERS:
        st.session_state["captions_drawn"] = sent


def take_forced(sent: object, captioner: Captioner) -> None:
    """Force the words that were clicked.

    Args:
        sent: {"ids"}, the last of which may be 0 for the end, or anything at all.
        captioner: whose words these are.
    """
    words, ids = captioner.words, sent.get("ids") if isinstance(sent, dict) else None
    if not isinstance(ids, list) or len(ids) > LONGEST:
        return
    good = all(type(one) is int and 0 <= one < words.vocab_size for one in ids)
    if good and END not in ids[:-1]:
        place(f"{PAGE}_words", write_forced(ids, words))
