"""The pages as Streamlit's navigation takes them."""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from rnn_demo.catalogue import HOME, SECTIONS
from rnn_demo.ui.language import t

ROOT = Path(__file__).parents[2]


def sections() -> dict[str, list[StreamlitPage]]:
    """The pages of each section, in the visitor's language."""
    return {
        t(section): [
            # Streamlit notes in it that it is to run: each visitor has their own.
            copy(_page(entry.script, t(entry.title), entry.stem, entry is HOME))
            for entry in entries
        ]
        for section, entries in SECTIONS.items()
    }


@cache  # to make one looks at each folder on its path, for 25 pages at each click
def _page(script: str, title: str, stem: str, is_home: bool) -> StreamlitPage:
    return st.Page(ROOT / script, title=title, url_path=stem, default=is_home)
