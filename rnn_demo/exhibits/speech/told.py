"""What was heard, in words, and what such an answer is worth."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.artifacts.speech import SpeechArtifact
from rnn_demo.exhibits.speech.compute import HeardSound, digits_of
from rnn_demo.exhibits.speech.knobs import FROM_FILE, MICROPHONE, SHIPPED, SpeechKnobs
from rnn_demo.sounds.hearing import DOUBTFUL
from rnn_demo.tasks.speech.scores import word_errors
from rnn_demo.ui.language import t, tn
from rnn_demo.words import percent


def tell(knobs: SpeechKnobs, found: HeardSound, artifact: SpeechArtifact) -> None:
    """Compare with what was said; where nobody knows that, say what is known of such sounds."""
    words = found.hearing.words
    if knobs.source == SHIPPED and not knobs.backwards:
        said = digits_of(knobs.digits)
        errors = word_errors([word.id for word in words], said)
        if not words:
            st.text(t("Digits were said, {n} in all, and none is heard.", n=len(said)))
            return
        st.text(
            tn(
                "{n} word would have to be changed to make it what was said.",
                "{n} words would have to be changed to make it what was said.",
                n=errors,
            )
            if errors
            else t("Heard exactly as it was said.")
        )
    elif knobs.source in (MICROPHONE, FROM_FILE):
        st.text(_worth(found, artifact.metrics or {}))
    elif words:
        st.text(t("No digit is said here: what is heard is a mistake."))
    else:
        st.text(t("Nothing is heard, and rightly."))


def _worth(found: HeardSound, metrics: dict[str, Any]) -> str:
    words = found.hearing.words
    if not words:
        return t("No English digit is heard in it.")
    low = min(word.chance for word in words)
    doubtful = sum(word.chance < DOUBTFUL for word in words)
    told = []
    if doubtful:
        told.append(
            t(
                "The word has a chance of only {low}: perhaps it is no English digit at all.",
                low=percent(low),
            )
            if len(words) == 1
            else tn(
                "{n} of the {all} words has a chance of only {low}: perhaps it is no English "
                "digit at all.",
                "{n} of the {all} words have low chances, the least {low}: perhaps they are no "
                "English digits at all.",
                n=doubtful,
                all=len(words),
                low=percent(low),
            )
        )
    if test := metrics.get("test"):
        told.append(
            t(
                "Of voices that the networks had never heard, from {worst} to {best} of the "
                "digits were heard correctly; nobody has measured yours.",
                worst=percent(test["worst"], 1),
                best=percent(max(one["right"] for one in test["voices"].values()), 1),
            )
        )
    return " ".join(told)
