"""The visitor's own voice, recorded or a file; what is wrong with it is said."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rnn_demo.exhibits.speech.knobs import FROM_FILE, MICROPHONE
from rnn_demo.knobs.values import KnobError
from rnn_demo.sounds.recording import MOST_SECONDS, Recording, RecordingError, open_recording
from rnn_demo.ui.language import t
from rnn_demo.words import message

# A recording at 192,000 samples a second takes some 60 MB while it is opened: one at a time.
_decoding = threading.Lock()


def own_sound(source: str) -> NDArray[np.float32] | None:
    """Draw the microphone or the uploader; what it holds, None if there is nothing to hear.

    Args:
        source: which of the two, if any.

    Raises:
        KnobError: what was recorded or uploaded is no recording that can be used.
    """
    if source == MICROPHONE:
        uploaded = st.audio_input(t("Say some English digits"), key="speech_microphone")
        st.caption(
            t(
                "Your browser asks you first. What you say goes to the server that shows this page "
                "and stays in this tab; of a long recording the first {most} seconds are heard.",
                most=MOST_SECONDS,
            )
        )
    elif source == FROM_FILE:
        uploaded = st.file_uploader(
            t("A recording: WAV or FLAC"), type=["wav", "flac"], key="speech_file"
        )
        st.caption(
            t(
                "Any rate from 4,000 to 192,000 samples a second, 8 to 32 bits, up to 8 channels, "
                "at most {size} MB; the first {most} seconds are heard.",
                size=st.get_option("server.maxUploadSize"),
                most=MOST_SECONDS,
            )
        )
    else:
        return None
    if uploaded is None:
        return None
    found = _opened(source, uploaded)
    if isinstance(found, RecordingError):
        raise KnobError(message(found)) from found
    told = [t("{seconds:.1f} seconds.", seconds=found.seconds), *map(t, found.notes)]
    st.text(" ".join(told))
    return found.samples


def _opened(source: str, uploaded: UploadedFile) -> Recording | RecordingError:
    """The recording, decoded once and kept until there is another."""
    kept: dict[str, Any] = st.session_state.setdefault(f"speech_opened_{source}", {})
    if kept.get("file") != uploaded.file_id:
        try:
            with _decoding:
                found: Recording | RecordingError = open_recording(uploaded.getvalue())
        except RecordingError as error:
            found = error
        kept.update(file=uploaded.file_id, found=found)
    opened: Recording | RecordingError = kept["found"]
    return opened
