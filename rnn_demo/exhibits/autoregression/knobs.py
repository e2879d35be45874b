"""The page's knobs: the poles, and what series they are held against."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.autoregression.poles import Poles, parse_poles, write_poles
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.values import check

SERIES_NAMES = {
    "own": "drawn from this model",
    "sunspots": "sunspots, 1700 to 2008",
    "logistic": "the logistic map",
}
LENGTHS = (100, 200, 400, 1_000, 2_000, 4_000, 10_000)
LONGEST_HORIZON = 100


@dataclass(frozen=True)
class AutoregressionKnobs:
    """All that the pictures depend on, in the order of the page's widgets."""

    poles: Poles = typed(
        ((0.95, 36.0),),
        "Poles",
        parse_poles,
        write_poles,
        widget="line",
        form="1 to 4 poles, as in 0.95@36 (with its conjugate) or 0.9 -0.7",
        told="poles",
        caption="radius@degrees, which brings its conjugate, or a real number",
    )
    series: str = choice("own", "Series", SERIES_NAMES, told="series")
    length: int = choice(
        200,
        "Values",
        {count: f"{count:,}" for count in LENGTHS},
        told="values",
        shown=lambda now: now.series != "sunspots",
    )
    sigma: float = number(
        1.0,
        "Noise σ",
        0.1,
        10,
        step=0.1,
        told="σ",
        shown=lambda now: now.series == "own",
    )
    horizon: int = whole(40, "Steps foretold", 5, LONGEST_HORIZON, told="steps foretold")
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", told="seed")  # of all noise

    def __post_init__(self) -> None:
        check(self)
