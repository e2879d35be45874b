"""A chart on the page: it has a name for those who hear the page, and no toolbar."""

from __future__ import annotations

from typing import Any

import streamlit as st


def show_chart(figure: Any, *, key: str, alt: str) -> None:
    """Draw a figure of `rnn_demo.figures`.

    Args:
        figure: what is drawn.
        key: the key of the element.
        alt: what a screen reader says: what is drawn over what, and the result if it fits in a
            sentence.
    """
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False})
