"""The words around the pictures."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.shapes.knobs import NETWORK
from rnn_demo.ui.language import t


def footnotes() -> None:
    """Where the slides are off, and what is left out."""
    with st.expander(t("What the slides say otherwise")):
        st.markdown(
            t(
                "- On the slide “RNN один ко многим” the heading of the examples is "
                "“Последовательность в последовательность”, sequence to sequence; on the slide "
                "“RNN многие ко многим асинхронно” it is “Отображение одного объекта "
                "последовательность”, one object to a sequence. The two are swapped. A caption "
                "begins with one object, a translation with a sequence.\n"
                "- “Определение стиля изображения”, the style of a picture, is among the examples "
                "of many to one. A picture is a sequence only if it is scanned, row by row or "
                "patch by patch; read at once it is one to one.\n"
                "- Sounds to words is called a transformation of sequences and has no diagram. It "
                "is asynchronous, or synchronous with a blank where nothing is said: connectionist "
                "temporal classification trains a network for the latter (Graves et al. 2006).\n"
                "- Attention lets each y look at all x again instead of at one h. It changes how y "
                "depends on x in the asynchronous shape, not on which x it may depend."
            )
        )


def method(numbers: int) -> None:
    """What the square shows.

    Args:
        numbers: how many a y has.
    """
    st.caption(
        t(
            "The network is {network} in full precision; a y is its {numbers} logits of the next "
            "character. Each row exchanges one character for the network's likeliest other "
            "one there and reads the whole text again. Choose a character, or move with the arrow "
            "keys.",
            network=NETWORK,
            numbers=numbers,
        )
    )
