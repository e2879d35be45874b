"""The distribution of the next character, as the model gives it and as the knobs leave it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.sampling import Knobs, log_softmax, narrow


@dataclass(frozen=True)
class NextCharacters:
    """The likeliest next characters.

    Attributes:
        characters: most likely first.
        before: their probabilities at temperature 1 with every character allowed.
        after: the probabilities that the next character is drawn with.
        others_before: probability of all characters that are not listed.
        others_after: the same after the knobs.
        allowed: how many characters of the vocabulary can still be chosen.
    """

    characters: tuple[str, ...]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    others_before: float
    others_after: float
    allowed: int


def next_characters(
    logits: NDArray[np.floating], characters: str, knobs: Knobs, count: int = 12
) -> NextCharacters:
    """Compare the distribution before and after the knobs.

    Args:
        logits: of the next character, (vocab,).
        characters: the vocabulary by id.
        knobs: how the distribution is narrowed.
        count: how many characters to list.
    """
    before, after = np.exp(log_softmax(logits)), np.exp(narrow(logits, knobs))
    # The knobs never change the order, so the likeliest before are the likeliest after. Logits
    # that differ by less than a probability can show are told apart by the knobs alone.
    best = np.lexsort((-logits, -after, -before))[:count]
    return NextCharacters(
        tuple(characters[i] for i in best),
        before[best],
        after[best],
        max(0.0, 1.0 - float(before[best].sum())),
        max(0.0, 1.0 - float(after[best].sum())),
        int(np.count_nonzero(after)),
    )


def visible(character: str) -> str:
    """A character as a label: the blank ones by name."""
    names = {" ": "space", "\n": "↵", "\t": "tab", "\r": "CR", "\u00a0": "nbsp"}
    if character in names:
        return names[character]
    return character if character.isprintable() else f"U+{ord(character):04X}"
