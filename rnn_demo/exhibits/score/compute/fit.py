"""Whether a text is of a kind that a model knows at all, before models are compared on it.

Bayes' rule names a likeliest model for any text, even random letters, because it assumes that one
of the models wrote it. That can be compared with measurements: passages of the model's own kind of
text, of the same length, that it had not seen in training.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEWEST = 32  # predicted characters; the shortest passages that were measured
MOST_LOST = 0.05  # of the text's characters: with more left out, it is another text


@dataclass(frozen=True)
class Fit:
    """How a text compares with the kind of text that the likeliest model knows.

    Attributes:
        bits: what the text costs that model, per character.
        characters: how many characters were predicted.
        left_out: characters of the text that some compared model cannot spell.
        given: characters of the text.
        most: the bits per character that 99 % of the model's own passages do not exceed; None if
            that was not measured or the text is shorter than all of them.
        length: the length of those passages: the longest that is not longer than the text.
        passages: how many passages were measured.
    """

    bits: float
    characters: int
    left_out: int
    given: int
    most: float | None
    length: int
    passages: int

    @property
    def few(self) -> bool:
        """Whether the text is too short to tell."""
        return self.characters < FEWEST

    @property
    def lost(self) -> bool:
        """Whether the text that was compared is not really the one that was given."""
        return self.left_out > MOST_LOST * self.given

    @property
    def unusual(self) -> bool:
        """Whether it is more surprising than 99 % of the model's own kind of text."""
        return self.most is not None and self.bits > self.most

    @property
    def doubtful(self) -> bool:
        """Whether it may be that none of the models wrote it."""
        return self.few or self.lost or self.unusual


def fit_of(
    bits: float, characters: int, kept: int, given: int, metrics: Mapping[str, Any] | None
) -> Fit:
    """Compare a text with the passages of `rnn_demo.tasks.generator.usual_surprise`.

    Args:
        bits: the bits per character under the likeliest model.
        characters: how many were predicted.
        kept: characters of the text that all compared models can spell.
        given: characters of the text.
        metrics: the contents of that model's metrics.json, None before `evaluate` was run.
    """
    usual = (metrics or {}).get("usual", {})
    rows = [row for row in usual.get("bits_per_character", []) if row["characters"] <= characters]
    longest = max(rows, key=lambda row: row["characters"], default=None)
    return Fit(
        bits,
        characters,
        max(0, given - kept),
        given,
        float(longest["most"]) if longest else None,
        int(longest["characters"]) if longest else 0,
        int(usual.get("passages", 0)),
    )
