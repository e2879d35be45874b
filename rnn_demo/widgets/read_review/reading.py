"""One review on the page: the judgement, how far to trust it, its words, and the curve."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.figures.curves import ValueAxis, word_curve
from rnn_demo.reading.classifier import probability
from rnn_demo.reading.likeness import FEWEST
from rnn_demo.text.shown import as_shown
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.widgets.read_review.answers import answer_sentence, answer_to
from rnn_demo.widgets.read_review.compute import Reading, reading_review, without
from rnn_demo.widgets.read_review.loading import ReviewClassifiers
from rnn_demo.widgets.read_review.trust import doubt_sentence, percent, trust_sentences
from rnn_demo.widgets.read_review.view import (
    SHOWN_WORDS,
    crossed_in,
    review_view,
    tipping_sentence,
    view_data,
)


def read_kept(
    judges: ReviewClassifiers, text: str, key: str = "reading", like: str | None = None
) -> Reading | None:
    """A text as the network for its length reads it; None if the visitor stopped that.

    Args:
        judges: the classifiers.
        text: what is read.
        key: tells the readings of a page apart.
        like: the shown text whose network reads it, None for its own.
    """
    network = judges.networks.of(as_shown(text) if like is None else like)
    return waited_for(
        key,
        (judges.stamp, text, network is judges.networks.short),
        lambda: reading_review(network, text),
        t("Reading …"),
    )


def show_review(judges: ReviewClassifiers, reading: Reading, key: str, title: str) -> None:
    """Everything about one review that is seen at once."""
    unlike = reading.doubt is not None and reading.doubt.unlike is not None
    if reading.doubt and not unlike:
        st.warning(doubt_sentence(judges.metrics, reading.doubt))
    if not reading.words:
        return
    if answer := answer_to(reading.text):
        st.markdown(answer_sentence(answer, reading.positive))
    crossed = crossed_in(key, reading, title)
    rerun = None
    if crossed:
        # The network that read the text reads it again, however short it has become.
        rerun = read_kept(judges, without(reading, set(crossed)), f"{key}_rerun", reading.text)
    review_view(key, view_data(reading, title, crossed, rerun, judges.metrics))
    if len(reading.words) > SHOWN_WORDS:
        st.caption(
            t(
                "Shown are the first {shown:,} of {count:,} words; all were read.",
                shown=SHOWN_WORDS,
                count=len(reading.words),
            )
        )
    if reading.doubt and unlike:
        st.warning(doubt_sentence(judges.metrics, reading.doubt))
    if not reading.doubt or unlike:
        st.text(tipping_sentence(reading))
    rival = probability(judges.ngrams.logit(reading.text))
    if not reading.doubt:
        for sentence in trust_sentences(judges.metrics, reading.probability, rival):
            st.caption(sentence)
    elif unlike:
        if judges.networks.of(reading.text) is not judges.networks.whole:
            st.caption(
                t(
                    "Read by the network for texts of fewer than {fewest} words: it began as the "
                    "one that reads whole reviews and was trained further on phrases and "
                    "sentences.",
                    fewest=FEWEST,
                )
            )
        st.caption(
            t(
                "The network gives it {own} positive, the plain rival, which only counts words and "
                "pairs of words, {rival}. Sarcasm, praise of something else and a retold plot "
                "mislead both, and neither can tell when.",
                own=percent(reading.probability),
                rival=percent(rival),
            )
        )
    show_chart(
        _curve(reading, crossed, rerun),
        key=f"curve-{key}",
        alt=t("Probability of positive after each word."),
    )


def _curve(reading: Reading, crossed: list[int], rerun: Reading | None) -> Any:
    words = reading.words[:SHOWN_WORDS]
    other = None
    if rerun and len(rerun.words) == len(reading.words) - len(crossed):
        after = iter(rerun.words)
        gone = set(crossed)
        values = [
            None if i in gone else probability(next(after).after) for i in range(len(reading.words))
        ]
        other = (values[:SHOWN_WORDS], t("without the crossed-out words"))
    return word_curve(
        [reading.text[word.start : word.end] for word in words],
        [probability(word.after) for word in words],
        ValueAxis(t("positive"), 0, 1, middle=0.5, percent=True),
        name=t("as it stands"),
        other=other,
        t=t,
    )
