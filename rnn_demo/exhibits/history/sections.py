"""A point in words with its formula, and all points as a list."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.history.point import HistoryPoint
from rnn_demo.exhibits.history.points import drawn
from rnn_demo.exhibits.history.slide import SLIDE
from rnn_demo.ui.language import t
from rnn_demo.ui.page_links import page_links


def card(point: HistoryPoint) -> None:
    """One point: its sentence, its formula, its source and where it can be tried."""
    with st.container(border=True):
        told(point)
        st.latex(point.formula)
        foot(point)


def slide() -> None:
    """The lecture's list, with what the publications say of each line."""
    with st.expander(t("The lecture's own list, line by line")):
        for line in SLIDE:
            mark = "✓" if line.holds else "✗"
            st.markdown(
                t(
                    "{mark} “{said}”  \n{verdict}",
                    mark=mark,
                    said=line.said,
                    verdict=t(line.verdict),
                )
            )


def entries(strand: str) -> None:
    """All points of a strand as a list, for whoever would rather read."""
    st.subheader(t("The same as a list"), anchor=False)
    for point in drawn(strand).values():
        with st.container(gap=None):
            told(point)
            st.markdown(f"${point.formula}$")
            foot(point)


def told(point: HistoryPoint) -> None:
    """Year, names and the sentence."""
    st.markdown(
        t(
            "**{year} · {people} · {title}**  \n{what}",
            year=point.year,
            people=t(point.people),
            title=t(point.title),
            what=t(point.what),
        )
    )


def foot(point: HistoryPoint) -> None:
    """The source, what the lecture says otherwise, and the links."""
    st.caption(t("Source: {source}.", source=point.source))
    if point.slide:
        st.markdown(t(":small[**The lecture.** {slide}]", slide=t(point.slide)))
    page_links(point.live())
