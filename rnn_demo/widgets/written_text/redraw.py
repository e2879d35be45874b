"""Drawing the page again at once without undoing what a visitor did in the meantime."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def draw_again() -> NoReturn:
    """Run the page's script again.

    `st.rerun` alone keeps every value that the script set for a widget marked as new, so each run
    sends it to the browser once more. A run that was under way when a visitor changed the widget
    would then put the old value back on the screen. Values that have been sent are therefore marked
    as settled first, which Streamlit itself does only when the browser asks for a run. There is no
    public call for it; `tests/browser/test_write.py` fails if the private one changes its meaning.
    """
    context = get_script_run_ctx()
    if context:
        context.session_state._state._compact_state()
    st.rerun()
