"""What was measured by length, and on texts that are not whole reviews, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from rnn_demo.reading.likeness import FEWEST
from rnn_demo.ui.language import t
from rnn_demo.widgets.read_review.trust import Metrics, percent


def beyond_sentences(metrics: Metrics) -> list[str]:
    """What was measured by length and on texts that are not whole reviews, one sentence each."""
    found = []
    if lengths := metrics.get("by_length"):
        shares = "; ".join(
            t(
                "{words} words: {right} of {reviews:,}",
                words=_range(row),
                right=percent(row["accuracy"]),
                reviews=row["reviews"],
            )
            for row in lengths["ranges"]
        )
        found.append(
            t("Of the test reviews by their length, rightly judged: {shares}.", shares=shares)
        )
    if alone := metrics.get("whole_network_alone"):
        found.append(_what_the_second_is_worth(metrics, alone))
    if sentences := metrics.get("sentences"):
        turning = sentences["turning"]
        found.append(
            t(
                "On {count:,} single sentences from other reviews, by critics (Stanford Sentiment "
                "Treebank, development part): {right} right, {sure} sure in the mean; on those "
                "{turning:,} with a negation or a contrast {right_turning}; the plain rival on all "
                "of them {rival}.",
                count=sentences["sentences"],
                right=percent(sentences["accuracy"]),
                sure=percent(sentences["confidence"]),
                turning=turning["sentences"],
                right_turning=percent(turning["accuracy"]),
                rival=percent(sentences["rival_accuracy"]),
            )
        )
    if phrases := metrics.get("phrases"):
        found.append(
            t(
                "On {count:,} phrases of {fewest} to {most} words from the same reviews, none of "
                "which is a phrase of the sentences that it learned from: {right} right, {sure} "
                "sure in the mean; {unjudged:,} more get no judgement, as they would here. The "
                "plain rival, which learned from reviews alone: {rival}.",
                count=phrases["phrases"],
                fewest=phrases["words"][0],
                most=phrases["words"][-1],
                right=percent(phrases["accuracy"]),
                sure=percent(phrases["confidence"]),
                unjudged=phrases["not_judged"],
                rival=percent(phrases["rival_accuracy"]),
            )
        )
    if contrast := metrics.get("contrast"):
        by_turn = ", ".join(
            t("{turn} {right:.0f} %", turn=t(name), right=100 * share)
            for name, share in contrast["by_turn"].items()
        )
        found.append(
            t(
                "On {count} sentences of our own that turn on a *not*, a *but*, an *if* or on "
                "irony, written before any network had read them: {right:.1f} % ({by_turn}).",
                count=contrast["sentences"],
                right=100 * contrast["accuracy"],
                by_turn=by_turn,
            )
        )
    if doubted := metrics.get("doubted"):
        count = sum(doubted.values())
        kinds = ", ".join(f"{t(kind)} {n:,}" for kind, n in doubted.items())
        found.append(
            t(
                "Of the {reviews:,} test reviews {count:,} ({share}) get a doubt: {kinds}.",
                reviews=metrics["test"]["reviews"],
                count=count,
                share=percent(count / metrics["test"]["reviews"]),
                kinds=kinds,
            )
        )
    return found


def _what_the_second_is_worth(metrics: Metrics, alone: Metrics) -> str:
    """Where the network for short texts is better than the one for whole reviews, and where not."""
    said = t(
        "Texts of fewer than {fewest} words are read by a second network. On single sentences "
        "{right} of its judgements are right, of the network for whole reviews {other}; on those "
        "of our own that turn {turned} and {other_turned}.",
        fewest=FEWEST,
        right=percent(metrics["sentences"]["accuracy"]),
        other=percent(alone["sentences_accuracy"]),
        turned=percent(metrics["contrast"]["accuracy"]),
        other_turned=percent(alone["contrast_accuracy"]),
    )
    ranges = metrics["by_length"]["ranges"]
    short = next((row for row in ranges if row.get("to") == FEWEST - 1), None)
    if not short or alone.get("short_reviews_accuracy") is None:
        return said
    worse = t(
        "On the {reviews:,} test reviews that are so short it is right on {right} and {sure} sure "
        "in the mean, the network for whole reviews right on {other}.",
        reviews=short["reviews"],
        right=percent(short["accuracy"]),
        sure=percent(short["confidence"]),
        other=percent(alone["short_reviews_accuracy"]),
    )
    return f"{said} {worse}"


def _range(row: Mapping[str, int]) -> str:
    if "to" not in row:
        return t("from {least:,}", least=row["from"])
    if not row["from"]:
        return t("under {bound}", bound=row["to"] + 1)
    return t("{least:,} to {most:,}", least=row["from"], most=row["to"])
