"""One network's column: its text, what can be done with it, and how good it is."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.divergence import Divergence, first_difference
from rnn_demo.exhibits.next_character import visible
from rnn_demo.ui import desk
from rnn_demo.ui.board_view import board_view
from rnn_demo.ui.desk import Shown
from rnn_demo.ui.drafts import Draft
from rnn_demo.ui.loading import Loaded
from rnn_demo.ui.settings import MAX_TOTAL
from rnn_demo.ui.standing import standing
from rnn_demo.ui.text_socket import address
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.writing_view import selected_in, view_data, writing_view


def text_column(
    name: str, loaded: Loaded, draft: Draft, parting: Divergence | None
) -> tuple[bool, bool]:
    """Show a text and its buttons.

    Args:
        name: of the model.
        loaded: the model.
        draft: its text.
        parting: where it parts from the other text, None for nowhere.

    Returns:
        Whether more was to come when it was shown, and whether it comes by itself.
    """
    key = f"view-{name}"
    place = selected_in(key, draft)
    colour = bool(st.session_state.get("colour", True))
    data = view_data(
        draft,
        loaded.title,
        standing(loaded),
        colour=colour,
        parting=parting.position if parting else None,
        selected=place,
        socket=address(draft) if draft.writing.running else "",
    )
    writing_view(key, data)
    if st.session_state.get("gates"):
        board_view(f"gates-{name}", draft, place)
    if draft.writing.failed or draft.writing.reason:
        st.text(draft.writing.failed or draft.writing.reason)
    busy = data["running"]
    with st.container(horizontal=True, gap="small"):
        fixed = busy or place is None or place + 1 >= MAX_TOTAL
        for title, new_seed, tip in (
            (
                "Go on from here",
                False,
                "Restores the state after the selected character and "
                "writes on with the same seed: unchanged knobs give the same text again.",
            ),
            ("Branch", True, "The same with a new seed: another text from there."),
        ):
            st.button(
                title,
                key=f"{title}-{name}",
                help=tip,
                disabled=fixed,
                on_click=uninterrupted(desk.go_on),
                args=(name, place, new_seed),
            )
        st.button(
            "Undo",
            key=f"undo-{name}",
            help="Back to the text before.",
            disabled=busy or len(st.session_state.drafts[name]) < 2,
            on_click=uninterrupted(desk.undo),
            args=(name,),
        )
        st.download_button(
            "Download",
            draft.prompt + data["text"] if not busy else "",
            f"{name}.txt",
            "text/plain",
            key=f"download-{name}",
            help="Prompt and text as a .txt file.",
            disabled=busy,
            on_click="ignore",
        )
    return busy, bool(data["socket"])


def parting_of(shown: list[Shown]) -> Divergence | None:
    """Where two texts part that began alike and met the same noise."""
    drafts = [text.draft for text in shown if text.draft]
    if len(drafts) != 2 or drafts[0].prompt != drafts[1].prompt:
        return None
    parting = first_difference(drafts[0].text, drafts[1].text)
    if parting is None:
        return None
    left, right = (draft.seeds_before(parting.position + 1) for draft in drafts)
    return parting if left == right else None


def parting_sentence(parting: Divergence) -> str:
    """The same in words."""
    return (
        f"Same noise: the texts agree for {parting.position:,} characters; then the first goes on "
        f"with {visible(parting.left)} and the second with {visible(parting.right)}."
    )
