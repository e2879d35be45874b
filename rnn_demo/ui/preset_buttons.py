"""Presets of a text: buttons, so that each can be pressed again after the text was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted


def preset_buttons(
    title: str, key: str, presets: Mapping[str, str], now: str, take: Callable[[str], None]
) -> None:
    """Draw a button for each text; the button of the text that is there now looks pressed.

    Args:
        title: the title above them.
        key: the beginning of each button's key.
        presets: the texts by name.
        now: the text that is there now.
        take: called with the text of the button that was pressed.
    """
    st.caption(title)
    with st.container(horizontal=True, gap="xsmall", key=f"{key}_presets"):
        for name, text in presets.items():
            st.button(
                t(name),
                key=f"{key}_preset_{name}",
                type="primary" if text == now else "secondary",
                on_click=uninterrupted(take),
                args=(text,),
            )
