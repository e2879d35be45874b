"""A translation as a component: read, handed over, written; attention, scores and rivals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnn_demo.exhibits.translation.compute.translated import (
    BEAM,
    GREEDY,
    Attempt,
    TranslatedSentence,
)
from rnn_demo.tokenizers.sentence_pieces import END, SentencePieces
from rnn_demo.translation.searching import WrittenPiece
from rnn_demo.translation.sources import LANGUAGE_NAMES, Source, languages
from rnn_demo.translation.words import (
    SentenceWord,
    piece_text,
    source_texts,
    target_words,
)
from rnn_demo.ui.badges import badge, worse
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.ui.uninterrupted import uninterrupted

UNITS = 96  # of the state that are drawn
_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_translation_view",
    html=_HTML,
    css=style("buttons", "captions", _HERE / "view"),
    js=_SCRIPT,
)


def translation_view(key: str, data: dict[str, Any], take: Callable[[object], None]) -> None:
    """Show a translation.

    Args:
        key: the key of the component.
        data: from `view_data`.
        take: called with {"ids"} that a visitor's click forces.
    """

    def forced() -> None:
        take((st.session_state.get(key) or {}).get("forced"))

    _component(
        key=key,
        data=with_turn(key, data, _WORDS),
        on_forced_change=uninterrupted(forced),
        on_no_sockets_change=uninterrupted(_no_sockets),
    )


def view_data(
    found: TranslatedSentence, pieces: SentencePieces, direction: str, shown: str, beam: int
) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        found: the sentence and its translations.
        pieces: the vocabulary.
        direction: from which language into which.
        shown: the way that is drawn at first.
        beam: how many translations were followed.
    """
    ways = [attempt.way for attempt in found.attempts]
    return {
        **source_data(found.source, direction, pieces),
        **state_data(found.handed),
        "attempts": [_attempt(one, pieces, beam) for one in found.attempts],
        "first": ways.index(shown) if shown in ways else 0,
        "badge": badge(worse(*found.checks)),
    }


def source_data(
    source: Source, direction: str, pieces: SentencePieces, socket: str = ""
) -> dict[str, Any]:
    """The data before anything is written: what is read, and where the rest will come from.

    Args:
        source: what is read; of its words the tag and the end, which nobody typed, are marks.
        direction: from which language into which.
        pieces: the vocabulary.
        socket: the address of the translation while it is written, empty for none.
    """
    before, target = languages(direction)
    first, *own, last = source_texts(source.text, source.pieces, pieces)
    first, last = t("→ {language}", language=t(LANGUAGE_NAMES[target])), t("(end)")
    tag, *words, end = (_word(word) for word in source.words)
    marked = [tag | {"text": first, "mark": True}, *words, end | {"text": last, "mark": True}]
    return {
        "columns": [first, *own, last],
        "source": marked,
        "fromLanguage": t(LANGUAGE_NAMES[before]),
        "toLanguage": t(LANGUAGE_NAMES[target]),
        "language": target,
        "attempts": [
            {"way": GREEDY, "title": t("Greedy"), "text": "", "told": t("being written …")}
            | {"pieces": [], "words": [], "others": []}
        ],
        "state": [],
        "size": 0,
        "first": 0,
        "badge": {"text": "", "holds": True, "title": ""},
        "socket": socket,
    }


def _attempt(attempt: Attempt, pieces: SentencePieces, beam: int) -> dict[str, Any]:
    """One translation, as the browser receives it."""
    best = attempt.best
    return {
        "way": attempt.way,
        "title": _title(attempt.way, beam),
        "text": pieces.decode(best.ids),
        "told": _told(best.log_chance, len(best.pieces), best.score, best.ended),
        "pieces": [piece_data(one, pieces) for one in attempt.written],
        "words": words_data(best.pieces, pieces),
        "others": [
            {
                "ids": [*other.ids, END],
                "text": pieces.decode(other.ids),
                "told": _score(other.score),
            }
            for other in attempt.others
            if other.ended
        ],
    }


def _title(way: str, beam: int) -> str:
    if way == GREEDY:
        return t("Greedy")
    return t("Beam of {n}", n=beam) if way == BEAM else t("Without attention")


def _told(log_chance: float, count: int, score: float, ended: bool) -> str:
    told = t(
        "{score} · ln p {log_chance} · {n} pieces",
        score=_score(score),
        log_chance=_minus(log_chance),
        n=count,
    )
    return told if ended else t("{told} · cut: it did not end", told=told)


def _score(score: float) -> str:
    return t("score {score}", score=_minus(score))


def _minus(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def state_data(state: NDArray[np.float32]) -> dict[str, Any]:
    """Some units of the state that is handed over, as the browser receives it."""
    shown = state[:: max(1, len(state) // UNITS)][:UNITS]
    return {"state": [round(float(one), 2) for one in shown], "size": len(state)}


def piece_data(one: WrittenPiece, pieces: SentencePieces) -> dict[str, Any]:
    """A piece, as the browser receives it."""
    return {
        "id": one.id,
        "text": piece_text(one.id, pieces),
        "chance": round(float(np.exp(one.log_chance)), 6),
        "attention": [round(float(share), 4) for share in one.attention],
        "rivals": [
            {"id": rival, "text": pieces.pieces[rival] if rival else "", "chance": round(p, 6)}
            for rival, p in one.rivals
        ],
        "forced": one.forced,
    }


def words_data(ids: Sequence[int], pieces: SentencePieces) -> list[dict[str, Any]]:
    """The words of a translation, as the browser receives them."""
    return [_word(word) for word in target_words(ids, pieces)]


def _word(word: SentenceWord) -> dict[str, Any]:
    return {"text": word.text, "first": word.first, "last": word.last}


def _no_sockets() -> None:
    """Called if a socket cannot be opened: from now on the page is drawn when all is written."""
    st.session_state.no_sockets = True
