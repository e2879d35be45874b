"""A picture and its knobs: beside it where there is room, below it on a phone."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def knobs_and_picture() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers, one for the knobs and one for the picture, which is three times as wide.

    The picture comes first in the page, because columns that do not fit beside each other are
    stacked in that order, and a screen reader reads them in that order.
    """
    picture, knobs = st.columns([3, 1], gap="medium")
    return knobs, picture
