"""Presets that ask before they show: pills, a question, and its answer when it is wanted.

A page of this kind keeps in `st.session_state`, each after its own name: `_preset`, the name of
the preset; `_problems`, what of a link could not be used; `_told`, whether the answer is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import streamlit as st

from rnn_demo.ui.uninterrupted import uninterrupted


class Asking(Protocol):
    """A preset: its title, a question, and the answer that its picture gives."""

    @property
    def title(self) -> str:
        """On its pill."""

    @property
    def question(self) -> str:
        """Asked first."""

    @property
    def answer(self) -> str:
        """Told after."""


def choose_preset(page: str, presets: Mapping[str, Asking], take: Callable[[str], None]) -> None:
    """The pills of presets; a choice asks its question before it shows anything.

    Args:
        page: the page's name, before each of its keys.
        presets: by name.
        take: puts a preset's values into the widgets.
    """
    st.pills(
        "Questions",
        list(presets),
        default=st.session_state[f"{page}_preset"],
        format_func=lambda name: presets[name].title,
        key=f"{page}_pill",
        on_change=uninterrupted(_chosen),
        args=(page, take),
        label_visibility="collapsed",
        persist_state="session",
    )


def tell_problems(page: str) -> None:
    """What of the link could not be used; it quotes the link: never Markdown."""
    for problem in st.session_state[f"{page}_problems"]:
        st.text(problem)


def ask(page: str, preset: Asking) -> None:
    """The question, then a button, then the answer; the page stops at the button."""
    st.markdown(f"**{preset.question}**")
    if not st.session_state[f"{page}_told"]:
        st.button(
            "Show me",
            key=f"{page}_tell",
            type="primary",
            on_click=uninterrupted(_tell),
            args=(page,),
        )
        st.stop()
    st.markdown(preset.answer)


def _chosen(page: str, take: Callable[[str], None]) -> None:
    if name := st.session_state[f"{page}_pill"]:
        st.session_state[f"{page}_preset"] = name
        st.session_state[f"{page}_problems"] = []
        st.session_state[f"{page}_told"] = False
        take(name)


def _tell(page: str) -> None:
    st.session_state[f"{page}_told"] = True
