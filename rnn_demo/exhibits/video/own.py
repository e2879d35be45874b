"""The visitor's own clip: an .npz of landmarks, read with bounds; what would make one is said."""

from __future__ import annotations

import io

import numpy as np
import streamlit as st

from rnn_demo.data.landmarks import Landmarks
from rnn_demo.data.own_clip import LONGEST, OwnClip, read_own_clip
from rnn_demo.exhibits.video.controls import KEPT, READ, choose_own
from rnn_demo.files.array_archive import ArchiveError
from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import message


def own_panel(example: Landmarks) -> None:
    """Draw the uploader, and read the file that it holds.

    Args:
        example: a clip that can be downloaded in the form of the file.
    """
    with st.expander(t("Your own clip: an .npz of landmarks"), key="video_panel"):
        left, right = st.columns([2, 1], gap="medium")
        with left:
            uploaded = st.file_uploader(
                t("A file of landmarks"),
                type="npz",
                key="video_file",
                on_change=uninterrupted(choose_own),
            )
        with right:
            number = st.number_input(
                t("Which of its clips"),
                min_value=1,
                max_value=100_000,
                value=1,
                key="video_clip_number",
                on_change=uninterrupted(choose_own),
            )
            st.download_button(
                t("An example of such a file"),
                lambda: as_file(example),
                "clip.npz",
                "application/octet-stream",
                key="video_example",
                on_click="ignore",
            )
        st.caption(
            t(
                "Three arrays: `pose` (time, 33, 2), `left_hand` and `right_hand` (time, 21, 2), "
                "or (clips, time, …) for several clips; up to {most} frames. They are x and y of "
                "MediaPipe Holistic's points as shares of the picture's width and height, from its "
                "upper left corner; further numbers of a point are passed over, and a hand that is "
                "not seen is zeros. A file has {size} MB at most; `python -m rnn_demo watch "
                "FILE.npz` reads larger ones, of clips that are no longer.",
                most=LONGEST,
                size=st.get_option("server.maxUploadSize"),
            )
        )
        st.caption(
            t(
                "This page does not ask for your camera: to read it, a program would have to find "
                "the points of your body in its pictures first, and that is a large network of its "
                "own, which is not part of this lab. What you give here stays in this tab."
            )
        )
        _keep(uploaded, int(number))


def as_file(clip: Landmarks) -> bytes:
    """A clip as an .npz in the form that is asked for."""
    file = io.BytesIO()
    np.savez_compressed(file, pose=clip.pose, left_hand=clip.left_hand, right_hand=clip.right_hand)
    return file.getvalue()


def _keep(uploaded: io.BytesIO | None, number: int) -> None:
    """Read the file once, keep its clip for the page, and say what is wrong with it."""
    state = st.session_state
    if uploaded is None:
        state[KEPT], state[READ] = None, None
        return
    asked = (getattr(uploaded, "file_id", ""), number)
    if not state.get(READ) or state[READ][0] != asked:
        try:
            state[READ] = (asked, read_own_clip(uploaded, number))
        except ArchiveError as error:
            state[READ] = (asked, message(error))
    found = state[READ][1]
    if isinstance(found, OwnClip):
        state[KEPT] = found.clip
        told = [t("{frames} frames.", frames=found.clip.frames), *map(t, found.notes)]
        st.text(" ".join(told))
    else:
        state[KEPT] = None
        st.text(t(found))  # quotes the file: never Markdown
