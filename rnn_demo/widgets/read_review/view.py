"""A review as a component: coloured by what each word changed; a click crosses a word out."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.reading.classifier import probability
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.language import t, tn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in
from rnn_demo.widgets.read_review.compute import CLEAR, Reading, turning_words
from rnn_demo.widgets.read_review.trust import headline, percent

_HERE = Path(__file__).parent
_HTML = (_HERE / "view.html").read_text(encoding="utf-8")
_SCRIPT = joined(_HERE / "view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_review_view",
    html=_HTML,
    css=style(_HERE / "view"),
    js=_SCRIPT,
)
SHOWN_WORDS = 3_000  # each is an element of the page


def judgement(reading: Reading, metrics: Mapping[str, Any]) -> tuple[str, str]:
    """The judgement in a word, and how sure it is; or why that is not known."""
    if reading.doubt and reading.doubt.kind == "empty":
        return t("Nothing to judge"), ""
    p = reading.probability
    said = t("positive") if reading.positive else t("negative")
    if reading.doubt and reading.doubt.unlike:
        return t("It says: {judgement}", judgement=said), headline(metrics, reading.doubt)
    if reading.doubt:
        return t("No judgement"), t(
            "({kind}; it would say {judgement})", kind=t(reading.doubt.kind), judgement=said
        )
    label, sure = (t("Positive"), p) if reading.positive else (t("Negative"), 1 - p)
    return label, t("{percent} sure", percent=percent(sure))


def view_data(
    reading: Reading,
    title: str,
    crossed: list[int],
    rerun: Reading | None,
    metrics: Mapping[str, Any],
) -> dict[str, Any]:
    """The data that the browser receives.

    Args:
        reading: the text.
        title: the title of the view, for those who hear the page.
        crossed: words that are crossed out.
        rerun: the reading of the text without them, None if none is crossed out.
        metrics: the contents of the classifier's metrics.json.
    """
    words = reading.words[:SHOWN_WORDS]
    ends = [0, *(word.end for word in words)]
    starts = [*(word.start for word in words), len(reading.text)]
    if len(reading.words) > len(words):
        starts[-1] = ends[-1]
    label, sure = judgement(reading, metrics)
    turning = [i for i in turning_words(reading) if i < len(words)]
    without = ""
    if rerun:
        change = 100 * (rerun.probability - reading.probability)
        without = tn(
            "Without the crossed-out word: {percent} positive ({change} points; read anew).",
            "Without the {n} crossed-out words: {percent} positive ({change} points; read anew).",
            n=len(crossed),
            percent=percent(rerun.probability),
            change=f"{'+' if change >= 0 else '−'}{abs(change):.1f}",
        )
    return {
        "number": zlib.crc32(f"{title}\0{reading.text}".encode()),
        "title": title,
        "label": label,
        "sure": sure,
        "share": round(100 * reading.probability, 2),
        "doubtful": reading.doubt is not None,
        "hint": t("Point at a word for its number; click to cross it out."),
        "without": without,
        "words": [reading.text[word.start : word.end] for word in words],
        "gaps": [reading.text[a:b] for a, b in zip(ends, starts, strict=True)],
        "before": round(words[0].before, 3) if words else 0.0,
        "after": [round(word.after, 3) for word in words],
        "changes": [round(word.after - word.before, 2) for word in words],
        "turning": turning,
        "crossed": crossed,
    }


def review_view(key: str, data: dict[str, Any]) -> None:
    """Show a review."""
    _component(key=key, data=with_turn(key, data, _WORDS), on_crossed_change=_nothing)


def crossed_in(key: str, reading: Reading, title: str) -> list[int]:
    """The words that the visitor crossed out in a view of this text; never all of them."""
    state = st.session_state.get(key) or {}
    value = state.get("crossed")
    number = zlib.crc32(f"{title}\0{reading.text}".encode())
    if not isinstance(value, dict) or value.get("number") != number:
        return []
    indices = value.get("indices")
    if not isinstance(indices, list):
        return []
    count = min(SHOWN_WORDS, len(reading.words))
    valid = {i for i in indices if type(i) is int and 0 <= i < count}
    return sorted(valid) if len(valid) < len(reading.words) else []


def tipping_sentence(reading: Reading) -> str:
    """Which words decided, in one plain sentence; it quotes the visitor's text: never Markdown."""
    turning = turning_words(reading)
    if not turning:
        return t(
            "No single word moved it {points} points or more towards this judgement.", points=CLEAR
        )
    shown = []
    for i in turning:
        word = reading.words[i]
        quoted = reading.text[word.start : word.end][:40]
        before, after = (percent(probability(z)) for z in (word.before, word.after))
        shown.append(f"“{quoted}” ({before} → {after})")
    return t("What moved it most, in probability of positive: {words}.", words=", ".join(shown))


def _nothing() -> None:
    """Do nothing; Streamlit keeps a component's state only if it has a callback."""
