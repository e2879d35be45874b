"""A text during which units are held and set free, from one character to the next."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import streamlit as st

from rnn_demo.engine.engine import Refused, serving_engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.holding import Hold, HoldError
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.clamping import COUNTS, TEMPERATURE, Effect, hold_of, labels_after
from rnn_demo.tasks.neurons import Found
from rnn_demo.ui.belt_presets import Belt
from rnn_demo.ui.desk import visitor
from rnn_demo.ui.drafts import Draft, begin
from rnn_demo.ui.loading import Loaded
from rnn_demo.ui.neuron_words import BY_NAME, as_if, units_held
from rnn_demo.ui.redraw import draw_again
from rnn_demo.ui.text_socket import address
from rnn_demo.ui.writing_view import view_data, writing_view

LENGTH = 3_000
USUAL_COUNT, CLEARLY = 16, 5.0  # units; standard errors
TICK = 0.1  # seconds from one drawing to the next where the text has no socket
FREE, LOW, HIGH, OWN = "as it is", "low", "high", "the unit above, at its number"


@st.fragment
def held_text(
    loaded: Loaded, one: Found, belt: Belt, prompt: str, measured_before: Effect | None
) -> None:
    """Buttons, what is held, the text, and what it has of the feature meanwhile.

    Args:
        loaded: who writes.
        one: the feature's units.
        belt: the chosen unit, its number and the seed.
        prompt: known characters.
        measured_before: what holding does over many texts, None where nobody measured.
    """
    draft = _own_draft(loaded)
    how = st.segmented_control(
        "Hold",
        [FREE, LOW, HIGH, OWN],
        default=FREE,
        format_func=lambda name: {LOW: as_if(one.feature, False), HIGH: as_if(one.feature, True)}
        .get(name, name),
        key="held_how",
        required=True,
        persist_state="session",
    )  # fmt: skip
    count = st.segmented_control(
        "How many of the units that follow it best",
        COUNTS,
        default=first_count(measured_before),
        key=f"held_count_{loaded.network.name}_{one.feature}",
        required=True,
        disabled=how not in (LOW, HIGH),
        persist_state="session",
    )
    hold = _chosen(one, belt, how, count)
    if draft and draft.writing.running:
        draft.writing.hold(hold)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Write", type="primary", key="held_write", on_click=_write,
            args=(loaded, belt, prompt, hold),
        )  # fmt: skip
        running = bool(draft and draft.writing.running)
        st.button("Stop", key="held_stop", on_click=_stop, disabled=not running)
    if problem := st.session_state.get("held_problem"):
        st.text(problem)
    if not draft:
        st.caption(
            "Press Write, then change what is held: it counts from the next character on. What is "
            "written while units are held is underlined."
        )
        return
    data = view_data(
        draft,
        loaded.title,
        "",
        colour=False,
        parting=None,
        selected=None,
        socket=address(draft) if running else "",
    )
    writing_view("held_view", data)
    st.table(measured(draft, one.feature), hide_index=True, border="horizontal")
    if data["running"] and not data["socket"]:
        time.sleep(TICK)
        draw_again()


def first_count(own: Effect | None) -> int:
    """How few units change texts clearly when held; some where none does, or nobody measured."""
    if own:
        for count, held in own.low.items():
            for mean, error in (held, own.high[count]):
                if abs(mean - own.free[0]) > CLEARLY * error:
                    return count
    return USUAL_COUNT


def measured(draft: Draft, feature: str) -> dict[str, list[str]]:
    """What the text has of a feature, from change to change of what is held."""
    own, text = BY_NAME[feature], draft.text
    labels = labels_after(feature, draft.prompt, text)
    changes = [(0, "")] if not draft.writing.holds or draft.writing.holds[0][0] else []
    changes += [(place, hold.name if hold else "") for place, hold in draft.writing.holds]
    rows = []
    for (begin_at, name), (end, _) in pairwise([*changes, (len(text), "")]):
        if end > begin_at:
            mean = float(labels[begin_at:end].mean())
            shown = f"{100 * mean:.0f} %" if own.binary else f"{mean:.1f}"
            rows.append((name or FREE, f"{end - begin_at:,}", shown))
    titles = ("Held", "characters", feature)
    return {title: [row[i] for row in rows] for i, title in enumerate(titles)}


def _chosen(one: Found, belt: Belt, how: str, count: int) -> Hold | None:
    if how == FREE:
        return None
    if how == OWN:
        unit = (belt.layer - 1, belt.unit, belt.value)
        return Hold((unit,), f"layer {belt.layer}, unit {belt.unit} at {belt.value:g}")
    name = f"{as_if(one.feature, how == HIGH)}, {units_held(count)}"
    return replace(hold_of(one, count, how == HIGH), name=name)


def _own_draft(loaded: Loaded) -> Draft | None:
    """The text on the page, unless it is another network's."""
    draft: Draft | None = st.session_state.get("held_draft")
    if draft and draft.writing.network is not loaded.writer:
        draft.writing.stop()
        draft = st.session_state.held_draft = None
    return draft


def _write(loaded: Loaded, belt: Belt, prompt: str, hold: Hold | None) -> None:
    _stop()
    state, engine = st.session_state, serving_engine()
    state.held_number = state.get("held_number", 0) + 1
    length = min(LENGTH, engine.limits.length)
    request = Request(prompt, length, Knobs(temperature=TEMPERATURE), belt.seed)
    state.held_problem = ""
    try:
        draft = begin(engine, loaded.writer, request, state.held_number, visitor())
        draft.writing.hold(hold)
    except (Refused, HoldError) as error:
        state.held_problem = str(error)
    else:
        state.held_draft = draft


def _stop() -> None:
    draft: Draft | None = st.session_state.get("held_draft")
    if draft and draft.writing.running:
        draft.writing.stop()
