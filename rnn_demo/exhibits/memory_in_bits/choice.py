"""Which string is spelled, typed or drawn by a seed, and how far; all in the page's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from rnn_demo.exhibits.memory_in_bits.compute.strings import LONGEST, drawn_string
from rnn_demo.ui.address import SHOWN, asks, linked
from rnn_demo.ui.placed import place, placed
from rnn_demo.ui.uninterrupted import uninterrupted

USUAL = "BTBTXSETE"
MAX_SEED = 10**9


@dataclass(frozen=True)
class LinkedString:
    """What a link asks for.

    Attributes:
        text: the string.
        seed: that drew it, or from which drawing goes on.
        step: symbols walked; None where the picture opens by itself.
        problems: a sentence for each part that cannot be used.
    """

    text: str = USUAL
    seed: int = 0
    step: int | None = None
    problems: tuple[str, ...] = ()


@uninterrupted
def _set_up() -> None:
    """At a visitor's first look, take what the link asks for."""
    state = st.session_state
    found = read_link(linked())
    if asks("reber_step", each_visit=True):
        state.reber_linked = found
    if asks("reber"):
        place("reber_text", found.text)
        state.reber_seed, state.reber_problems = found.seed, list(found.problems)


def choose_string() -> str:
    """A typed string, or one drawn by a seed; at a visitor's first look the link's."""
    state = st.session_state
    _set_up()
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    state.reber_text = left.text_input(
        "A string of the grammar", state.reber_text, **placed("reber_text", _settle)
    )
    right.button("Draw one", key="reber_draw", on_click=uninterrupted(_draw))
    return cleaned(state.reber_text)


def cleaned(text: str) -> str:
    """A string as it is read: capital letters, nothing around it."""
    return text.strip().upper()


def first_step(text: str) -> int:
    """Symbols walked when the picture opens: as the link has it, or to where memory is needed."""
    linked: LinkedString = st.session_state.reber_linked
    if linked.step is not None and text == cleaned(linked.text):
        return linked.step
    return max(0, len(text) - 2)


def read_link(query: Mapping[str, str]) -> LinkedString:
    """String, seed and step of a query; each part that cannot be used costs a sentence."""
    problems: list[str] = []
    seed = 0
    if "seed" in query:
        seed = _number("seed", query["seed"], MAX_SEED, problems)
    # A link without a string has it drawn, but not by a seed that cannot be used.
    text = drawn_string(seed) if "seed" in query and not problems else USUAL
    if "string" in query:
        asked = query["string"].encode("utf-8", "replace").decode("utf-8")
        if len(asked) > LONGEST:
            problems.append(
                f"The link's string has {len(asked):,} symbols; {LONGEST} are read at most, so "
                f"{text} is shown."
            )
        else:
            if "seed" in query and not problems and cleaned(asked) != text:
                problems.append(
                    f"The link's seed {seed} draws {text[:SHOWN]}, not its string; the string is "
                    "shown, and Draw one goes on from the seed."
                )
            text = asked
    step = None
    if "step" in query:
        known = len(problems)
        step = _number("step", query["step"], len(cleaned(text)), problems)
        step = step if len(problems) == known else None
    return LinkedString(text, seed, step, tuple(problems))


def write_link(text: str, seed: int, step: int | None) -> dict[str, str]:
    """The query that restores what is shown.

    Args:
        text: the string, as it is read.
        seed: in the link if it draws that string.
        step: symbols walked; in the link unless it is where the picture opens by itself, or None.
    """
    if len(text) > LONGEST:
        return {}
    link = {"string": text}
    if text == drawn_string(seed):
        link["seed"] = str(seed)
    if step is not None and step != max(0, len(text) - 2):
        link["step"] = str(step)
    return link


def _number(name: str, asked: str, most: int, problems: list[str]) -> int:
    """A whole number of a link; 0 and a sentence if it is none or out of bounds."""
    if asked.isascii() and asked.isdecimal() and len(asked) < 12 and int(asked) <= most:
        return int(asked)
    shown = asked if len(asked) <= SHOWN else asked[:SHOWN] + "…"
    problems.append(
        f"The link's {name} is {shown!r}; give a whole number from 0 to {most:,}, or leave it out."
    )
    return 0


def _settle() -> None:
    """What was wrong with a link is history once the visitor has chosen."""
    st.session_state.reber_problems = []


def _draw() -> None:
    state = st.session_state
    state.reber_seed = (state.reber_seed + 1) % (MAX_SEED + 1)
    place("reber_text", drawn_string(state.reber_seed))
    _settle()
