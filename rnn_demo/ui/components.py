"""What our components share: scripts and styles, and data that shows which call is latest."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.palette import PALETTE
from rnn_demo.ui.script_words import ScriptWords, translations

_HERE = Path(__file__).parent


def style(*parts: str | Path) -> str:
    """Joins style sheets into the one that a component has, after the palette (`var(--green)` …).

    Args:
        parts: the style sheets, without .css: names of those beside this file, paths of others.
    """
    colours = " ".join(f"--{name}: {colour};" for name, colour in PALETTE.items())
    sheets = [(_HERE / f"{part}.css").read_text(encoding="utf-8") for part in parts]
    return "\n".join([f":host {{ {colours} }}", *sheets])


def with_turn(key: str, data: dict[str, Any], words: ScriptWords | None = None) -> dict[str, Any]:
    """Data for a component, with a `turn` that is larger in each later call that differs.

    While the browser is still loading a component's script, it keeps the calls that arrive and then
    makes them in any order (as with a module imported several times at once). Without the turn, an
    outdated call could be shown last and stay for ever.

    Args:
        key: the key of the component.
        data: what it shows.
        words: what its script says; sent in the visitor's language unless that is English.
    """
    if words and (said := translations(words)):
        data = {**data, "words": said}
    shown: dict[str, dict[str, Any]] = st.session_state.setdefault("shown_views", {})
    last = shown.get(key, {"turn": 0})
    if last != {**data, "turn": last["turn"]}:
        # From the clock, because a browser may have seen the turns of an earlier session.
        shown[key] = {**data, "turn": max(time.time_ns() // 1000, last["turn"] + 1)}
    return shown[key]
