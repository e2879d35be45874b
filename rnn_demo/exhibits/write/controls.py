"""The widgets of the Write page, group by group.

Each widget gets the value that the session holds as its default. Otherwise Streamlit, which cannot
know that the browser already shows that value, sends it with every run until the widget is first
used: while a text is being written that happens ten times a second and undoes what a visitor has
just typed or moved.
"""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.write import session
from rnn_demo.exhibits.write.knobs import KNOBS, Looks
from rnn_demo.exhibits.write.session import PAGE, WriterColumn
from rnn_demo.ui.knob_widgets import draw_knob, draw_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import placed
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.written_text.settings import Settings
from rnn_demo.widgets.written_text.view import in_words


def prompt_and_buttons() -> bool:
    """Draw who writes, the prompt and the two buttons; returns whether Stop could be pressed."""
    left, right = st.columns([3, 2], vertical_alignment="top")
    with left:
        draw_knob(PAGE, KNOBS["prompt"])
    with right:
        draw_knob(PAGE, KNOBS["model"], then=session.choose_model)
    with right.container(horizontal=True, gap="small"):
        st.button(
            t("Generate"), type="primary", key="generate", on_click=uninterrupted(session.generate),
            shortcut="Ctrl+Enter",
        )  # fmt: skip
        running = session.running()
        own = session.stoppable()
        st.button(
            t("Stop"), key="stop_writing", on_click=uninterrupted(session.stop), disabled=not own
        )
    return running


def when_they_count(shown: list[WriterColumn]) -> None:
    """Say which texts the knobs apply to: those to come, perhaps not those on the screen."""
    now = session.settings().knobs
    knobs = [text.draft.turns[-1].knobs for text in shown if text.draft]
    theirs = list(dict.fromkeys(in_words(own) for own in knobs if own != now))
    st.caption(
        t(
            "These count from the next text: press Generate, go on from a character, or choose a "
            "rival. The chart follows them at once."
        )
    )
    # In a container that is always there: else what follows is made anew when the sentence comes,
    # and the slider that somebody is moving by keyboard loses the focus.
    with st.container(gap=None):
        if theirs:
            st.info(
                t(
                    "Above stands what was written {theirs}; the knobs say {own}.",
                    theirs=theirs[0]
                    if len(theirs) == 1
                    else t("{some} and {last}", some=", ".join(theirs[:-1]), last=theirs[-1]),
                    own=in_words(now),
                )
            )


def looks() -> None:
    """How the texts are looked at, and what their colours mean."""
    with st.container(horizontal=True):
        draw_knobs(PAGE, Looks)
    st.caption(
        t(
            "The stronger the colour, the less the network itself expected the character: none "
            "below 1 bit (likelier than 1 in 2), the strongest from 6.5 bits (rarer than 1 in "
            "90). A character in a frame was chosen by you. The address of this page is a link to "
            "these texts."
        )
    )


def narrowing() -> None:
    """The four knobs that change the distribution."""
    draw_knobs(PAGE, Settings, "narrowing")


def length_and_noise() -> None:
    """How long the text is, which noise it gets, and what ends it."""
    draw_knob(PAGE, KNOBS["length"])
    draw_knob(PAGE, KNOBS["seed"], then=session.fixed_seed)
    state = st.session_state
    state.write_new_seed = st.toggle(
        t("New seed at each Generate"), state.write_new_seed, **placed("write_new_seed")
    )
    st.caption(t("The luck of each draw: the same seed and settings give the same text."))
    draw_knob(PAGE, KNOBS["same_noise"])
    draw_knob(PAGE, KNOBS["stop"])
