"""The page's address as a link to what it shows."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def write_address(link: Mapping[str, str]) -> None:
    """Put a query into the address; one that is there already is no news for the browser."""
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
