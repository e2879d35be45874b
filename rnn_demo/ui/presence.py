"""Whether the visitor whose page runs is still there, and who it is."""

from __future__ import annotations

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnn_demo.visitors import NOBODY, Visitor, address_of, proxies_from


def visitor() -> Visitor:
    """Who looks at the page that runs here; NOBODY outside a page's run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return NOBODY
    headers = st.context.headers
    forwarded = ",".join(headers.get_all("X-Forwarded-For")) if headers else ""
    address = address_of(st.context.ip_address or "", forwarded, proxies_from())
    return Visitor(address, context.session_id)


def gone() -> bool:
    """Whether the browser has left: nobody will see what this run draws.

    A browser that comes back runs its page anew.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and not active(context.session_id)


def active(tab: str) -> bool:
    """Whether a tab is connected; True of none in particular, and where no page is served."""
    return not tab or not runtime.exists() or runtime.get_instance().is_active_session(tab)


def leave_if_gone() -> None:
    """End the run of a page whose browser has left."""
    if gone():
        st.stop()
