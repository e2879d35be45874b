"""A text continued from one of its characters, and the way back."""

from __future__ import annotations

import secrets

import streamlit as st

from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import serving_engine
from rnn_demo.exhibits.write.session import NEW_SEEDS, settings
from rnn_demo.tokenizers.known_forms import as_spelled
from rnn_demo.ui.presence import visitor
from rnn_demo.widgets.written_text.drafts import Continuation, Draft
from rnn_demo.widgets.written_text.histories import next_number, show_draft
from rnn_demo.widgets.written_text.settings import MAX_TOTAL
from rnn_demo.words import message


def go_on(name: str, last: int, new_seed: bool) -> None:
    """Keep a text up to one of its characters and write on, with its seed or a new one."""
    draft, count = st.session_state.drafts[name][-1], last + 1
    # The seed that wrote what came next, which is not necessarily the last one.
    seed = secrets.randbelow(NEW_SEEDS) if new_seed else draft.turn_at(count).seed
    _rewind(name, draft, count, seed)


def choose_rival(name: str, place: int, rank: int) -> None:
    """Put a rival in place of a character, and let the network continue after it."""
    draft = st.session_state.drafts[name][-1]
    (written,) = draft.written[place : place + 1]
    _rewind(name, draft, place, draft.turn_at(place).seed, written.rivals[rank].character)


def _rewind(name: str, draft: Draft, count: int, seed: int, chosen: str = "") -> None:
    """Keep the beginning of a text, and continue as the widgets say."""
    now = settings()
    length = min(now.length, max(0, MAX_TOTAL - count))
    try:
        rewound = draft.rewound(
            serving_engine(),
            count,
            Continuation(
                length,
                now.knobs,
                seed,
                as_spelled(now.stop, draft.writing.network.tokenizer),
                chosen,
            ),
            number=next_number(),
            visitor=visitor(),
        )
    except AdmissionError as error:
        st.session_state.problems = [message(error)]
    else:
        st.session_state.asked = draft.settings
        show_draft(name, rewound)


def undo(name: str) -> None:
    """Go back to the previous text."""
    history = st.session_state.drafts[name]
    if len(history) > 1:
        history.pop()
