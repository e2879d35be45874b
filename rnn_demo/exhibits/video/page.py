"""Video, frame by frame: a network names the sign that a person makes, after every frame."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.video import controls, sections
from rnn_demo.exhibits.video.clips import SignClipsModel, sign_model
from rnn_demo.exhibits.video.own import own_panel
from rnn_demo.exhibits.video.presets import QUESTIONS
from rnn_demo.exhibits.video.view import video_view
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import keep_picture, picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit(model: SignClipsModel) -> None:
    """Question, knobs, clip and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("video"), st.session_state.video_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return

    def knobs() -> None:
        controls.widgets()
        with st.expander(t("More knobs")):
            controls.widgets("more")
        present("video", QUESTIONS.presented)

    def picture() -> None:
        now = controls.now()
        try:
            data = controls.watched(now, model)
        except KnobError as error:
            if before := keep_picture(error, st.session_state.get("video_shown")):
                video_view("video_view", before, controls.leave_out)
            return
        st.session_state.video_shown = data
        video_view("video_view", data, controls.leave_out)
        controls.tell_frames_beyond(now, len(data["seen"]))
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, controls.now)
    if "sections" not in hidden:
        sections.formula()
        sections.measured(model.artifact)
        sections.footnotes(model.artifact)


st.title(t("Video, frame by frame"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("video", whole=True)
try:
    model = sign_model()
except ArtifactError as error:
    st.text(t(message(error)))  # names files: never Markdown
    st.stop()
if "presets" not in hidden:
    st.markdown(
        t(
            "A person signs a word, and a GRU says after **every frame** which of eleven words it "
            "is, knowing nothing of the frames to come. It sees no pixels: only the points of "
            "skeleton and hands that you see here."
        )
    )
    own_panel(next(iter(model.clips.values())))
    choose_preset(QUESTIONS)
tell_problems("video")
exhibit(model)
end_presentation("video")
