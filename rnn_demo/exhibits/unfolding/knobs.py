"""The unfolded net's knobs: each declared in one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, whole
from rnn_demo.knobs.values import check

Phi = Literal["tanh", "linear"]
LOSS_NAMES = {"last": "at the last step", "every": "at every step"}
HEARD_NAMES = {"first": "1, then silence", "every": "noise at every step"}


@dataclass(frozen=True)
class UnfoldingKnobs:
    """All that the exhibit depends on, in the order of the page's widgets."""

    n: int = whole(2, "Hidden units n", 1, 3, told="n")
    steps: int = whole(5, "Steps T", 1, 8, told="T")
    gain: float = number(1.0, "Gain g of W", 0, 3, step=0.05, told="g")  # W = g Q, Q orthogonal
    # The most steps that each loss is followed back; if K ≥ T, to the start.
    back: int = whole(8, "Steps that a loss goes back, K", 1, 8, told="K")
    loss: str = choice("last", "Loss", LOSS_NAMES, told="loss")
    activation: Phi = choice("tanh", "φ", ("tanh", "linear"), group="more")
    heard: str = choice("first", "x", HEARD_NAMES, group="more")
    seed: int = whole(  # of weights and inputs
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="more"
    )
    # The tied weight of the counterexample, which no preset mentions.
    w: float = number(0.7, "w₁ = w₂ = w", -2, 2, step=0.05, told="", group="tied weight")

    def __post_init__(self) -> None:
        check(self)
