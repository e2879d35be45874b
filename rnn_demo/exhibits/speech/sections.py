"""What stands below the picture: the formula, what was measured, and where this would be wrong."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.artifacts.speech import SpeechArtifact
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import percent, unbroken

# Sounds in which no digit is said, as metrics.json names them.
NOTHING = {
    "silence": "silence",
    "hiss": "a hiss",
    "melodies": "melodies",
    "digits backwards": "English digits backwards",
    "Hebrew": "Hebrew (“yes” and “no”)",
}


def formula() -> None:
    """How chances become words."""
    st.markdown(
        t(
            "$p(\\text{{words}}) = \\sum_{{\\pi \\to \\text{{words}}}} \\prod_t p_t(\\pi_t)$: an "
            "alignment π says one symbol at each step, and all alignments that collapse to the "
            "same words count. Training makes this sum large, which needs no times; in its first "
            "third the network was also shown, less and less, where each digit is. The best path "
            "takes the likeliest symbol at each step. The badge adds up every alignment of eight "
            "steps one by one and compares. In the pictures and in what is played a tenth of a "
            "second of silence stands before and after the sound."
        )
    )


def measured(artifact: SpeechArtifact) -> None:
    """How often it is right about voices that it never heard, and about nothing."""
    st.subheader(t("Voices that it never heard"), anchor=False)
    metrics = artifact.metrics
    if not metrics or "test" not in metrics:
        st.caption(t("This model has not been measured yet."))
        return
    test = metrics["test"]
    left, right = st.columns(2, gap="medium")
    with left:
        _voices(test)
    with right:
        _nothing(metrics["nothing"])
    st.markdown(
        t(
            "On average **{mean}** of the recordings of a voice that was kept from training are "
            "heard as exactly their digit; of the worst voice it is {worst}. The usual split is "
            "the easy one, other takes of the same voices: {easy}. The rival is no network: it "
            "takes the digit of the most similar recording by another voice (dynamic time warping "
            "over the same numbers) and is right in {rival}.",
            mean=percent(test["mean"], 1),
            worst=percent(test["worst"], 1),
            easy=percent(test["easy"]["right"], 1),
            rival=percent(test["rival_mean"], 1),
        )
    )


def _voices(test: dict[str, Any]) -> None:
    voices = test["voices"]
    st.table(
        {
            t("Voice left out"): list(voices),
            t("one digit"): [unbroken(percent(one["right"], 1)) for one in voices.values()],
            t("words in rows of five"): [
                unbroken(percent(one["rows"], 1)) for one in voices.values()
            ],
            t("the rival"): [unbroken(percent(one["rival"], 1)) for one in voices.values()],
        },
        hide_index=True,
        border="horizontal",
    )


def _nothing(nothing: dict[str, Any]) -> None:
    st.table(
        {
            t("No digit is said"): [t(NOTHING.get(name, name)) for name in nothing],
            t("nothing is heard"): [
                unbroken(percent(one["silent"], 1)) for one in nothing.values()
            ],
            t("words a second"): [f"{one['words_a_second']:.2f}" for one in nothing.values()],
        },
        hide_index=True,
        border="horizontal",
    )


def footnotes(artifact: SpeechArtifact) -> None:
    """What the lecture says, whose voices these are, where it is wrong, and the card."""
    with st.expander(t("Footnotes: the slide, whose voices these are, where this is wrong")):
        st.markdown(
            t(
                "**The slide.** *Sounds into a sequence of words* is many to many, asynchronous: "
                "there are far fewer words than sounds, and nobody says which sounds belong to "
                "which word. The blank and the sum over alignments (Graves and others, 2006) are "
                "one answer; translation has another.\n\n"
                "**The voices** are from the Free Spoken Digit Dataset by Zohar Jackson and "
                "others (CC BY-SA 4.0): six men who read English digits, two of them American, one "
                "Belgian, two German, one Greek. No woman and no child is among them. All networks "
                "learned from machines, too, in other accents and some in women’s voices "
                "(espeak-ng and flite); how well they hear a woman or a child was not measured. "
                "Each of the recordings has one digit: rows are joined from them, so that nobody’s "
                "“two three” runs together as it does in speech.\n\n"
                "**What it takes for words.** It knows ten words. What is none of them it was "
                "taught to pass over with speech played backwards or cut up, chords and hiss. The "
                "table says how often that works for other sounds of these kinds, and for two that "
                "it was never taught: melodies and Hebrew."
            )
        )
    with st.expander(t("The card of this model")):
        st.markdown(card(artifact.name))
