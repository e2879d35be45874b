"""The page's address as a link to what it shows."""

from __future__ import annotations

import math
from collections.abc import Mapping

import streamlit as st

SHOWN = 40  # characters of a value that cannot be used


def write_address(link: Mapping[str, str]) -> None:
    """Put a query into the address; one that is there already is no news for the browser."""
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)


def asked_number(
    link: Mapping[str, str], name: str, low: float, high: float, usual: float, key: str
) -> float:
    """A number of the link for a widget, or the usual one and, at first, a sentence on the page.

    Args:
        link: the query.
        name: which.
        low: the least that it may be; a whole one asks for a whole number.
        high: the most.
        usual: where the link has none, or none that can be used.
        key: of the widget; once it is there, what was wrong with the link is history.
    """
    if name not in link:
        return usual
    whole = isinstance(low, int)
    try:
        value = int(link[name]) if whole else float(link[name])
    except ValueError:
        value = math.nan
    if low <= value <= high:
        return value
    if key not in st.session_state:
        # It quotes the link: never Markdown.
        st.text(
            f"The link's {name} is {link[name][:SHOWN]!r}; give {'a whole' if whole else 'a'} "
            f"number from {low:,.10g} to {high:,.10g}."
        )
    return usual
