"""The first page: what this is, one click to a running example, and the lecture as a map."""

from __future__ import annotations

import streamlit as st

from rnn_demo.catalogue import PAGES, pages_about
from rnn_demo.exhibits.home.lecture import COLUMNS, Section, Topic
from rnn_demo.ui.language import t

WRITE = PAGES["write"].script


def show_section(section: Section) -> None:
    """Draw a part of the lecture: its title in both languages, then its topics."""
    st.subheader(t(section.title), anchor=False)
    if section.slide != section.title:
        st.caption(section.slide)
    for topic in section.topics:
        show_topic(topic)


def show_topic(topic: Topic) -> None:
    """Draw a topic, with links if there is something to try, and plainly if there is not."""
    pages = pages_about(topic.title)
    badge = t(":green-badge[try it]") if pages else t(":gray-badge[not built yet]")
    with st.container(gap=None):
        st.markdown(
            t(
                "**{title}** {badge}  \n*{slide}*  \n:small[{content}]",
                title=t(topic.title),
                badge=badge,
                slide=topic.slide,
                content=t(topic.content),
            )
        )
        if pages:
            with st.container(horizontal=True, gap="small"):
                for page in pages:
                    st.page_link(page.script, label=f"**→ {t(page.title)}**")


st.title(t("RNN Lab"), anchor=False)
st.markdown(
    t(
        "Recurrent neural networks that you can read, run and look into, along one lecture. An "
        "LSTM and a GRU, trained by us on Shakespeare, Tolstoy and Pushkin, write text one "
        "character at a time and show how surprised they are by each; another LSTM reads a film "
        "review and shows which words made up its mind. Everything is computed on this machine, "
        "by code that follows the slides' equations."
    )
)
if st.button(t("Watch two networks write"), key="home_write", type="primary"):
    st.switch_page(WRITE)

st.header(t("The lecture"), anchor=False)
st.markdown(
    t(
        "*Нейронные сети. RNN. Лекция 12*: every topic in its order, with the slide's own words. "
        "What is marked :green-badge[try it] runs now; what is marked :gray-badge[not built yet] "
        "only has its place here."
    )
)
for column, sections in zip(st.columns(len(COLUMNS), gap="medium"), COLUMNS, strict=True):
    with column:
        for section in sections:
            show_section(section)
