"""Presets that ask before they show: pills, a question, and its answer when it is wanted.

A page of this kind keeps these in `st.session_state`, each after its own name: `_preset`, the name
of the preset; `_problems`, the parts of a link that could not be used; `_told`, whether the answer
is shown; `_hidden`, which parts of the page are not shown (see `rnn_demo.ui.present`). What a
preset says is true for its own knobs only: once one of them has changed, its words step back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from rnn_demo.knobs.hiding import ANSWER
from rnn_demo.knobs.presets import K, Questions, read_link
from rnn_demo.ui.address import asks, forget, linked, write_address
from rnn_demo.ui.knob_widgets import place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted


@uninterrupted
def open_with(questions: Questions[K], take: Callable[[K], None] | None = None) -> None:
    """Take what the link asks for when a visitor first opens the page.

    Args:
        questions: the questions of the page.
        take: puts knobs into the widgets; without it, each knob goes into its own widget.
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
    _take(questions, opening.knobs, take)


def choose_preset(
    questions: Questions[K], take: Callable[[K], None] | None = None, lit: bool = True
) -> None:
    """Draw the pills of presets; a choice asks its question before it shows anything.

    Args:
        questions: the questions of the page.
        take: see `open_with`.
        lit: whether the preset's pill is lit; it is not where the page shows something that no
            preset is about, and then pressing it asks its question.
    """
    page, presets = questions.page, questions.presets
    # Dark pills have a key of their own, for the reason that rnn_demo.ui.placed gives.
    key = f"{page}_pill" if lit else f"{page}_pill_dark"
    st.pills(
        t("Questions"),
        list(presets),
        default=st.session_state[f"{page}_preset"] if lit and key not in st.session_state else None,
        required=lit,
        format_func=lambda name: t(presets[name].title),
        key=key,
        on_change=uninterrupted(_chosen),
        args=(questions, take, key),
        label_visibility="collapsed",
        persist_state="session" if lit else None,
    )


def tell_problems(page: str) -> None:
    """Show the parts of the link that could not be used; it quotes the link: never Markdown."""
    for problem in st.session_state[f"{page}_problems"]:
        st.text(t(problem))


def ask(
    questions: Questions[K],
    left: Sequence[str],
    take: Callable[[K], None] | None = None,
    beside: Sequence[str] = (),
) -> bool:
    """Draw question, button and answer; returns whether the page may show its picture.

    Args:
        questions: the questions of the page.
        left: which knobs have left the preset, see `rnn_demo.knobs.presets.moved`; if any have, its
            words step back.
        take: see `open_with`.
        beside: parts of the link, besides `hide`, that another preset leaves as they are.
    """
    page, name = questions.page, st.session_state[f"{questions.page}_preset"]
    preset = questions.presets[name]
    if ANSWER in st.session_state[f"{page}_hidden"] and not st.session_state[f"{page}_told"]:
        if not left:  # the question does not fit other knobs
            st.markdown(f"**{t(preset.question)}**")
            st.button(
                t("Show the answer"),
                key=f"{page}_tell",
                type="primary",
                on_click=uninterrupted(_tell),
                args=(page,),
            )
        return True
    if left:
        told = t(
            "Changed from “{title}”: {left}.",
            title=t(preset.title),
            left=", ".join(map(t, left)),
        )
        step_back(page, told, lambda: _take(questions, preset.knobs, take))
        with st.expander(t("What “{title}” asks, and its answer", title=t(preset.title))):
            st.markdown(f"**{t(preset.question)}**")
            st.markdown(t(preset.answer))
        return True
    st.markdown(f"**{t(preset.question)}**")
    if not st.session_state[f"{page}_told"]:
        st.button(
            t("Show me"),
            key=f"{page}_tell",
            type="primary",
            on_click=uninterrupted(_tell),
            args=(page,),
        )
        kept = {part: value for part, value in linked().items() if part in ("hide", *beside)}
        write_address({"preset": name, **kept})
        return False
    st.markdown(t(preset.answer))
    return True


def step_back(page: str, told: str, back: Callable[[], None]) -> None:
    """Say that this is no longer what a preset describes, and offer the way back to it.

    Args:
        page: the page's name, before the button's key.
        told: the sentence; it may quote what was typed or linked, and is no Markdown.
        back: puts the preset's values back into the widgets.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(told, width="content")
        st.button(t("Back to the question"), key=f"{page}_return", on_click=uninterrupted(back))


def _take(questions: Questions[K], knobs: K, take: Callable[[K], None] | None) -> None:
    if take:
        take(knobs)
    else:
        place_knobs(questions.page, knobs)


def _chosen(questions: Questions[K], take: Callable[[K], None] | None, key: str) -> None:
    page = questions.page
    if name := st.session_state[key]:
        st.session_state[f"{page}_preset"] = st.session_state[f"{page}_pill"] = name
        st.session_state[f"{page}_problems"] = []
        st.session_state[f"{page}_told"] = False
        _take(questions, questions.presets[name].knobs, take)


def _tell(page: str) -> None:
    st.session_state[f"{page}_told"] = True
