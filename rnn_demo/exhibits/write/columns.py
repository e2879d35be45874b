"""One network's column: its text, what can be done with it, and how good it is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rnn_demo.engine.next_character import visible
from rnn_demo.exhibits.write import rewinding
from rnn_demo.exhibits.write.board_view import board_view
from rnn_demo.exhibits.write.compute.divergence import Divergence, first_difference, word_at
from rnn_demo.exhibits.write.session import WriterColumn
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.model_card.standing import standing
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.histories import view_of
from rnn_demo.widgets.written_text.settings import MAX_TOTAL
from rnn_demo.widgets.written_text.shown_texts import show_text
from rnn_demo.widgets.written_text.view import selected_in, view_data, writing_view


def text_column(
    name: str, loaded: LoadedModel, draft: Draft, parting: Divergence | None
) -> tuple[bool, bool]:
    """Show a text and its buttons.

    Args:
        name: the name of the model.
        loaded: the model.
        draft: its text.
        parting: where it diverges from the other text, None if nowhere.

    Returns:
        Whether more was still to come when it was shown, and whether that arrives by itself.
    """
    key = view_of(name)
    place = selected_in(key, draft)
    colour = bool(st.session_state.get("write_colour", True))
    data = view_data(
        draft,
        loaded.title,
        standing(loaded),
        colour=colour,
        parting=parting.position if parting else None,
        selected=place,
        newest=st.session_state.number,
        socket=show_text(key, draft),
    )
    writing_view(key, data, partial(rewinding.choose_rival, name))
    if st.session_state.get("write_gates"):
        board_view(f"gates-{name}", draft, place)
    if draft.writing.failed or draft.writing.reason:
        st.text(t(draft.writing.failed or draft.writing.reason))
    busy = data["running"]
    written = draft.prompt + data["text"]
    with st.container(horizontal=True, gap="small"):
        fixed = busy or place is None or place + 1 >= MAX_TOTAL
        for called, title, new_seed, tip in (
            (
                "Go on from here",
                t("Go on from here"),
                False,
                t(
                    "Restores the state after the selected character and "
                    "writes on with the same seed: unchanged knobs give the same text again."
                ),
            ),
            ("Branch", t("Branch"), True, t("The same with a new seed: another text from there.")),
        ):
            st.button(
                title,
                key=f"{called}-{name}",
                help=tip,
                disabled=fixed,
                on_click=uninterrupted(rewinding.go_on),
                args=(name, place, new_seed),
            )
        st.button(
            t("Undo"),
            key=f"undo-{name}",
            help=t("Back to the text before."),
            disabled=busy or len(st.session_state.drafts[name]) < 2,
            on_click=uninterrupted(rewinding.undo),
            args=(name,),
        )
        st.download_button(
            t("Download"),
            # Asked for when pressed. For a ready file the browser looks at once, and finds none if
            # a later text has already taken its place.
            lambda: written,
            f"{name}.txt",
            "text/plain",
            key=f"download-{name}",
            help=t("Prompt and text as a .txt file."),
            disabled=busy,
            on_click="ignore",
        )
    return busy, busy and bool(data["socket"])


def parting_of(shown: list[WriterColumn]) -> Divergence | None:
    """Where two texts with the same beginning and the same noise diverge."""
    drafts = [text.draft for text in shown if text.draft]
    if len(drafts) != 2 or drafts[0].prompt != drafts[1].prompt:
        return None
    parting = first_difference(drafts[0].text, drafts[1].text)
    if parting is None:
        return None
    left, right = (draft.course(parting.position + 1) for draft in drafts)
    return parting if left == right else None


def parting_sentence(parting: Divergence, shown: list[WriterColumn]) -> str:
    """The same as a sentence, with the words at which they diverge."""
    first, second = (_word(text.draft, parting.position) for text in shown if text.draft)
    return t(
        "Same noise: the texts agree for {position:,} characters; there the first writes "
        "{first} and the second {second}.",
        position=parting.position,
        first=first,
        second=second,
    )


def _word(draft: Draft, position: int) -> str:
    """The text at a place: the whole word, or the name of a character that is not a letter."""
    text = draft.prompt + draft.text
    before, word = word_at(text, len(draft.prompt) + position)
    if word:
        return f"“{before}{word}”"
    name = t(visible(draft.text[position]))
    return t("“{before}” and then {name}", before=before, name=name) if before else name
