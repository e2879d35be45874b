"""A kind's part of the Models page if there is nothing more to say: figures and cards."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.listing import listing
from rnn_demo.ui.language import t
from rnn_demo.widgets.model_card.card import card


def show(kind: str) -> None:
    """Draw a line and a card for each model of a kind; nothing if there is none.

    Args:
        kind: the kind of the models.
    """
    names = model_names(kind)
    if names:
        st.subheader(t(kind.capitalize()), anchor=False)
    for name in names:
        st.text(t(listing(name, kind).line))  # may quote a file: never Markdown
        with st.expander(t("Card of {name}", name=name)):
            st.markdown(card(name))
