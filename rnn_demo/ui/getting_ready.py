"""A line on every page while the machine's first start still compiles."""

from __future__ import annotations

import sys

import streamlit as st

from rnn_demo.ui.language import t
from rnn_demo.ui.run_costs import fragment

LOOK_SECONDS = 1.0  # between two looks whether it is done


def compiling() -> bool:
    """Whether it is being compiled; a process that never began to need not load what compiles."""
    ahead = sys.modules.get("rnn_demo.reading.compile_ahead")
    return bool(ahead and ahead.compiling())


def tell_if_getting_ready() -> None:
    """Say why a text or a file may have to wait, until it need not any more."""
    if compiling():
        fragment(_line, run_every=LOOK_SECONDS)()


def _line() -> None:
    if compiling():
        st.info(t("Getting ready: the first start on a machine compiles for some seconds."))
    else:
        st.rerun()
