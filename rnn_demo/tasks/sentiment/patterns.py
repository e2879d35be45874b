"""Short opinions filled into patterns: in each, a single word can say the opposite of the whole."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("patterns.json")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Pattern:
    """A sentence with places to fill.

    Attributes:
        text: the sentence, a slot as `{name}`.
        target: how likely its speaker is to like the film, 0 to 1.
    """

    text: str
    target: float


@dataclass(frozen=True)
class Patterns:
    """Sentences with places to fill, and what may stand there.

    Attributes:
        patterns: the sentences.
        slots: the words of each slot, by its name.
    """

    patterns: tuple[Pattern, ...]
    slots: Mapping[str, Sequence[str]]


def read_patterns() -> Patterns:
    """Our patterns, written by somebody who had not seen the contrast sentences."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    patterns = tuple(Pattern(own["text"], float(own["target"])) for own in raw["patterns"])
    return Patterns(patterns, raw["slots"])


def filled(patterns: Patterns, fillings: int, seed: int) -> list[tuple[str, float]]:
    """Different sentences with their targets, at most `fillings` of each pattern.

    A slot that a pattern has twice gets two different words.
    """
    random = np.random.default_rng(seed)
    found: dict[str, float] = {}
    for pattern in patterns.patterns:
        names = _SLOT.findall(pattern.text)
        for _ in range(fillings if names else 1):
            orders = {name: iter(random.permutation(len(patterns.slots[name]))) for name in names}
            text = "".join(
                patterns.slots[part][next(orders[part])] if place % 2 else part
                for place, part in enumerate(_SLOT.split(pattern.text))
            )
            found.setdefault(text, pattern.target)
    return list(found.items())
