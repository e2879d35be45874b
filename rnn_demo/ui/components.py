"""What our components share: scripts put together, and data that tells which call is the latest."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def script(*parts: str | Path) -> str:
    """Files of JavaScript, as the one module that a component has.

    Args:
        parts: without .js: names of those beside this file, paths of others; what comes first can
            be used by what comes later.
    """
    return "\n".join((_HERE / f"{part}.js").read_text(encoding="utf-8") for part in parts)


def style(*parts: str | Path) -> str:
    """Style sheets as the one that a component has, named as `script` has it; without .css."""
    return "\n".join((_HERE / f"{part}.css").read_text(encoding="utf-8") for part in parts)


def with_turn(key: str, data: dict[str, Any]) -> dict[str, Any]:
    """Data for a component, with a `turn` that is larger in each later call that differs.

    While the browser still loads a component's script it keeps the calls that come, and then makes
    them in any order (a module imported several times at once). Without the turn, what was
    overtaken meanwhile could stand there for ever.

    Args:
        key: of the component.
        data: what it shows.
    """
    shown: dict[str, dict[str, Any]] = st.session_state.setdefault("shown_views", {})
    last = shown.get(key, {"turn": 0})
    if last != {**data, "turn": last["turn"]}:
        # By the clock, because a browser may have seen the turns of a session before this one.
        shown[key] = {**data, "turn": max(time.time_ns() // 1000, last["turn"] + 1)}
    return shown[key]
