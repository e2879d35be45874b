"""Whether a text is like the reviews on which the network's certainty was measured.

The probabilities are calibrated on whole reviews, those of short texts on critics' sentences. The
bounds (all chosen on the validation reviews)
exclude texts unlike almost all of them; sarcasm or the retelling of a plot cannot be detected, and
is not tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 40  # words: 0.6 % of the validation reviews have fewer
MOST = 1_100  # words: 0.1 % have more
MOST_NEGATED = 0.06  # of the words: 0.8 % of the longer validation reviews have a larger share

NEGATIONS = frozenset({
    "not", "no", "never", "nobody", "nothing", "none", "nowhere", "neither", "nor", "cannot",
    "hardly", "barely", "scarcely", "rarely", "seldom", "without",
    "ain't", "aren't", "can't", "couldn't", "didn't", "doesn't", "don't", "hadn't", "hasn't",
    "haven't", "isn't", "mustn't", "needn't", "shouldn't", "wasn't", "weren't", "won't",
    "wouldn't",
    "arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hasnt", "havent", "isnt", "shouldnt",
    "wasnt", "werent", "wont", "wouldnt",
})  # fmt: skip
# Words after which a sentence may go the other way.
CONTRASTS = frozenset({
    "but", "although", "though", "yet", "however", "despite", "instead", "while", "unless", "if",
    "could", "should", "would", "wish", "expected", "hoped", "hoping",
})  # fmt: skip


@dataclass(frozen=True)
class Unlikeness:
    """How a text differs from the reviews that were measured.

    Attributes:
        kind: `short`; `short and turning`, when it holds words that may turn it; `many
            negations`; or `very long`.
        words: how many it has.
        turning: its negations and contrasts, each once, in lower case, in order.
    """

    kind: str
    words: int
    turning: tuple[str, ...] = ()


def unlikeness(words: Sequence[str]) -> Unlikeness | None:
    """How a text of these words is unlike the measured reviews, or None."""
    plain = [word.lower().replace("’", "'") for word in words]
    turning = tuple(dict.fromkeys(w for w in plain if w in NEGATIONS or w in CONTRASTS))
    if len(plain) < FEWEST:
        return Unlikeness("short and turning" if turning else "short", len(plain), turning)
    if len(plain) > MOST:
        return Unlikeness("very long", len(plain), turning)
    negations = [word for word in plain if word in NEGATIONS]
    if len(negations) > MOST_NEGATED * len(plain):
        return Unlikeness("many negations", len(plain), tuple(dict.fromkeys(negations)))
    return None
