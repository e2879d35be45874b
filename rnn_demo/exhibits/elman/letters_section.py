"""Words in a stream of letters: the visitor's line, and what was measured on a test text."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.elman.answers import read, readers
from rnn_demo.exhibits.elman.compute.surprise import ReadLine
from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.exhibits.elman.line_view import TITLES, line_data, line_view
from rnn_demo.figures.feedback import surprise_by_place
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.tasks.elman.letter_scores import LetterScores
from rnn_demo.tasks.elman.readers import ReadersError
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.knob_widgets import draw_knob
from rnn_demo.ui.language import t, tn
from rnn_demo.words import message

MOST_SHOWN = 12  # different characters that were dropped


def words() -> None:
    """The section."""
    st.subheader(t("Where do words begin?"), anchor=False)
    st.markdown(
        t(
            "Elman's second idea of 1990: let a net predict the next letter of a text *without "
            "spaces*. Inside a word the next letter is half known; at its end anything may follow. "
            "So surprise should jump where a word begins, and nobody has told the net what a word "
            "is. Below, three readers of Tiny Shakespeare, small letters and nothing else; your "
            "own text is welcome."
        )
    )
    text = draw_knob("elman", knobs_of(ElmanKnobs)["text"])
    try:
        _, scores = readers()
    except (ArtifactError, ReadersError) as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    line = read(text)
    st.text(left_out(line))  # quotes what was typed: never Markdown
    if line.letters.text:
        line_view("elman_line", line_data(line))
    _measured(scores)


def left_out(line: ReadLine) -> str:
    """What of the text the readers do not see."""
    letters = line.letters
    if not letters.text:
        return t("There are no letters from a to z in it: type some.")
    kinds = sorted(set(letters.dropped) - {" ", "\n"})
    shown = " ".join(f"“{sign}”" for sign in kinds[:MOST_SHOWN])
    if len(kinds) > MOST_SHOWN:
        shown += " …"
    others = len(letters.dropped) - letters.dropped.count(" ") - letters.dropped.count("\n")
    parts = [tn("{n:,} letter kept", "{n:,} letters kept", n=len(letters.text))]
    if letters.capitals:
        parts.append(
            tn("{n:,} capital made small", "{n:,} capitals made small", n=letters.capitals)
        )
    if spaces := len(letters.dropped) - others:
        parts.append(
            tn("{n:,} space or line end dropped", "{n:,} spaces and line ends dropped", n=spaces)
        )
    if others:
        parts.append(
            tn("{n:,} other sign dropped: {shown}", "{n:,} other signs dropped: {shown}",
               n=others, shown=shown)
        )  # fmt: skip
    return "; ".join(parts) + "."


def _measured(scores: LetterScores) -> None:
    rows = scores.readers
    show_chart(
        surprise_by_place(
            {name: own.places for name, own in rows.items()},
            {name: t(TITLES[name]) for name in rows},
            t=t,
        ),
        key="elman_places",
        alt=t(
            "Surprise by the letter's place in its word. First letters: {first}; third: {third}.",
            first=", ".join(f"{t(TITLES[n])} {own.places[0]:.2f}" for n, own in rows.items()),
            third=", ".join(f"{t(TITLES[n])} {own.places[2]:.2f}" for n, own in rows.items()),
        ),
    )
    share = scores.words / scores.letters
    everywhere = t("a word at every letter")
    st.table(
        {
            t("Reader"): [*(t(TITLES[name]) for name in rows), everywhere],
            t("bits per letter"): [*(f"{own.bits:.3f}" for own in rows.values()), "–"],
            t("precision"): [
                *(f"{own.boundaries.precision:.3f}" for own in rows.values()),
                f"{share:.3f}",
            ],
            t("recall"): [*(f"{own.boundaries.recall:.3f}" for own in rows.values()), "1"],
            "F1": [
                *(f"{own.boundaries.f1:.3f}" for own in rows.values()),
                f"{2 * share / (1 + share):.3f}",
            ],
        },
        hide_index=True,
        border="horizontal",
    )
    st.caption(
        t(
            "The last tenth of Tiny Shakespeare, {letters:,} letters, {words:,} words, which no "
            "reader has seen. A word is claimed to begin where surprise is a peak above a "
            "threshold, which was chosen for F1 on another twentieth of the text. An apostrophe "
            "inside a word does not part it. The LSTM predicts best and has the best "
            "precision and F1, if barely; the Elman net finds as many beginnings. None comes near "
            "1: a beginning is not the only place at which a text is hard to guess. "
            "Made by `python -m rnn_demo elman letters`.",
            letters=scores.letters,
            words=scores.words,
        )
    )
