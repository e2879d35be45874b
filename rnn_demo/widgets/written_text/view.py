"""The text of one network as a component: coloured, pointed at, selected; see view.js."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.engine.job import WAITING
from rnn_demo.sampling import Knobs
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.packing import packed_surprises
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.words import sentence

_HERE = Path(__file__).parent
CHANGES_TOLD = 4  # changes in how a text was made that are named below it
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_writing_view",
    html=_HTML,
    css=style(_HERE / "view"),
    js=_SCRIPT,
)


def view_data(
    draft: Draft,
    title: str,
    standing: str,
    *,
    colour: bool,
    parting: int | None,
    selected: int | None,
    newest: int,
    socket: str = "",
    doors: bool = True,
) -> dict[str, Any]:
    """The data for the browser: small numbers, and rivals only once the text is finished.

    Args:
        draft: the text.
        title: which network writes it.
        standing: how good that network is.
        colour: whether to colour by surprise.
        parting: where it diverges from the other text, None if nowhere.
        selected: the selected character, None for none.
        newest: the number of the tab's newest text.
        socket: the address through which the rest will come, empty for none.
        doors: whether rivals can be pressed, see `writing_view`.

    Returns:
        `surprise` in hundredths of a bit per character, packed; `rivals` and `probabilities`
        (hundredths of a percent, packed) with `width` entries per character, empty while running.
    """
    running = draft.writing.running
    written = draft.written
    width = written.rival_ids.shape[1]
    return {
        "number": draft.number,
        "newest": newest,
        "title": title,
        "label": t("Text by {title}", title=title),
        "standing": standing,
        "foot": t(footline(draft, running)),
        "made": made_with(draft),
        "prompt": draft.prompt,
        "text": written.text,
        "surprise": packed_surprises(written.surprises),
        "holds": holds_of(draft),
        "chosen": draft.chosen,
        "doors": doors,
        "rivals": "" if running else draft.rivals,
        "probabilities": "" if running else draft.rival_probabilities,
        "width": width if len(written) else 0,
        "running": running,
        "socket": socket,
        "colour": colour,
        "parting": parting,
        "selected": selected,
    }


def holds_of(draft: Draft) -> list[tuple[int, str]]:
    """Where units began to be held, or were set free (then without a name)."""
    return [(place, hold.name if hold else "") for place, hold in draft.holds]


def footline(draft: Draft, running: bool) -> str:
    """Bits per character so far and the length in one line, or what the text is waiting for.

    It is in English, for `t`, because it is also sent directly to whoever has opened the text's
    socket.
    """
    if running and draft.writing.phase == WAITING:
        return sentence(
            "Waiting for a place; texts before this one: {ahead:,}.", ahead=draft.writing.ahead
        )
    if not draft.length:
        return sentence("Reading the prompt …") if running else sentence("Nothing written.")
    # The sum over the kept part is computed each time: that part is rare and never grows.
    nats = float(draft.kept.surprises.sum(dtype=np.float64)) + draft.writing.nats
    bits = nats / draft.length / math.log(2)
    if running:
        return sentence(
            "{bits:.2f} bits per character so far · {length:,} characters",
            bits=bits,
            length=draft.length,
        )
    return sentence(
        "{bits:.2f} bits per character · {length:,} characters", bits=bits, length=draft.length
    )


def made_with(draft: Draft) -> str:
    """A text's knobs and seed and which characters were chosen; of many changes, the last ones."""
    told, last = [], None
    for turn in draft.turns:
        place, knobs = turn.at + 1, in_words(turn.knobs)
        if (turn.knobs, turn.seed) != last:
            told.append(
                t(
                    "from character {place:,} on {knobs}, seed {seed}",
                    place=place,
                    knobs=knobs,
                    seed=turn.seed,
                )
                if turn.at
                else t("{knobs}, seed {seed}", knobs=knobs, seed=turn.seed)
            )
        if turn.chosen:
            told.append(t("character {place:,} chosen by you", place=place))
        last = (turn.knobs, turn.seed)
    return t("Written {how}.", how="; ".join(told[-CHANGES_TOLD:]))


def in_words(knobs: Knobs) -> str:
    """How characters are chosen: the temperature, and whatever else narrows the choice."""
    words = [t("at temperature {temperature:g}", temperature=knobs.temperature)]
    words += [f"top-k {knobs.top_k}"] * bool(knobs.top_k)
    words += [f"top-p {knobs.top_p:g}"] * (knobs.top_p < 1)
    words += [f"min-p {knobs.min_p:g}"] * (knobs.min_p > 0)
    return ", ".join(words)


def writing_view(
    key: str, data: dict[str, Any], choose: Callable[[int, int], None] | None = None
) -> None:
    """Show a text.

    Args:
        key: the key of the view.
        data: what it shows.
        choose: called with a place and the rank of the rival that was pressed there.
    """

    def pressed() -> None:
        rival = (st.session_state.get(key) or {}).get("rival")
        if choose and (found := rival_in(rival, data)):
            choose(*found)

    _component(
        key=key,
        data=with_turn(key, {**data, "key": key}, _WORDS),
        on_rival_change=uninterrupted(pressed),
        on_selected_change=_nothing,
        on_finished_change=_nothing,
        on_connected_change=_nothing,
        on_no_sockets_change=uninterrupted(_no_sockets),
    )


def selected_in(key: str, draft: Draft) -> int | None:
    """The character that the visitor selected in a view of this draft, if any."""
    state = st.session_state.get(key) or {}
    return selection(state.get("selected"), draft.number, draft.length)


def selection(value: Any, number: int, length: int) -> int | None:
    """The selected character; None if the selection is of another text or outside the text."""
    if not isinstance(value, dict) or value.get("number") != number:
        return None
    index = value.get("index")
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < length:
        return None
    return index


def rival_in(value: Any, data: dict[str, Any]) -> tuple[int, int] | None:
    """The place and the rank of a rival that was pressed; None if it is not of this text."""
    place = selection(value, data["number"], len(data["text"]))
    rank = value.get("rank") if place is not None else None
    if isinstance(rank, bool) or not isinstance(rank, int) or not 0 <= rank < data["width"]:
        return None
    return None if place is None or data["running"] else (place, rank)


def _nothing() -> None:
    """Do nothing; Streamlit keeps a component's state only if it has a callback."""


def _no_sockets() -> None:
    """Called if the texts' sockets cannot be opened: from now on the page is drawn instead."""
    st.session_state.no_sockets = True
