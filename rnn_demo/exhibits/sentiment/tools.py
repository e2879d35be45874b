"""What else can be asked of a review: attribution, a unit, the rival, trust, a whole file."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import streamlit as st

from rnn_demo.exhibits.sentiment.compute import integrated_gradients
from rnn_demo.exhibits.sentiment.file import show_file
from rnn_demo.figures.bars import before_and_after, signed_bars
from rnn_demo.figures.curves import ValueAxis, word_curve
from rnn_demo.reading.classifier import probability
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for
from rnn_demo.widgets.model_card.card import card
from rnn_demo.widgets.read_review.beyond import beyond_sentences
from rnn_demo.widgets.read_review.compute import Reading, occlusion, unit_trace
from rnn_demo.widgets.read_review.loading import ReviewClassifiers
from rnn_demo.widgets.read_review.trust import percent

LONGEST = 600  # words that are attributed, and
MOST_PIECES = 1_500  # of them: some twenty seconds
GRADIENT_MEGABYTES = 80.0  # what Integrated Gradients need
SHOWN = 12  # words shown of an attribution


def attribution_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """Integrated Gradients and occlusion, each on demand."""
    st.markdown(
        t(
            "Two answers to *what is each word worth*. **Left out**: the logit minus that of the "
            "text without the word, an exact rerun each. **Integrated Gradients**: the gradient "
            "along a straight path from a text of average pieces to this one; by theory the parts "
            "add up to the whole difference, and the residual says how nearly they did."
        )
    )
    if not reading.words or len(reading.words) > LONGEST:
        st.info(
            t(
                "For texts of 1 to {longest} words; this one has {count:,}.",
                longest=LONGEST,
                count=len(reading.words),
            )
        )
        return
    if len(reading.ids) > MOST_PIECES:
        st.info(
            t(
                "For texts of at most {most:,} pieces of words; this one has {count:,}.",
                most=MOST_PIECES,
                count=len(reading.ids),
            )
        )
        return
    question = (judges.stamp, reading.text)
    network = judges.networks.of(reading.text)
    if st.session_state.get("attributed") != question:
        if not st.button(t("Compute both"), key="attribute_button"):
            return
        st.session_state.attributed = question
    left_out = waited_for(
        "left_out",
        question,
        lambda: occlusion(network, reading),
        t("Leaving out each word"),
    )
    if left_out is None:
        return
    gradients = waited_for(
        "integrated_gradients",
        question,
        lambda: integrated_gradients(network, reading.ids, reading.spans),
        t("Following the path"),
        GRADIENT_MEGABYTES,
    )
    if gradients is None:
        return
    strongest = np.argsort(-np.abs(left_out), kind="stable")[:SHOWN]
    names = [_word(reading, int(i)) for i in strongest]
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(t("**Left out** (change of the logit)"))
        show_chart(
            signed_bars(names, [float(left_out[i]) for i in strongest]),
            key="left_out_bars",
            alt=t("Change of the logit if a word is left out, the strongest words."),
        )
    strongest = np.argsort(-np.abs(gradients.words), kind="stable")[:SHOWN]
    with right:
        st.markdown(t("**Integrated Gradients** (part of the logit)"))
        show_chart(
            signed_bars(
                [_word(reading, int(i)) for i in strongest],
                [float(gradients.words[i]) for i in strongest],
            ),
            key="gradient_bars",
            alt=t("Part of the logit of each word by Integrated Gradients, the strongest."),
        )
    difference = gradients.logit - gradients.baseline
    share = abs(gradients.residual) / max(1e-9, abs(difference))
    verdict = t("complete") if gradients.complete else t("not complete: take the bars with care")
    st.caption(
        t(
            "Logit {logit:+.3f}, of the average text {baseline:+.3f}; the parts add up to "
            "{sum:+.3f} of {difference:+.3f}, residual {residual:+.4f} = {share:.2f} % with "
            "{points} points: {verdict}.",
            logit=gradients.logit,
            baseline=gradients.baseline,
            sum=gradients.words.sum(),
            difference=difference,
            residual=gradients.residual,
            share=100 * share,
            points=gradients.points,
            verdict=verdict,
        )
    )


def unit_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """One hidden unit over the text, and how much it would know on its own."""
    found = judges.metrics.get("neuron")
    network = judges.networks.of(reading.text)
    units = network.hidden_size
    if found:
        st.markdown(
            t(
                "Of the {units:,} units we looked for the one that alone says most. It is unit "
                "**{unit}**: its mean over a review, held against one threshold, judges "
                "**{right:.1f} %** of the 25,000 test reviews rightly; the whole network "
                "{whole:.1f} %.",
                units=units,
                unit=found["unit"],
                right=100 * found["test_accuracy"],
                whole=100 * judges.metrics["test"]["accuracy"],
            )
        )
    best = [row["unit"] for row in found["best"]] if found else [0]
    if network is not judges.networks.whole:
        st.caption(
            t(
                "That is the network for whole reviews. A text so short is read by another one, "
                "which began with the same weights: below is what this unit of that one does."
            )
        )
    chosen = st.number_input(
        t("Unit, 0 to {last}", last=units - 1),
        0,
        units - 1,
        best[0],
        key="unit_number",
        width=200,
    )
    if found:
        ranking = ", ".join(
            f"{row['unit']} ({100 * row['validation_accuracy']:.1f} %)" for row in found["best"][:8]
        )
        st.caption(
            t("The search, by accuracy on the validation reviews: {ranking}.", ranking=ranking)
        )
    if reading.words:
        trace = unit_trace(network, reading, int(chosen))
        show_chart(
            word_curve(
                [_word(reading, i) for i in range(len(reading.words))],
                [float(value) for value in trace],
                ValueAxis("h", -1, 1, middle=0),
                name=t("unit {unit}", unit=int(chosen)),
            ),
            key="unit_curve",
            alt=t("Unit {unit} after each word.", unit=int(chosen)),
        )
    if found and int(chosen) == found["unit"]:
        histogram = found["histogram"]
        edges = histogram["edges"]
        st.markdown(t("Mean of unit {unit} over each of the test reviews", unit=found["unit"]))
        show_chart(
            before_and_after(
                [f"{(a + b) / 2:.2f}" for a, b in pairwise(edges)],
                [count / sum(histogram["negative"]) for count in histogram["negative"]],
                [count / sum(histogram["positive"]) for count in histogram["positive"]],
                names=(t("negative reviews"), t("positive reviews")),
                y_title=t("share"),
            ),
            key="unit_histogram",
            alt=t("Mean of unit {unit} over each test review, by label.", unit=found["unit"]),
        )


def rival_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """The n-gram model on the same text."""
    figures = judges.metrics.get("rival")
    st.markdown(
        t(
            "Trained by us on the same reviews: {count:,} words and pairs of words, each with one "
            "weight, added up. It knows nothing of order beyond a pair, and is good: "
            "{rival:.1f} % of the test reviews, the network {network:.1f} %.",
            count=len(judges.ngrams.places),
            rival=100 * figures["test_accuracy"],
            network=100 * judges.metrics["test"]["accuracy"],
        )
        if figures
        else t(
            "Trained by us on the same reviews: {count:,} words and pairs of words, each with one "
            "weight, added up. It knows nothing of order beyond a pair.",
            count=len(judges.ngrams.places),
        )
    )
    if not reading.words:
        return
    if judges.networks.of(reading.text) is not judges.networks.whole:
        st.caption(
            t(
                "A text so short is read by a network that has also learned from phrases and "
                "sentences; the rival has not."
            )
        )
    strongest = judges.ngrams.strongest(reading.text, SHOWN)
    own = probability(judges.ngrams.logit(reading.text))
    left, right = st.columns(2, gap="medium")
    left.metric(t("The network: positive"), percent(reading.probability))
    right.metric(t("Words and pairs: positive"), percent(own))
    if strongest:
        show_chart(
            signed_bars([gram for gram, _ in strongest], [weight for _, weight in strongest]),
            key="rival_bars",
            alt=t("Weights of the strongest words and pairs in this text."),
        )


def trust_tool(judges: ReviewClassifiers, reading: Reading) -> None:
    """Calibration and accuracy, as measured."""
    test = judges.metrics.get("test")
    if not test:
        st.info(t("Not measured yet: `python -m rnn_demo evaluate imdb-sentiment` does it."))
        return
    st.markdown(
        t(
            "On the {reviews:,} test reviews, looked at once, at the end: "
            "**{accuracy:.2f} %** right; expected calibration error "
            "**{error:.4f}** over 15 bins. A calibrated 90 % is right nine times out of ten: the "
            "two bars of each pair should be equally high.",
            reviews=test["reviews"],
            accuracy=100 * test["accuracy"],
            error=test["expected_calibration_error"],
        )
    )
    rows = test["bins"]
    show_chart(
        before_and_after(
            [f"{max(50, 100 * row['low']):.0f}–{100 * row['high']:.0f} %" for row in rows],
            [row["confidence"] for row in rows],
            [row["accuracy"] for row in rows],
            names=(t("how sure it was"), t("how often it was right")),
        ),
        key="reliability_bars",
        alt=t("How sure the network was and how often it was right, by how sure."),
    )
    st.caption(
        "; ".join(
            t("{high:.0f} %: {count:,} reviews", high=100 * r["high"], count=r["count"])
            for r in rows
        )
        + "."
    )
    for sentence in beyond_sentences(judges.metrics):
        st.markdown(sentence)
    with st.expander(t("Card of {name}", name=judges.networks.whole.name)):
        st.markdown(card(judges.networks.whole.name))


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
