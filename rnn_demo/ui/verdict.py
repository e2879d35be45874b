"""The verdict of a comparison in words and in a table."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rnn_demo.exhibits.score import Score, Verdict


def verdict_words(verdict: Verdict | None) -> str:
    """What follows from the scores, and what does not."""
    if verdict is None:
        return "No model knows two characters of this text, so there is nothing to compare."
    names = list(verdict.probabilities)
    left_out = ""
    if verdict.left_out:
        left_out = f" Left out, because they cannot spell it: {', '.join(verdict.left_out)}."
    if len(names) == 1:
        return f"Only **{names[0]}** can spell this text, so there is nothing to compare.{left_out}"
    first, second = names[:2]
    return (
        f"If one of these {len(names)} models wrote this text, each being as likely beforehand, it "
        f"was **{first}** with a probability of {percent(verdict.probabilities[first])}. It spends "
        f"{verdict.bits_ahead:,.1f} bits less than {second} on the same {verdict.characters:,} "
        f"characters.{left_out} This compares our models with each other; it does not say who "
        "wrote the text."
    )


def score_table(scores: Mapping[str, Score], verdict: Verdict | None) -> dict[str, list[str]]:
    """Columns of the table, the least surprised model first."""
    order = sorted(scores, key=lambda name: _or_last(scores[name].bits_per_character))
    probabilities = verdict.probabilities if verdict else {}
    return {
        "Model": order,
        "Bits per character": [_figure(scores[name].bits_per_character) for name in order],
        "Wrote it?": [
            percent(probabilities[name]) if name in probabilities else "–" for name in order
        ],
        "Characters": [_count(scores[name]) for name in order],
    }


def percent(probability: float) -> str:
    """A probability that never pretends to be certain."""
    if probability > 0.9999:
        return "over 99.99\u00a0%"
    if probability < 0.0001:
        return "under 0.01\u00a0%"
    return f"{probability:.2%}".replace("%", "\u00a0%")


def _count(score: Score) -> str:
    unknown = score.known.unknown_count
    return f"{score.characters:,}" + (f", {unknown:,} unknown" if unknown else "")


def _or_last(bits: float) -> float:
    return math.inf if math.isnan(bits) else bits


def _figure(bits: float) -> str:
    return "–" if math.isnan(bits) else f"{bits:.3f}"
