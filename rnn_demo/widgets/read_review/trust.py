"""Sentences that say, beside a judgement, how far to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.reading.suitability import FEW_WORDS, Doubt
from rnn_demo.ui.language import t

Metrics = Mapping[str, Any]
A_COIN = 0.55  # not far enough from a half on so few sentences to be sure that it is better
LESS_SURE = 0.01  # than the mean of the judgements that it is compared with


def percent(p: float) -> str:
    """A probability in percent, never as a certainty."""
    if p > 0.999:
        return t("over 99.9 %")
    return t("under 0.1 %") if p < 0.001 else t("{percent:.1f} %", percent=100 * p)


def headline(metrics: Metrics, doubt: Doubt) -> str:
    """What follows the judgement of a text unlike the measured ones, in place of a certainty."""
    kind = doubt.unlike.kind if doubt.unlike else ""
    if kind == "very long":
        return t("– but so long a text was hardly measured")
    if kind == "many negations":
        return t("– but so many negations were hardly measured")
    contrast, sentences = metrics.get("contrast", {}), metrics.get("sentences", {})
    if kind == "short and turning" and "accuracy" in contrast:
        return t(
            "– but of short sentences that turn on a word it judges only {percent} rightly",
            percent=percent(contrast["accuracy"]),
        )
    phrases = metrics.get("phrases")
    if kind == "short" and phrases and doubt.unlike and doubt.unlike.words < FEW_WORDS:
        return t(
            "– but of phrases of so few words it judges only {percent} rightly",
            percent=percent(phrases["accuracy"]),
        )
    if kind == "short" and "accuracy" in sentences:
        return t(
            "– but of single sentences it judges only {percent} rightly",
            percent=percent(sentences["accuracy"]),
        )
    return t("– but it is often wrong on short texts")


def doubt_sentence(metrics: Metrics, doubt: Doubt) -> str:
    """Why not to take a certainty at face value, and what was measured on the nearest texts."""
    if not doubt.unlike or doubt.unlike.kind == "very long":
        return t(doubt.sentence)
    parts = [t(doubt.sentence)]
    if reviews := _reviews_alike(metrics, doubt.unlike.kind):
        parts.append(
            t(
                "Of the {count:,} test reviews of which that is so, {right} were judged rightly; "
                "but nobody wrote them to be hard.",
                count=reviews["reviews"],
                right=percent(reviews["accuracy"]),
            )
        )
    if sentences := metrics.get("sentences"):
        turning = sentences["turning"]
        count, right = sentences["sentences"], percent(sentences["accuracy"])
        parts.append(
            t(
                "On {count:,} single sentences by critics {right} of its judgements were right.",
                count=count,
                right=right,
            )
            if doubt.unlike.kind == "short" or turning["accuracy"] is None
            else t(
                "On {count:,} single sentences by critics {right} of its judgements were right, "
                "{turning} where such words stood.",
                count=count,
                right=right,
                turning=percent(turning["accuracy"]),
            )
        )
    if contrast := metrics.get("contrast"):
        parts.append(_on_contrast(contrast))
    return " ".join(parts)


def _on_contrast(contrast: Metrics) -> str:
    """What was measured on our own sentences, and that it is little where it is."""
    own = {"count": contrast["sentences"], "right": percent(contrast["accuracy"])}
    said = (
        t(
            "On {count} sentences of our own that turn on a single word or on irony: {right} (the "
            "plain rival: {rival}).",
            **own,
            rival=percent(contrast["rival_accuracy"]),
        )
        if "rival_accuracy" in contrast
        else t(
            "On {count} sentences of our own that turn on a single word or on irony: {right}.",
            **own,
        )
    )
    if contrast["accuracy"] > A_COIN:
        return said
    return f"{said} {t('That is no better than a coin.')}"


def _reviews_alike(metrics: Metrics, kind: str) -> Mapping[str, Any] | None:
    """Judgements on the test reviews that get the same doubt."""
    alike: Mapping[str, Any] | None = metrics.get("doubted_judgements", {}).get(kind)
    return alike


def trust_sentences(metrics: Metrics, p: float, rival: float) -> list[str]:
    """What a certainty was measured on, and how often one like it was right; empty if unknown.

    Args:
        metrics: metrics.json of the classifier.
        p: the probability of "positive".
        rival: the same probability from the plain rival.
    """
    if not (test := metrics.get("test")):
        return []
    differ = metrics.get("rival", {}).get("when_they_differ")
    if differ and differ["reviews"] and (p >= 0.5) != (rival >= 0.5):
        first = t(
            "The plain rival, which only counts words and pairs of words, contradicts: it gives "
            "{rival} positive. Of the {reviews:,} test reviews on which the two differ the network "
            "judged {right} rightly, though it was {sure} sure in the mean.",
            rival=percent(rival),
            reviews=differ["reviews"],
            right=percent(differ["accuracy"]),
            sure=percent(differ["confidence"]),
        )
    else:
        agrees = t(
            "The plain rival, which only counts words and pairs of words, gives {rival} positive.",
            rival=percent(rival),
        )
        first = " ".join([*_as_sure(test, p), agrees])
    median = metrics.get("by_length", {}).get("median")
    measured = (
        t(
            "Measured on {reviews:,} whole reviews of films from IMDb, half of them of more than "
            "{median:,} words, none of which it was trained on.",
            reviews=test["reviews"],
            median=median,
        )
        if median
        else t(
            "Measured on {reviews:,} whole reviews of films from IMDb, none of which it was "
            "trained on.",
            reviews=test["reviews"],
        )
    )
    misled = t(
        "Sarcasm, praise of something else and a retold plot mislead it at any length, and it "
        "cannot tell when."
    )
    return [first, f"{measured} {misled}"]


def _as_sure(test: Metrics, p: float) -> list[str]:
    confidence = max(p, 1 - p)
    for row in test.get("bins", []):
        if row["low"] < confidence <= row["high"]:
            found = [
                t(
                    "Of the {count:,} test reviews of which it was {low:.0f} to {high:.0f} % sure, "
                    "{right} were judged rightly.",
                    count=row["count"],
                    low=max(50, 100 * row["low"]),
                    high=100 * row["high"],
                    right=percent(row["accuracy"]),
                )
            ]
            if confidence < row["confidence"] - LESS_SURE:
                found.append(
                    t(
                        "Of most of them it was surer than of this one, {sure} in the mean.",
                        sure=percent(row["confidence"]),
                    )
                )
            return found
    return []
