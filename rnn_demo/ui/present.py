"""For the projector: a page with its question and its picture, which keeps the answer for later.

What is hidden stands in the link as `hide=`. A link that hides the answer does not give it away
either: it calls the preset by a sign, because names such as `lstm-exploding` would.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping

import streamlit as st

from rnn_demo.ui.components import script, with_turn
from rnn_demo.ui.uninterrupted import uninterrupted

ANSWER = "answer"
SHOWN = 40  # characters of what a link asks for
# The button stands below the question that its page is to show.
_to_the_top = st.components.v2.component(
    "rnn_demo_top",
    css="[class*=st-key-top_of_] {\n  display: none;\n}",
    js=script("top"),
    isolate_styles=False,
)


def sign(preset: str) -> str:
    """What a preset is called where its name would tell the answer; the same for ever."""
    return f"q{zlib.crc32(preset.encode()) & 0xFFFF:04x}"


def linked_name(preset: str, hidden: Collection[str]) -> str:
    """What a link calls a preset.

    Args:
        preset: its name.
        hidden: what the link hides.
    """
    return sign(preset) if ANSWER in hidden else preset


def named(asked: str, presets: Iterable[str]) -> str:
    """The name of the preset that a link asks for, be it by its sign; else what it asks for."""
    return next((preset for preset in presets if sign(preset) == asked), asked)


def read_hidden(
    query: Mapping[str, str], hideable: tuple[str, ...]
) -> tuple[frozenset[str], list[str]]:
    """What a link hides, and a sentence where it names what cannot be hidden.

    Args:
        query: of the link.
        hideable: the parts of the page that can be hidden.
    """
    asked = [part for part in query.get("hide", "").split(",") if part]
    unknown = [part for part in asked if part not in hideable]
    problems = [
        f"The link would hide {part[:SHOWN]!r}; what can be hidden is {', '.join(hideable)}."
        for part in unknown[:1]
    ]
    return frozenset(asked) & frozenset(hideable), problems


def present(page: str, parts: tuple[str, ...]) -> None:
    """The button for teachers, beside the knobs.

    Args:
        page: the page's name, before its keys in `st.session_state`.
        parts: what it hides.
    """
    if st.button(
        "Present",
        key=f"{page}_present",
        on_click=uninterrupted(_hide),
        args=(page, parts),
        help="For a projector: the question and the picture alone. The answer comes at a press of "
        "“Show the answer”, and the page's address is then a link to the same.",
    ):
        st.rerun()  # the whole page, of which a fragment may be only a part


def end_presentation(page: str) -> None:
    """Below what is presented: what its link is, and the way back; nothing else."""
    if ANSWER not in st.session_state[f"{page}_hidden"]:
        return
    _to_the_top(key=f"top_of_{page}", data=with_turn(f"top_of_{page}", {"presented": True}))
    st.caption(
        "The address of this page is a link to what is presented. It hides the answer, and does "
        "not tell it."
    )
    if st.button(
        "End the presentation", key=f"{page}_end", on_click=uninterrupted(_hide), args=(page, ())
    ):
        st.rerun()


def _hide(page: str, parts: tuple[str, ...]) -> None:
    st.session_state[f"{page}_hidden"] = frozenset(parts)
    st.session_state[f"{page}_told"] = not parts
