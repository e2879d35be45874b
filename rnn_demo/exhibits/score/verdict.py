"""The verdict of a comparison in words and in a table."""

from __future__ import annotations

import math
from collections.abc import Mapping

from rnn_demo import words
from rnn_demo.exhibits.score.compute.fit import FEWEST, Fit
from rnn_demo.exhibits.score.compute.scores import Score, Verdict
from rnn_demo.ui.language import t, tn


def verdict_words(verdict: Verdict | None, fit: Fit | None) -> str:
    """What follows from the scores, and what does not."""
    if verdict is None or fit is None:
        return t("No model knows two characters of this text, so there is nothing to compare.")
    names = list(verdict.probabilities)
    first = names[0]
    said = doubt_words(first, fit)
    doubtful = bool(said)
    if len(names) == 1:
        said.append(
            t("Only **{name}** can spell this text, so there is nothing to compare.", name=first)
        )
    elif doubtful:
        said.append(
            t(
                "Of these {count} models {first} is the nearest, which says little about such a "
                "text.",
                count=len(names),
                first=first,
            )
        )
    else:
        said.append(
            t(
                "If one of these {count} models wrote this text, each being as likely beforehand, "
                "it was **{first}** with a probability of {percent}. It spends {bits:,.1f} bits "
                "less than {second} on the same {characters:,} characters.",
                count=len(names),
                first=first,
                percent=percent(verdict.probabilities[first]),
                bits=verdict.bits_ahead,
                second=names[1],
                characters=verdict.characters,
            )
        )
    if verdict.left_out:
        said.append(
            t(
                "Left out, because they cannot spell it: {names}.",
                names=", ".join(verdict.left_out),
            )
        )
    if len(names) > 1 and not doubtful:
        said.append(_usual(first, fit))
        said.append(
            t("This compares our models with each other; it does not say who wrote the text.")
        )
    return " ".join(said)


def doubt_words(name: str, fit: Fit) -> list[str]:
    """The reasons why perhaps none of the models wrote a text; empty if there are none."""
    reasons = []
    if fit.few:
        reasons.append(
            tn(
                "**Too little to tell.** The models predict {n} character of it; from {fewest} on "
                "it was measured what a text of their own kind costs them.",
                "**Too little to tell.** The models predict {n} characters of it; from {fewest} on "
                "it was measured what a text of their own kind costs them.",
                n=fit.characters,
                fewest=FEWEST,
            )
        )
    if fit.lost:
        reasons.append(
            t(
                "**Not the whole text.** {left_out:,} of its {given:,} characters cannot be "
                "spelled by all models compared, and were left out.",
                left_out=fit.left_out,
                given=fit.given,
            )
        )
    if fit.unusual:
        reasons.append(
            t(
                "**None of these fits.** Even {name}, the least surprised by the {characters:,} "
                "characters on which they are compared, pays {bits:.2f} bits for each; of passages "
                "of {length} characters of its own kind of text, which it had not seen, 99 % cost "
                "at most {most:.2f} ({passages} measured).",
                name=name,
                characters=fit.characters,
                bits=fit.bits,
                length=_length(fit),
                most=fit.most,
                passages=fit.passages,
            )
        )
    return reasons


def score_table(
    scores: Mapping[str, Score], verdict: Verdict | None, fit: Fit | None
) -> dict[str, list[str]]:
    """Columns of the table, the least surprised model first.

    If perhaps none of the models wrote the text, none is given a share.
    """
    order = sorted(scores, key=lambda name: _or_last(scores[name].bits_per_character))
    probabilities = verdict.probabilities if verdict and fit and not fit.doubtful else {}
    return {
        t("Model"): order,
        t("Bits per character"): [_figure(scores[name].bits_per_character) for name in order],
        t("Wrote it?"): [
            percent(probabilities[name]) if name in probabilities else "–" for name in order
        ],
        t("Characters"): [_count(scores[name]) for name in order],
    }


def _usual(name: str, fit: Fit) -> str:
    """What the text is compared with, if that was measured."""
    if fit.most is None:
        return t("What a text of its own kind costs {name} was not measured.", name=name)
    return t(
        "Its {bits:.2f} bits per character are usual for {name}: 99 % of passages of "
        "{length} characters of its own kind of text cost at most {most:.2f}.",
        bits=fit.bits,
        name=name,
        length=_length(fit),
        most=fit.most,
    )


def _length(fit: Fit) -> str:
    return t("as many") if fit.length == fit.characters else f"{fit.length:,}"


def percent(probability: float) -> str:
    """A probability that never pretends to be certain."""
    if probability > 0.9999:
        return t("over 99.99\u00a0%")
    if probability < 0.0001:
        return t("under 0.01\u00a0%")
    return words.percent(probability, 2).replace(" ", "\u00a0")


def _count(score: Score) -> str:
    unknown = score.known.unknown_count
    if not unknown:
        return f"{score.characters:,}"
    return t("{count:,}, {unknown:,} unknown", count=score.characters, unknown=unknown)


def _or_last(bits: float) -> float:
    return math.inf if math.isnan(bits) else bits


def _figure(bits: float) -> str:
    return "–" if math.isnan(bits) else f"{bits:.3f}"
