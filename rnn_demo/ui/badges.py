"""The badge beside a picture: how far its numbers are from the same numbers found another way."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.ui.language import t


def worse(one: Check, other: Check) -> Check:
    """Whichever of two checks is nearer to its bound, or further beyond it.

    One that had nothing to compare is worse than one that holds, and better than one that does not.
    """

    def harm(check: Check) -> tuple[int, float]:
        compared = not np.isnan(check.residual)
        return (0 if check.holds else 2, check.residual / check.bound) if compared else (1, 0.0)

    return max(one, other, key=harm)


LEGEND = (
    "✓ and a number: the numbers shown were found a second way, and this is the largest relative "
    "difference between the two; ✗ where it is too large, – where there is nothing to compare. "
    "Open one to read what it was compared with."
)


def badge(check: Check) -> dict[str, Any]:
    """The badge of a picture: the residual, and the sentence that opens from it."""
    if np.isnan(check.residual):
        return {
            "text": "–",
            "holds": True,
            "title": t("The numbers are beyond float64, so there is nothing to compare."),
        }
    text = f"{'✓' if check.holds else '✗'} {f'{check.residual:.0e}' if check.residual else 0}"
    title = t(
        "Largest relative difference to {against}; up to {bound:.0e} counts as the same.",
        against=check.against,
        bound=check.bound,
    )
    if not check.holds:
        title += " " + t("That is too much: take the picture with care.")
    return {"text": text, "holds": check.holds, "title": title}


def badge_words(check: Check) -> str:
    """The badge and its meaning as a sentence, for a caption."""
    if np.isnan(check.residual):
        return t("–: the numbers are beyond float64, so there is nothing to compare.")
    return t(
        "{text}: the largest relative difference, against {against}; up to "
        "{bound:.0e} counts as the same.",
        text=badge(check)["text"],
        against=check.against,
        bound=check.bound,
    )
