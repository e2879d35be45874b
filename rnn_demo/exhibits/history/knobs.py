"""The page's knobs: which point is read, and which strand is shown."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.history.point import STRANDS
from rnn_demo.exhibits.history.points import POINTS
from rnn_demo.knobs.knob import choice
from rnn_demo.knobs.values import check

EVERY = "all"
STRAND_NAMES: dict[str, str] = {EVERY: "everything"} | dict(STRANDS.items())


@dataclass(frozen=True)
class HistoryKnobs:
    """All that the page depends on; the point is chosen in the picture."""

    point: str = choice("neuron", "", {name: one.title for name, one in POINTS.items()}, told="")
    strand: str = choice(EVERY, "Show", STRAND_NAMES, widget="pills", told="strand")

    def __post_init__(self) -> None:
        check(self)
