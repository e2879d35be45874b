"""Whose hand drew it: the same picture, read row by row."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.captions.loading import LoadedStyles, load_styles
from rnn_demo.figures.chances import chance_curves
from rnn_demo.pictures.opening import Pixels
from rnn_demo.pictures.styles import read_rows
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card
from rnn_demo.words import message, percent

TITLES = {
    "twemoji": "Twemoji",
    "openmoji": "OpenMoji",
    "fluent_flat": "Fluent (flat)",
    "emojione2": "EmojiOne 2",
    "noto": "Noto",
}


def whose_hand(pixels: Pixels | None) -> None:
    """The section: a curve for each hand, and what the reader and its rival reach."""
    st.subheader(t("Whose hand drew it? Many to one"), anchor=False)
    try:
        loaded = load_styles()
    except ArtifactError as error:
        st.text(t(message(error)))  # names files: never Markdown
        return
    st.markdown(
        t(
            "A second network reads the same {side} rows of pixels from the top, one after "
            "another, as a sequence, and after each says which of {count} sets of emoji the "
            "picture is from. What it says after a row depends on no row below.",
            side=loaded.reader.side,
            count=len(loaded.reader.hands),
        )
    )
    if pixels is not None:
        chances = read_rows(loaded.reader, pixels[None])[0]
        names = [TITLES.get(hand, hand) for hand in loaded.reader.hands]
        best = int(chances[-1].argmax())
        show_chart(
            chance_curves(chances, names, t("rows read"), t=t),
            key="captions_hands",
            alt=t(
                "The chance of each set after each row; after the last it is {name}, {share}.",
                name=names[best],
                share=percent(chances[-1, best]),
            ),
        )
    _figures(loaded)


def _figures(loaded: LoadedStyles) -> None:
    test, rival = (loaded.metrics or {}).get("test"), (loaded.metrics or {}).get("rival")
    if test and rival:
        st.markdown(
            t(
                "On {drawings:,} drawings of {concepts:,} things that it never saw drawn by "
                "anybody, **{accuracy}** are right after the last row, {half} after the "
                "upper half. A linear model that sees only how much of each of 216 colours there "
                "is reaches **{rival}**: most of a style is its paint box. Any picture is "
                "given to one of these sets, your own too; the older Noto is left out, because it "
                "is the same publisher’s.",
                drawings=test["drawings"],
                concepts=test["concepts"],
                accuracy=percent(test["accuracy"], 1),
                half=percent(test["after_rows"][len(test["after_rows"]) // 2 - 1], 1),
                rival=percent(rival["accuracy"], 1),
            )
        )
    with st.expander(t("The card of this reader")):
        st.markdown(card(loaded.name))
