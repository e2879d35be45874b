"""A chart on the page: each has a name for those who hear the page, and no tools of its own."""

from __future__ import annotations

from typing import Any

import streamlit as st


def show_chart(figure: Any, *, key: str, alt: str) -> None:
    """Draw a figure of `rnn_demo.figures`.

    Args:
        figure: what is drawn.
        key: of the element.
        alt: what a screen reader says of it: what is drawn over what, and what it comes to where
            that is one sentence.
    """
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False})
