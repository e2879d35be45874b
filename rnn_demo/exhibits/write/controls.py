"""The widgets of the Write page, group by group.

Each is given as its default what the session holds for it. Else Streamlit, which cannot know that
the browser shows that value already, sends it with every run until the widget is first used: while
a text is written that is ten times a second, and takes back what a visitor just typed or moved.
What the page sets, too, is drawn as `rnn_demo.ui.placed` says.
"""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.write import session
from rnn_demo.exhibits.write.links import MAX_STOP
from rnn_demo.exhibits.write.session import WriterColumn
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import placed
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.writers import choices, label
from rnn_demo.widgets.written_text.settings import MAX_LENGTH, MAX_SEED, MAX_TEMPERATURE, MAX_TOP_K
from rnn_demo.widgets.written_text.view import in_words


def prompt_and_buttons() -> bool:
    """Who writes, after what, and the two buttons; whether Stop could be pressed when drawn."""
    state, offered = st.session_state, choices()
    left, right = st.columns([3, 2], vertical_alignment="top")
    state.prompt = left.text_area(
        t("Prompt"),
        state.prompt,
        height=68,
        placeholder=t("Empty: the text begins as after a line break."),
        **placed("prompt"),
    )
    right.selectbox(
        t("Who writes"),
        offered,
        offered.index(state.model),
        format_func=label,
        key="model",
        on_change=uninterrupted(session.choose_model),
        persist_state="session",
    )
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


def switches() -> None:
    """How the texts are looked at, and what their colours mean."""
    with st.container(horizontal=True):
        st.toggle(
            t("Colour by surprise"), st.session_state.colour, key="colour", persist_state="session"
        )
        st.toggle(
            t("Watch the gates"),
            st.session_state.gates,
            key="gates",
            persist_state="session",
            help=t(
                "Every gate and state of each layer, ten times a second while the text is written; "
                "then of the character that you select. A small square is a unit."
            ),
        )
    st.caption(
        t(
            "The stronger the colour, the less the network itself expected the character: none "
            "below 1 bit (likelier than 1 in 2), the strongest from 6.5 bits (rarer than 1 in "
            "90). A character in a frame was chosen by you. The address of this page is a link to "
            "these texts."
        )
    )


def when_they_count(shown: list[WriterColumn]) -> None:
    """Which texts the knobs belong to: those to come, perhaps not those on the screen."""
    now = session.settings().knobs
    knobs = [text.draft.turns[-1].knobs for text in shown if text.draft]
    theirs = list(dict.fromkeys(in_words(own) for own in knobs if own != now))
    st.caption(
        t(
            "These count from the next text: press Generate, go on from a character, or choose a "
            "rival. The chart follows them at once."
        )
    )
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


def narrowing() -> None:
    """The four knobs that change the distribution."""
    state = st.session_state
    state.temperature = st.slider(
        t("Temperature"),
        0.0,
        MAX_TEMPERATURE,
        state.temperature,
        step=0.05,
        **placed("temperature"),
    )
    st.caption(
        t("Divides the logits: below 1 the likely get likelier, above 1 the rare get a chance.")
    )
    st.slider(t("Top-k"), 0, MAX_TOP_K, state.top_k, key="top_k", persist_state="session")
    st.caption(t("Keeps only the k likeliest characters; 0 keeps all."))
    st.slider(t("Top-p"), 0.0, 1.0, state.top_p, step=0.01, key="top_p", persist_state="session")
    st.caption(
        t("Keeps the smallest set of likeliest characters that has this probability together.")
    )
    st.slider(t("Min-p"), 0.0, 1.0, state.min_p, step=0.01, key="min_p", persist_state="session")
    st.caption(t("Drops characters whose probability is below this share of the likeliest one's."))


def length_and_noise() -> None:
    """How long, with which luck, until what."""
    state = st.session_state
    st.slider(t("Length"), 1, MAX_LENGTH, state.length, key="length", persist_state="session")
    st.caption(t("Characters to write. The distribution stays as it is."))
    state.seed = st.number_input(
        t("Seed"), 0, MAX_SEED, state.seed, step=1, **placed("seed", session.fixed_seed)
    )
    state.new_seed = st.toggle(t("New seed at each Generate"), state.new_seed, **placed("new_seed"))
    st.caption(t("The luck of each draw: the same seed and settings give the same text."))
    st.toggle(
        t("Same noise for both networks"),
        state.same_noise,
        key="same_noise",
        persist_state="session",
    )
    st.caption(
        t(
            "Both meet the same luck at each place, so where the texts part it is the networks "
            "that differ. Off: the second network has the next seed."
        )
    )
    st.text_input(t("Stop text"), state.stop, MAX_STOP, key="stop", persist_state="session")
    st.caption(t("The text ends once this has been written; empty for never."))
