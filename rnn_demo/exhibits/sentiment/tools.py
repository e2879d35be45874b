"""What else can be asked of a review: attribution, a unit, the rival, trust, a whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
import streamlit as st

from rnn_demo.exhibits.sentiment.compute import Attribution, integrated_gradients
from rnn_demo.exhibits.sentiment.file import show_file
from rnn_demo.figures.bars import before_and_after, signed_bars
from rnn_demo.figures.curves import word_curve
from rnn_demo.reading.classifier import probability
from rnn_demo.ui.charts import show_chart
from rnn_demo.widgets.model_card.card import card
from rnn_demo.widgets.read_review.compute import Reading, occlusion, unit_trace
from rnn_demo.widgets.read_review.loading import ReviewClassifiers
from rnn_demo.widgets.read_review.trust import beyond_sentences, percent

LONGEST = 600  # words that are attributed: some twenty seconds
SHOWN = 12  # words of an attribution

_T = TypeVar("_T")


def attribution_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """Integrated Gradients and occlusion, each on demand."""
    st.markdown(
        "Two answers to *what is each word worth*. **Left out**: the logit minus that of the text "
        "without the word, an exact rerun each. **Integrated Gradients**: the gradient along a "
        "straight path from a text of average pieces to this one; by theory the parts add up to "
        "the whole difference, and the residual says how nearly they did."
    )
    if not reading.words or len(reading.words) > LONGEST:
        st.info(f"For texts of 1 to {LONGEST} words; this one has {len(reading.words):,}.")
        return
    kept: dict[str, Any] = st.session_state.setdefault("attributions", {})
    if kept.get("text") != (judges.stamp, reading.text):
        if not st.button("Compute both", key="attribute_button"):
            return
        left_out = _finished(occlusion(judges.classifier, reading), "Leaving out each word")
        gradients = _finished(
            integrated_gradients(judges.classifier, reading.ids, reading.spans),
            "Following the path",
        )
        kept.clear()
        kept.update(text=(judges.stamp, reading.text), left_out=left_out, gradients=gradients)
    gradients = kept["gradients"]
    assert isinstance(gradients, Attribution)
    strongest = np.argsort(-np.abs(kept["left_out"]), kind="stable")[:SHOWN]
    names = [_word(reading, int(i)) for i in strongest]
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Left out** (change of the logit)")
        show_chart(
            signed_bars(names, [float(kept["left_out"][i]) for i in strongest]),
            key="left_out_bars",
            alt="Change of the logit if a word is left out, the strongest words.",
        )
    strongest = np.argsort(-np.abs(gradients.words), kind="stable")[:SHOWN]
    with right:
        st.markdown("**Integrated Gradients** (part of the logit)")
        show_chart(
            signed_bars(
                [_word(reading, int(i)) for i in strongest],
                [float(gradients.words[i]) for i in strongest],
            ),
            key="gradient_bars",
            alt="Part of the logit of each word by Integrated Gradients, the strongest.",
        )
    difference = gradients.logit - gradients.baseline
    share = abs(gradients.residual) / max(1e-9, abs(difference))
    verdict = "complete" if gradients.complete else "not complete: take the bars with care"
    st.caption(
        f"Logit {gradients.logit:+.3f}, of the average text {gradients.baseline:+.3f}; the parts "
        f"add up to {gradients.words.sum():+.3f} of {difference:+.3f}, residual "
        f"{gradients.residual:+.4f} = {100 * share:.2f} % with {gradients.points} points: "
        f"{verdict}."
    )


def unit_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """One hidden unit over the text, and how much it alone would know."""
    found = judges.metrics.get("neuron")
    units = judges.classifier.hidden_size
    if found:
        st.markdown(
            f"Of the {units:,} units we looked for the one that alone says most. It is unit "
            f"**{found['unit']}**: its mean over a review, held against one threshold, judges "
            f"**{100 * found['test_accuracy']:.1f} %** of the 25,000 test reviews rightly; the "
            f"whole network {100 * judges.metrics['test']['accuracy']:.1f} %."
        )
    best = [row["unit"] for row in found["best"]] if found else [0]
    chosen = st.number_input(
        f"Unit, 0 to {units - 1}", 0, units - 1, best[0], key="unit_number", width=200
    )
    if found:
        ranking = ", ".join(
            f"{row['unit']} ({100 * row['validation_accuracy']:.1f} %)" for row in found["best"][:8]
        )
        st.caption(f"The search, by accuracy on the validation reviews: {ranking}.")
    if reading.words:
        trace = unit_trace(judges.classifier, reading, int(chosen))
        show_chart(
            word_curve(
                [_word(reading, i) for i in range(len(reading.words))],
                [float(value) for value in trace],
                y_title="h",
                y_range=(-1, 1),
                middle=0,
                name=f"unit {int(chosen)}",
            ),
            key="unit_curve",
            alt=f"Unit {int(chosen)} after each word.",
        )
    if found and int(chosen) == found["unit"]:
        histogram = found["histogram"]
        edges = histogram["edges"]
        st.markdown(f"Mean of unit {found['unit']} over each of the test reviews")
        show_chart(
            before_and_after(
                [f"{(a + b) / 2:.2f}" for a, b in pairwise(edges)],
                [count / sum(histogram["negative"]) for count in histogram["negative"]],
                [count / sum(histogram["positive"]) for count in histogram["positive"]],
                names=("negative reviews", "positive reviews"),
                y_title="share",
            ),
            key="unit_histogram",
            alt=f"Mean of unit {found['unit']} over each test review, by label.",
        )


def rival_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """The n-gram model on the same text."""
    figures = judges.metrics.get("rival")
    st.markdown(
        f"Trained by us on the same reviews: {len(judges.ngrams.places):,} words and pairs of "
        "words, each with one weight, added up. It knows nothing of order beyond a pair"
        + (
            f", and is good: {100 * figures['test_accuracy']:.1f} % of the test reviews, the "
            f"network {100 * judges.metrics['test']['accuracy']:.1f} %."
            if figures
            else "."
        )
    )
    if not reading.words:
        return
    strongest = judges.ngrams.strongest(reading.text, SHOWN)
    own = probability(judges.ngrams.logit(reading.text))
    left, right = st.columns(2, gap="medium")
    left.metric("The network: positive", percent(reading.probability))
    right.metric("Words and pairs: positive", percent(own))
    if strongest:
        show_chart(
            signed_bars([gram for gram, _ in strongest], [weight for _, weight in strongest]),
            key="rival_bars",
            alt="Weights of the strongest words and pairs in this text.",
        )


def trust_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """Calibration and accuracy, as measured."""
    test = judges.metrics.get("test")
    if not test:
        st.info("Not measured yet: `python -m rnn_demo evaluate imdb-sentiment` does it.")
        return
    st.markdown(
        f"On the {test['reviews']:,} test reviews, looked at once, at the end: "
        f"**{100 * test['accuracy']:.2f} %** right; expected calibration error "
        f"**{test['expected_calibration_error']:.4f}** over 15 bins. A calibrated 90 % is right "
        "nine times out of ten: the two bars of each pair should be equally high."
    )
    rows = test["bins"]
    show_chart(
        before_and_after(
            [f"{max(50, 100 * row['low']):.0f}–{100 * row['high']:.0f} %" for row in rows],
            [row["confidence"] for row in rows],
            [row["accuracy"] for row in rows],
            names=("how sure it was", "how often it was right"),
        ),
        key="reliability_bars",
        alt="How sure the network was and how often it was right, by how sure.",
    )
    st.caption("; ".join(f"{100 * r['high']:.0f} %: {r['count']:,} reviews" for r in rows) + ".")
    for sentence in beyond_sentences(judges.metrics):
        st.markdown(sentence)
    with st.expander(f"Card of {judges.classifier.name}"):
        st.markdown(card(judges.classifier.name))


def file_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """A file of reviews."""
    show_file(judges)


TOOLS: dict[str, Callable[[ReviewClassifiers, Reading], None]] = {
    "What each word is worth": attribution_tool,
    "One unit": unit_tool,
    "The plain rival": rival_tool,
    "How far to trust it": trust_tool,
    "A file of reviews": file_tool,
}


def _word(reading: Reading, i: int) -> str:
    word = reading.words[i]
    return reading.text[word.start : word.end]


def _finished(work: Iterator[float | _T], title: str) -> _T:
    place = st.empty()
    result: _T | None = None
    for step in work:
        if isinstance(step, float):
            place.progress(min(1.0, step), text=title)
        else:
            result = step
    place.empty()
    assert result is not None
    return result
