"""What the page computes, kept for a while, and what was trained before by a command."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.elman.compute.surprise import ReadLine, read_line
from rnn_demo.exhibits.elman.compute.training import training
from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.tasks.elman.delay import Delay
from rnn_demo.tasks.elman.letter_scores import LetterScores, read_scores
from rnn_demo.tasks.elman.readers import Readers, read_readers
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 40.0  # of the largest question, see `python -m benchmarks.largest`


def trained(knobs: ElmanKnobs) -> tuple[Delay, Delay] | None:
    """Networks of Jordan's and of Elman's kind; None if the training was stopped."""
    question = (
        knobs.lag,
        knobs.feedback,
        knobs.follow,
        knobs.units,
        knobs.updates,
        knobs.seed,
    )
    return waited_for(
        "elman_training",
        question,
        lambda: training(knobs),
        t("Five networks of each kind are being trained …"),
        MEGABYTES,
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def read(text: str) -> ReadLine:
    """What the readers make of a text; errors as of `readers`."""
    return read_line(text, *readers())


@st.cache_resource(show_spinner=False)
def readers() -> tuple[Readers, LetterScores]:
    """The readers of letters and their thresholds, as shipped.

    Raises:
        ArtifactError: a network cannot be used.
        ReadersError: the table or the scores cannot be used.
    """
    return read_readers(), read_scores()
