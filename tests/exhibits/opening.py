"""A page opened by a link, without a browser: what it says, and what its components were sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import WidgetList

EXHIBITS = Path(__file__).parents[2] / "rnn_demo" / "exhibits"
KINDS = ("markdown", "text", "caption", "info", "success", "warning", "error")


def opener(page: str) -> Callable[..., AppTest]:
    """Opens a page by the parts of its link, and fails where it would show a traceback."""

    def opened(**query: str) -> AppTest:
        app = AppTest.from_file(EXHIBITS / page / "page.py", default_timeout=300)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def words(app: AppTest) -> str:
    """Every sentence on the page."""
    return "\n".join(block.value for kind in KINDS for block in app.get(kind))


def drawn(app: AppTest, view: str) -> dict[str, Any]:
    """What the browser was sent last for a component, by its key."""
    found: dict[str, Any] = app.session_state["shown_views"][view]
    return found


def placed(widgets: WidgetList[Any], name: str) -> Any:
    """The widget whose value the page sets, too, as `rnn_demo.ui.placed` has it."""
    (found,) = (widget for widget in widgets if re.fullmatch(rf"{name}_\d+", str(widget.key)))
    return found


def pressed(app: AppTest) -> list[str]:
    """The presets that look pressed: those whose text is there."""
    presets = (button for button in app.button if "_preset_" in str(button.key))
    return [button.label for button in presets if button.proto.type == "primary"]
