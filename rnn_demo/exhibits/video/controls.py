"""What a visitor does with the page: knobs, a frame left out, and a clip of their own."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.data.landmarks import Landmarks
from rnn_demo.exhibits.video.clips import OWN, SignClipsModel
from rnn_demo.exhibits.video.compute import played, read_clip
from rnn_demo.exhibits.video.knobs import (
    MOST_FRAMES,
    NOTHING,
    VideoKnobs,
    as_left_out,
    frames_beyond,
    frames_left_out,
)
from rnn_demo.exhibits.video.presets import QUESTIONS
from rnn_demo.exhibits.video.view import view_data
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError, quoted
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page
KEPT = "video_own_clip"  # what was read of a visitor's file, in the session
READ = "video_own_read"  # which file and clip were read last, and what came of it


def now() -> VideoKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, VideoKnobs)


def widgets(group: str = "") -> None:
    """Draw the widgets of a group."""
    draw_knobs(PAGE, VideoKnobs, group)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(now(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def watched(knobs: VideoKnobs, model: SignClipsModel) -> dict[str, Any]:
    """The clip as the knobs say and what a network makes of it, as the view takes them.

    Raises:
        KnobError: there is no such clip, or the frames left out cannot be read.
    """
    first, second = clips_of(knobs, model)
    shown = played(first, second, knobs)
    left_out = frames_left_out(knobs.left_out, shown.clip.frames)
    artifact, network = model.artifact, knobs.network
    found = read_clip(artifact.reader(network), shown.clip, artifact.temperature(network), left_out)
    # The film begins anew when other frames are shown, or in another order.
    film = repr((knobs.clip, knobs.then, knobs.order, knobs.frame, float(first.pose.sum())))
    return view_data(shown, found, artifact.tokenizer.words, left_out, film)


def clips_of(knobs: VideoKnobs, model: SignClipsModel) -> tuple[Landmarks, Landmarks | None]:
    """The clip, and the one after it.

    Raises:
        KnobError: there is no such clip.
    """
    second = None if knobs.then == NOTHING else _named(knobs.then, model)
    return _named(knobs.clip, model), second


def choose_own() -> None:
    """Show the visitor's own clip."""
    place(f"{PAGE}_clip", OWN)


def leave_out(frame: Any) -> None:
    """Leave a frame out, or show it again; what is no frame changes nothing.

    Args:
        frame: counted from 0, as the browser sends it.
    """
    if type(frame) is not int or not 0 <= frame < 2 * MOST_FRAMES:
        return
    try:
        before = set(frames_left_out(widget_value(f"{PAGE}_left_out"), 10_000))
    except KnobError:
        before = set()
    place(f"{PAGE}_left_out", as_left_out(sorted(before ^ {frame})))


def tell_frames_beyond(knobs: VideoKnobs, frames: int) -> None:
    """Say so when a frame is to be left out that the clip does not have."""
    if last := frames_beyond(knobs.left_out, frames):
        st.caption(
            t("There is no frame {last}: only {frames} are played.", last=last, frames=frames)
        )


def _named(name: str, model: SignClipsModel) -> Landmarks:
    if name == OWN:
        own: Landmarks | None = st.session_state.get(KEPT)
        read = st.session_state.get(READ)
        if own is None and read:
            raise KnobError(sentence("Your file cannot be used: {why}", why=read[1]))
        if own is None:
            raise KnobError(
                sentence(
                    "There is no clip of your own yet: give a file at the top, or choose another "
                    "clip."
                )
            )
        return own
    if name not in model.clips:
        raise KnobError(
            sentence(
                "There is no clip {name}; choose one of {there}.",
                name=quoted(name),
                there=", ".join(model.clips),
            )
        )
    return model.clips[name]
