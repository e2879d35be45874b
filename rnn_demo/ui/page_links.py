"""Links to other pages with their knobs, as anchors: they open what they say, also in a new tab."""

from __future__ import annotations

import html
from collections.abc import Iterable

import streamlit as st

from rnn_demo.catalogue import PageLink
from rnn_demo.ui.language import t


def page_links(links: Iterable[PageLink]) -> None:
    """Draw a line of links to the pages that exist, or say that there is nothing to try.

    Streamlit's own link to a page keeps what a visitor left there, whatever its query asks for; an
    anchor opens the page anew.

    Args:
        links: those to pages that do not exist are left out.
    """
    anchors = [
        f'<a href="{html.escape(link.href)}" target="_self">→ {html.escape(t(link.page.title))}</a>'
        for link in links
        if link.page
    ]
    if anchors:
        st.html(" &ensp; ".join(anchors))
    else:
        st.caption(t("not built yet"))
