"""How far to trust a judgement, in sentences that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.reading.likeness import FEWEST
from rnn_demo.reading.suitability import Doubt

Metrics = Mapping[str, Any]
LESS_SURE = 0.01  # than in the mean of those with which a judgement is compared


def percent(p: float) -> str:
    """A probability in percent, never as a certainty."""
    return "over 99.9 %" if p > 0.999 else "under 0.1 %" if p < 0.001 else f"{100 * p:.1f} %"


def headline(metrics: Metrics, doubt: Doubt) -> str:
    """What stands behind the judgement of a text unlike those measured, in place of a certainty."""
    kind = doubt.unlike.kind if doubt.unlike else ""
    if kind == "very long":
        return "– but so long a text was hardly measured"
    if kind == "many negations":
        return "– but so many negations were hardly measured"
    contrast, sentences = metrics.get("contrast", {}), metrics.get("sentences", {})
    if kind == "short and turning" and "accuracy" in contrast:
        return (
            f"– but of short sentences that turn on a word it judges only "
            f"{percent(contrast['accuracy'])} rightly"
        )
    if kind == "short" and "accuracy" in sentences:
        return f"– but of single sentences it judges only {percent(sentences['accuracy'])} rightly"
    return "– but it is often wrong on short texts"


def doubt_sentence(metrics: Metrics, doubt: Doubt) -> str:
    """Why not to take a certainty at its word, and what was measured on the nearest texts."""
    if not doubt.unlike or doubt.unlike.kind == "very long":
        return doubt.sentence
    parts = [doubt.sentence]
    if reviews := _reviews_alike(metrics, doubt.unlike.kind):
        parts.append(
            f"Of the {reviews['reviews']:,} test reviews of which that is so, "
            f"{percent(reviews['accuracy'])} were judged rightly; but nobody wrote them to be hard."
        )
    if sentences := metrics.get("sentences"):
        turning = sentences["turning"]
        parts.append(
            f"On {sentences['sentences']:,} single sentences by critics "
            f"{percent(sentences['accuracy'])} of its judgements were right"
            + (
                "."
                if doubt.unlike.kind == "short" or turning["accuracy"] is None
                else f", {percent(turning['accuracy'])} where such words stood."
            )
        )
    if contrast := metrics.get("contrast"):
        parts.append(
            f"On {contrast['sentences']} sentences of our own that turn on a single word or on "
            f"irony: {percent(contrast['accuracy'])}, no better than a coin"
            + (
                f" (the plain rival: {percent(contrast['rival_accuracy'])})."
                if "rival_accuracy" in contrast
                else "."
            )
        )
    return " ".join(parts)


def _reviews_alike(metrics: Metrics, kind: str) -> Mapping[str, Any] | None:
    """Judgements on the test reviews that are as short, or as full of negations."""
    if kind == "many negations":
        alike: Mapping[str, Any] | None = metrics.get("doubted_judgements", {}).get(kind)
        return alike
    ranges = metrics.get("by_length", {}).get("ranges", [])
    return next((row for row in ranges if row.get("to") == FEWEST - 1), None)


def trust_sentences(metrics: Metrics, p: float, rival: float) -> list[str]:
    """What a certainty was measured on, and how often one like it was right; none if unknown.

    Args:
        metrics: metrics.json of the classifier.
        p: probability of "positive".
        rival: that of the plain rival.
    """
    if not (test := metrics.get("test")):
        return []
    differ = metrics.get("rival", {}).get("when_they_differ")
    if differ and differ["reviews"] and (p >= 0.5) != (rival >= 0.5):
        first = (
            f"The plain rival, which only counts words and pairs of words, contradicts: it gives "
            f"{percent(rival)} positive. Of the {differ['reviews']:,} test reviews on which the "
            f"two differ the network judged {percent(differ['accuracy'])} rightly, though it was "
            f"{percent(differ['confidence'])} sure in the mean."
        )
    else:
        agrees = (
            f"The plain rival, which only counts words and pairs of words, gives "
            f"{percent(rival)} positive."
        )
        first = " ".join([*_as_sure(test, p), agrees])
    median = metrics.get("by_length", {}).get("median")
    half = f", half of them of more than {median:,} words" if median else ""
    return [
        first,
        f"Measured on {test['reviews']:,} whole reviews of films from IMDb{half}, none of which "
        "it was trained on. Sarcasm, praise of something else and a retold plot mislead it at any "
        "length, and it cannot tell when.",
    ]


def beyond_sentences(metrics: Metrics) -> list[str]:
    """What was measured by length and on texts that are no whole reviews, a sentence each."""
    found = []
    if lengths := metrics.get("by_length"):
        shares = "; ".join(
            f"{_range(row)} words: {percent(row['accuracy'])} of {row['reviews']:,}"
            for row in lengths["ranges"]
        )
        found.append(f"Of the test reviews by their length, rightly judged: {shares}.")
    if sentences := metrics.get("sentences"):
        turning = sentences["turning"]
        found.append(
            f"On {sentences['sentences']:,} single sentences from other reviews, by critics "
            f"(Stanford Sentiment Treebank, development part): {percent(sentences['accuracy'])} "
            f"right, {percent(sentences['confidence'])} sure in the mean; on those "
            f"{turning['sentences']:,} with a negation or a contrast {percent(turning['accuracy'])}"
            f"; the plain rival on all of them {percent(sentences['rival_accuracy'])}."
        )
    if contrast := metrics.get("contrast"):
        by_turn = ", ".join(
            f"{name} {100 * share:.0f} %" for name, share in contrast["by_turn"].items()
        )
        found.append(
            f"On {contrast['sentences']} sentences of our own that turn on a *not*, a *but*, an "
            f"*if* or on irony, written before any network had read them: "
            f"{100 * contrast['accuracy']:.1f} % ({by_turn})."
        )
    if doubted := metrics.get("doubted"):
        count = sum(doubted.values())
        kinds = ", ".join(f"{kind} {n:,}" for kind, n in doubted.items())
        found.append(
            f"Of the {metrics['test']['reviews']:,} test reviews {count:,} "
            f"({percent(count / metrics['test']['reviews'])}) get a doubt: {kinds}."
        )
    return found


def _range(row: Mapping[str, int]) -> str:
    if "to" not in row:
        return f"from {row['from']:,}"
    return f"under {row['to'] + 1}" if not row["from"] else f"{row['from']:,} to {row['to']:,}"


def _as_sure(test: Metrics, p: float) -> list[str]:
    confidence = max(p, 1 - p)
    for row in test.get("bins", []):
        if row["low"] < confidence <= row["high"]:
            surer = ""
            if confidence < row["confidence"] - LESS_SURE:
                surer = (
                    f" Of most of them it was surer than of this one, {percent(row['confidence'])} "
                    "in the mean."
                )
            return [
                f"Of the {row['count']:,} test reviews of which it was "
                f"{max(50, 100 * row['low']):.0f} to {100 * row['high']:.0f} % sure, "
                f"{percent(row['accuracy'])} were judged rightly.{surer}"
            ]
    return []
