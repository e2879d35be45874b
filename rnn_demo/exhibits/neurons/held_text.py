"""A text during which units are held and set free, from one character to the next."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise

import streamlit as st

from rnn_demo.engine.admission import AdmissionError
from rnn_demo.engine.engine import serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.holding import Hold, HoldError
from rnn_demo.exhibits.neurons.held_controls import choose_hold
from rnn_demo.exhibits.neurons.knobs import NeuronKnobs
from rnn_demo.exhibits.neurons.words import BY_NAME
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.neurons.clamping import TEMPERATURE, Effect, labels_after
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.presence import visitor
from rnn_demo.ui.run_costs import fragment
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from rnn_demo.widgets.written_text.drafts import Continuation, Draft, begin
from rnn_demo.widgets.written_text.redraw import draw_again
from rnn_demo.widgets.written_text.settings import MAX_TOTAL
from rnn_demo.widgets.written_text.shown_texts import show_text
from rnn_demo.widgets.written_text.view import holds_of, view_data, writing_view
from rnn_demo.words import message

LENGTH = 3_000
VIEW = "held_view"  # the key of the view
TICK = 0.1  # seconds between two drawings if the text has no socket


@fragment
def held_text(
    loaded: LoadedModel,
    one: FeatureSearch,
    belt: BeltSettings,
    prompt: str,
    measured_before: Effect | None,
    asked: NeuronKnobs,
) -> None:
    """Draw the buttons, what is held, the text, and how much of the feature it has so far.

    Args:
        loaded: the model that writes.
        one: the feature's units.
        belt: the chosen unit, its number and the seed.
        prompt: known characters.
        measured_before: what holding does over many texts, None if nobody measured it.
        asked: what the link asks of this feature.
    """
    draft = _own_draft(loaded)
    hold = choose_hold(one, belt, measured_before, asked)
    running = bool(draft and draft.writing.running)
    if draft and running:
        draft.writing.hold(hold)
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Write"), type="primary", key="held_write", on_click=uninterrupted(_write),
            args=(loaded, belt, prompt, hold),
        )  # fmt: skip
        st.button(t("Stop"), key="held_stop", on_click=uninterrupted(_stop), disabled=not running)
        before = st.session_state.get("held_before")
        st.button(
            t("Undo"), key="held_undo", on_click=uninterrupted(_undo),
            disabled=running or not before,
            help=t("Back to the text before a rival was chosen."),
        )  # fmt: skip
    if problem := st.session_state.get("held_problem"):
        st.text(t(problem))
    if not draft:
        st.caption(
            t(
                "Press Write, then change what is held while the text comes: it counts within some "
                "characters. What is written while units are held is underlined."
            )
        )
        return
    data = view_data(
        draft,
        loaded.title,
        "",
        colour=False,
        parting=None,
        selected=None,
        newest=st.session_state.held_number,
        socket=show_text(VIEW, draft),
    )
    writing_view(VIEW, data, partial(_choose_rival, hold))
    if (table := measured(draft, one.feature))[t("Held")]:
        st.table(table, hide_index=True, border="horizontal")
    if data["running"]:
        st.caption(t("Counted at each change and at the end."))
    if running and not (data["running"] and data["socket"]):  # nothing else draws what comes
        time.sleep(TICK)
        draw_again()


def measured(draft: Draft, feature: str) -> dict[str, list[str]]:
    """How much of a feature the text has, between one change of what is held and the next."""
    own, holds = BY_NAME[feature], holds_of(draft)
    text = draft.text  # after the changes: what they count from is in it, or comes later
    labels = labels_after(feature, draft.prompt, text)
    changes = [(0, "")] if not holds or holds[0][0] else []
    changes += [(place, name) for place, name in holds if place <= len(text)]
    rows = []
    for (begin_at, name), (end, _) in pairwise([*changes, (len(text), "")]):
        if end > begin_at:
            mean = float(labels[begin_at:end].mean())
            shown = f"{100 * mean:.0f} %" if own.binary else f"{mean:.1f}"
            rows.append((name or t("as it is"), f"{end - begin_at:,}", shown))
    titles = (t("Held"), t("characters"), t(feature))
    return {title: [row[i] for row in rows] for i, title in enumerate(titles)}


def _own_draft(loaded: LoadedModel) -> Draft | None:
    """The text on the page, unless it belongs to another network."""
    draft: Draft | None = st.session_state.get("held_draft")
    if draft and draft.writing.network is not loaded.writer:
        draft.writing.leave()
        draft = st.session_state.held_draft = st.session_state.held_before = None
    return draft


def _write(loaded: LoadedModel, belt: BeltSettings, prompt: str, hold: Hold | None) -> None:
    if draft := st.session_state.get("held_draft"):
        draft.writing.leave()
    state, engine = st.session_state, serving_engine()
    state.held_number = state.get("held_number", 0) + 1
    length = min(LENGTH, engine.limits.length)
    request = Request(prompt, length, Knobs(temperature=TEMPERATURE), belt.seed)
    state.held_problem = ""
    try:
        draft = begin(engine, loaded.writer, request, state.held_number, visitor(), hold)
    except (AdmissionError, HoldError) as error:
        state.held_problem = message(error)
    else:
        state.held_draft, state.held_before = draft, None
        show_text(VIEW, draft)


def _choose_rival(hold: Hold | None, place: int, rank: int) -> None:
    """Put a rival in place of a character, and continue with what is held now."""
    state, engine = st.session_state, serving_engine()
    draft: Draft = state.held_draft
    turn, (written,) = draft.turn_at(place), draft.written[place : place + 1]
    state.held_number += 1
    state.held_problem = ""
    try:
        rewound = draft.rewound(
            engine,
            place,
            Continuation(
                min(LENGTH, engine.limits.length, MAX_TOTAL - place),
                turn.knobs,
                turn.seed,
                chosen=written.rivals[rank].character,
            ),
            number=state.held_number,
            visitor=visitor(),
            hold=hold,
        )
    except (AdmissionError, HoldError) as error:
        state.held_problem = message(error)
    else:
        state.held_draft, state.held_before = rewound, draft
        show_text(VIEW, rewound)


def _undo() -> None:
    state = st.session_state
    state.held_draft, state.held_before = state.held_before, None


def _stop() -> None:
    draft: Draft | None = st.session_state.get("held_draft")
    if draft and draft.writing.running:
        draft.writing.stop()
