"""The verdict of a comparison in words and in a table."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rnn_demo.exhibits.score.compute.fit import FEWEST, Fit
from rnn_demo.exhibits.score.compute.scores import Score, Verdict


def verdict_words(verdict: Verdict | None, fit: Fit | None) -> str:
    """What follows from the scores, and what does not."""
    if verdict is None or fit is None:
        return "No model knows two characters of this text, so there is nothing to compare."
    names = list(verdict.probabilities)
    doubt = doubt_words(names[0], fit)
    left_out = ""
    if verdict.left_out:
        left_out = f" Left out, because they cannot spell it: {', '.join(verdict.left_out)}."
    if len(names) == 1:
        only = f"Only **{names[0]}** can spell this text, so there is nothing to compare."
        return f"{doubt or only}{f' {only}' if doubt else ''}{left_out}"
    first, second = names[:2]
    if doubt:
        return (
            f"{doubt} Of these {len(names)} models {first} is the nearest, which says little about "
            f"such a text.{left_out}"
        )
    return (
        f"If one of these {len(names)} models wrote this text, each being as likely beforehand, it "
        f"was **{first}** with a probability of {percent(verdict.probabilities[first])}. It spends "
        f"{verdict.bits_ahead:,.1f} bits less than {second} on the same {verdict.characters:,} "
        f"characters.{left_out} {_usual(first, fit)}This compares our models with each other; it "
        "does not say who wrote the text."
    )


def doubt_words(name: str, fit: Fit) -> str:
    """Why none of the models may have written a text; empty for no reason."""
    reasons = []
    if fit.few:
        plural = "" if fit.characters == 1 else "s"
        reasons.append(
            f"**Too little to tell.** The models predict {fit.characters} character{plural} of it; "
            f"from {FEWEST} on it was measured what a text of their own kind costs them."
        )
    if fit.lost:
        reasons.append(
            f"**Not the whole text.** {fit.left_out:,} of its {fit.given:,} characters cannot be "
            "spelled by all models compared, and were left out."
        )
    if fit.unusual:
        reasons.append(
            f"**None of these fits.** Even {name}, the least surprised by the "
            f"{fit.characters:,} characters on which they are compared, pays {fit.bits:.2f} bits "
            f"for each; of passages of {_length(fit)} characters of its own kind of "
            f"text, which it had not seen, 99 % cost at most {fit.most:.2f} ({fit.passages} "
            "measured)."
        )
    return " ".join(reasons)


def score_table(
    scores: Mapping[str, Score], verdict: Verdict | None, fit: Fit | None
) -> dict[str, list[str]]:
    """Columns of the table, the least surprised model first.

    Where none of the models may have written the text, none is given a share.
    """
    order = sorted(scores, key=lambda name: _or_last(scores[name].bits_per_character))
    probabilities = verdict.probabilities if verdict and fit and not fit.doubtful else {}
    return {
        "Model": order,
        "Bits per character": [_figure(scores[name].bits_per_character) for name in order],
        "Wrote it?": [
            percent(probabilities[name]) if name in probabilities else "–" for name in order
        ],
        "Characters": [_count(scores[name]) for name in order],
    }


def _usual(name: str, fit: Fit) -> str:
    """What the text is held against, where that was measured."""
    if fit.most is None:
        return f"What a text of its own kind costs {name} was not measured. "
    return (
        f"Its {fit.bits:.2f} bits per character are usual for {name}: 99 % of passages of "
        f"{_length(fit)} characters of its own kind of text cost at most {fit.most:.2f}. "
    )


def _length(fit: Fit) -> str:
    return "as many" if fit.length == fit.characters else f"{fit.length:,}"


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
