"""The exhibit's knobs: each declared in one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnn_demo.knobs.knob import LARGEST_SEED, choice, string, whole
from rnn_demo.knobs.values import check

MOST_LAG = 6
MOST_UNITS = 8
MOST_UPDATES = 500
MOST_BITS = 24
MOST_CHARACTERS = 400
BITS = "101100101110100011010110"
TEXT = "Many years ago a boy and girl lived by the sea. They played happily."


@dataclass(frozen=True)
class ElmanKnobs:
    """All that the exhibit depends on, in the order of the page's widgets."""

    lag: int = whole(2, "ℓ: say what was heard ℓ steps ago", 0, MOST_LAG, told="ℓ")
    feedback: Literal["taught", "own"] = choice(
        "taught",
        "Jordan gets back",
        {"taught": "the right answer", "own": "its own output"},
        told="what Jordan gets back",
    )
    follow: Literal["all", "one"] = choice(
        "all",
        "The error goes back",
        {"all": "through all steps", "one": "through one step, as in 1990"},
        told="how far the error goes back",
    )
    units: int = whole(6, "Hidden units", 1, MOST_UNITS, told="units")
    updates: int = whole(
        400, "Updates", 20, MOST_UPDATES, reaches=MOST_UPDATES, step=20, told="updates"
    )
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", told="seed")
    bits: str = string(BITS, "Bits to hear", MOST_BITS, told="bits")
    text: str = string(
        TEXT,
        "A text, of which the letters a to z are kept",
        MOST_CHARACTERS,
        told="",
        group="letters",
        widget="area",
        height=120,
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def heard(self) -> list[int]:
        """The bits among the characters of `bits`."""
        return [int(sign) for sign in self.bits if sign in "01"]

    @property
    def not_heard(self) -> str:
        """The other characters of `bits`, each once."""
        return "".join(dict.fromkeys(sign for sign in self.bits if sign not in "01 "))

    @property
    def through_time(self) -> bool:
        """Whether the error goes back through what is fed back."""
        return self.follow == "all"
