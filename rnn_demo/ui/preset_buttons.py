"""Presets of a text: buttons, because each can be pressed again once the text was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted


def preset_buttons(
    title: str, key: str, presets: Mapping[str, str], now: str, take: Callable[[str], None]
) -> None:
    """A button each; that of the text which is there now looks pressed.

    Args:
        title: above them.
        key: before each button's key.
        presets: the texts by name.
        now: the text that is there.
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
