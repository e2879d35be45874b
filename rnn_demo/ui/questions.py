"""Presets that ask before they show: pills, a question, and its answer when it is wanted.

A page of this kind keeps in `st.session_state`, each after its own name: `_preset`, the name of
the preset; `_problems`, what of a link could not be used; `_told`, whether the answer is shown;
`_hidden`, which parts of the page are not shown (see `rnn_demo.ui.present`).
What a preset says is true of its own knobs: once one has left them, its words step back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from rnn_demo.knobs.hiding import ANSWER
from rnn_demo.knobs.presets import K, Questions, read_link
from rnn_demo.ui.address import asks, forget, linked, write_address
from rnn_demo.ui.knob_widgets import place_knobs
from rnn_demo.ui.uninterrupted import uninterrupted

LONG = 40  # characters of a value that is not told


class Question(Protocol):
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


@uninterrupted
def open_with(questions: Questions[K], take: Callable[[K], None] | None = None) -> None:
    """At a visitor's first look, take what the link asks for.

    Args:
        questions: of the page.
        take: puts knobs into the widgets; without it, each into its own.
    """
    if not asks(questions.page):
        return
    opening = read_link(questions, linked())
    for name, value in (
        ("preset", opening.preset),
        ("problems", opening.problems),
        ("hidden", opening.hidden),
        ("told", ANSWER not in opening.hidden),
    ):
        st.session_state[f"{questions.page}_{name}"] = value
    forget(f"{questions.page}_pill")
    if take:
        take(opening.knobs)
    else:
        place_knobs(questions.page, opening.knobs)


def choose_preset(page: str, presets: Mapping[str, Question], take: Callable[[str], None]) -> None:
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


def moved(
    now: object, usual: object, labels: Mapping[str, str], words: Mapping[str, str] | None = None
) -> list[str]:
    """Which knobs have left a preset, each in words, e.g. "gain g 10 instead of 1".

    Args:
        now: the knobs as they are.
        usual: the same as the preset has them.
        labels: what each is called; one without a label does not touch what the preset says.
        words: what values are called that are not shown as they are.
    """
    told = {**(words or {}), "": "nothing"}

    def shown(value: Any) -> str:
        text = told.get(str(value), f"{value:g}" if isinstance(value, float) else str(value))
        return text.replace("-", "−") if isinstance(value, int | float) else text

    found = []
    for name, label in labels.items():
        value, before = getattr(now, name), getattr(usual, name)
        if value == before:
            continue
        told_at_all = all(isinstance(v, int | float) or _short(v) for v in (value, before))
        found.append(
            f"{label} {shown(value)} instead of {shown(before)}"
            if told_at_all
            else f"another {label}"
        )
    return found


def ask(
    page: str,
    presets: Mapping[str, Question],
    left: Sequence[str],
    take: Callable[[str], None],
    beside: Sequence[str] = (),
) -> bool:
    """The question, then a button, then the answer; whether the page may show its picture.

    Args:
        page: the page's name, before each of its keys.
        presets: by name.
        left: which knobs have left the preset, see `moved`: then its words step back.
        take: puts a preset's values into the widgets.
        beside: parts of the link, besides `hide`, that another preset leaves as they are.
    """
    name = st.session_state[f"{page}_preset"]
    preset = presets[name]
    if ANSWER in st.session_state[f"{page}_hidden"] and not st.session_state[f"{page}_told"]:
        if not left:  # of other knobs it is not the question
            st.markdown(f"**{preset.question}**")
            st.button(
                "Show the answer",
                key=f"{page}_tell",
                type="primary",
                on_click=uninterrupted(_tell),
                args=(page,),
            )
        return True
    if left:
        step_back(page, preset.title, left, lambda: take(name))
        with st.expander(f"What “{preset.title}” asks, and its answer"):
            st.markdown(f"**{preset.question}**")
            st.markdown(preset.answer)
        return True
    st.markdown(f"**{preset.question}**")
    if not st.session_state[f"{page}_told"]:
        st.button(
            "Show me",
            key=f"{page}_tell",
            type="primary",
            on_click=uninterrupted(_tell),
            args=(page,),
        )
        kept = {part: value for part, value in linked().items() if part in ("hide", *beside)}
        write_address({"preset": name, **kept})
        return False
    st.markdown(preset.answer)
    return True


def step_back(page: str, title: str, left: Sequence[str], back: Callable[[], None]) -> None:
    """Say that this is no longer what a preset speaks of, and offer the way back to it.

    Args:
        page: the page's name, before the button's key.
        title: of the preset.
        left: which knobs have left it, see `moved`.
        back: puts the preset's values into the widgets again.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        # It may quote what was typed or linked: never Markdown.
        st.text(f"Your own setting, no longer “{title}”: {', '.join(left)}.", width="content")
        st.button("Back to the question", key=f"{page}_return", on_click=uninterrupted(back))


def _short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONG


def _chosen(page: str, take: Callable[[str], None]) -> None:
    if name := st.session_state[f"{page}_pill"]:
        st.session_state[f"{page}_preset"] = name
        st.session_state[f"{page}_problems"] = []
        st.session_state[f"{page}_told"] = False
        take(name)


def _tell(page: str) -> None:
    st.session_state[f"{page}_told"] = True
