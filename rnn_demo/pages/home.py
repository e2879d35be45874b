"""The first page: what this is, one click to a running example, and the lecture as a map."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.lecture_map import LECTURE, Topic

WRITE = "rnn_demo/pages/write.py"
PAGES = {"write": (WRITE, "Write"), "score": ("rnn_demo/pages/score.py", "Score my text")}


def show_topic(topic: Topic) -> None:
    """A topic with links where there is something to try, and plainly without where not."""
    line = f"**{topic.title}** · *{topic.slide}*  \n{topic.content}"
    if not topic.pages:
        st.markdown(f"{line} :gray-badge[not built yet]")
        return
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"{line} :green-badge[try it]")
        with st.container(horizontal=True, gap="small"):
            for page in topic.pages:
                path, label = PAGES[page]
                st.page_link(path, label=label)


st.title("RNN Lab")
st.markdown(
    "Recurrent neural networks that you can read, run and look into, along a lecture of twelve "
    "about neural networks. An LSTM and a GRU, trained by us on Shakespeare, Tolstoy and Pushkin, "
    "write text here one character at a time and show how surprised they are by each. "
    "Everything is computed on this machine from code written after the slides' equations."
)
if st.button("Watch two networks write", key="home_write", type="primary"):
    st.switch_page(WRITE)

st.header("The lecture", anchor=False)
st.markdown(
    "*Нейронные сети. RNN. Лекция 12* — every topic in its order, with the slide's own words. "
    "What is marked :green-badge[try it] runs now; what is marked :gray-badge[not built yet] has "
    "only its place here."
)
for number, section in enumerate(LECTURE, 1):
    st.subheader(f"{number}. {section.title}", anchor=False)
    if section.slide != section.title:
        st.caption(section.slide)
    for topic in section.topics:
        show_topic(topic)
