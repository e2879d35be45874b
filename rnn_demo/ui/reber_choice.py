"""Which string is spelled, typed or drawn, in the page's address; and the grammar as a drawing."""

from __future__ import annotations

import itertools

import streamlit as st

from rnn_demo.data.reber import GRAMMAR, LAST
from rnn_demo.exhibits.memory_in_bits import LONGEST, drawn_string

USUAL = "BTBTXSETE"
GREEN, GREY = "#1b998b", "#808996"


def choose_string() -> str:
    """A typed string, or one drawn by a seed."""
    state = st.session_state
    if "reber_text" not in state:
        asked = st.query_params.get("string", USUAL)
        state.reber_text = asked.encode("utf-8", "replace").decode("utf-8")[: LONGEST + 1]
        state.reber_seed = 0
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    text: str = left.text_input(
        "A string of the grammar", state.reber_text, key="reber_text", persist_state="session"
    )
    right.button("Draw one", key="reber_draw", on_click=_draw)
    return text.strip().upper()


def drawing(path: tuple[str, ...]) -> str:
    """The inner grammar in the DOT language, with the ways of a string in green.

    Args:
        path: nodes that the string passes, as in `Spelling`.
    """
    inner = [int(node[1:]) for node in path if node[0] in "TP" and node[1:].isdigit()]
    taken = set(itertools.pairwise(inner))
    lines = [
        "digraph { rankdir=LR; bgcolor=transparent; nodesep=0.3; ranksep=0.45;",
        f'node [shape=circle, label="", width=0.22, color="{GREY}"];',
        f'edge [fontname="sans-serif", fontsize=13, color="{GREY}", fontcolor="{GREY}"];',
    ]
    for node, own in enumerate(GRAMMAR):
        for symbol, to in own:
            colour = GREEN if (node, to) in taken else GREY
            width = 2.4 if (node, to) in taken else 1.0
            lines.append(
                f'{node} -> {to} [label="{symbol}", color="{colour}", fontcolor="{colour}", '
                f"penwidth={width}];"
            )
    lines.append(f'{LAST} [shape=doublecircle, color="{GREY}"]; }}')
    return "\n".join(lines)


def _draw() -> None:
    st.session_state.reber_seed += 1
    st.session_state.reber_text = drawn_string(st.session_state.reber_seed)
