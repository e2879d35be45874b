"""Whether a text is of the kind that a model knows at all, before models are compared on it.

Bayes' rule names a likeliest model for any text, random letters included, because it takes for
granted that one of the models wrote it. That can be held against what was measured: passages of
the model's own kind of text, as long, that it had not seen in training.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FEWEST = 32  # predicted characters; the shortest passages that were measured
MOST_LOST = 0.05  # of the text's characters: with more left out, it is another text


@dataclass(frozen=True)
class Fit:
    """How a text stands to the kind of text that the likeliest model knows.

    Attributes:
        bits: what it costs that model, per character.
        characters: how many were predicted.
        left_out: characters of the text that some compared model cannot spell.
        given: characters of the text.
        most: what 99 % of the model's own passages keep to, in bits per character; None when
            that was not measured or the text is shorter than all of them.
        length: of those passages, the longest not longer than the text.
        passages: how many were measured.
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
        """Too short to tell."""
        return self.characters < FEWEST

    @property
    def lost(self) -> bool:
        """What was compared is not the text that was given."""
        return self.left_out > MOST_LOST * self.given

    @property
    def unusual(self) -> bool:
        """More surprising than 99 % of the model's own kind of text."""
        return self.most is not None and self.bits > self.most

    @property
    def doubtful(self) -> bool:
        """Whether none of the models may have written it."""
        return self.few or self.lost or self.unusual


def fit_of(
    bits: float, characters: int, kept: int, given: int, metrics: Mapping[str, Any] | None
) -> Fit:
    """Hold a text against the passages of `rnn_demo.tasks.generator.usual_surprise`.

    Args:
        bits: per character, under the likeliest model.
        characters: how many were predicted.
        kept: characters of the text that all compared models can spell.
        given: characters of the text.
        metrics: metrics.json of that model, None before `evaluate` was run.
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
