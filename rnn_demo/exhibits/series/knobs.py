"""The page's knobs: which series, which models, and from where they forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rnn_demo.forecasting.examples import MEASURED
from rnn_demo.forecasting.plan import ForecastPlan
from rnn_demo.knobs.knob import LARGEST_SEED, choice, switch, whole
from rnn_demo.knobs.values import check

SeriesName = Literal[
    "sunspots", "passengers", "logistic", "mackey-glass", "copy", "ar2", "walk", "own"
]
OWN: SeriesName = "own"
SERIES_NAMES: dict[SeriesName, str] = {
    "sunspots": "sunspots, yearly",
    "passengers": "airline passengers, monthly",
    "logistic": "logistic map",
    "mackey-glass": "Mackey–Glass equation",
    "copy": "copied bits",
    "ar2": "AR(2)",
    "walk": "random walk",
    "own": "your own, from above",
}
BEST = "best"
DRAWN_NAMES = {
    BEST: "the best one",
    "yesterday": "as yesterday",
    "season": "as last season",
    "mean": "the mean",
    "ar": "AR",
    "mlp": "MLP",
    "elman": "Elman net",
    "gru": "GRU",
}
NO_SEASON, LONGEST_SEASON = 1, 400


@dataclass(frozen=True)
class SeriesKnobs:
    """All that the page depends on but a visitor's own values, in the order of its widgets."""

    series: SeriesName = choice("sunspots", "Series", SERIES_NAMES, told="series")
    lag: int = whole(
        4, "Lag ℓ of the copy", 1, 12, told="lag ℓ", shown=lambda now: now.series == "copy"
    )
    length: int = whole(
        400,
        "Values",
        100,
        1_000,
        step=50,
        told="values",
        shown=lambda now: now.series not in (*MEASURED, OWN),
    )
    window: int = whole(
        12, "Window w of the MLP", 1, 24, told="window w", help="How many values it sees."
    )
    horizon: int = whole(12, "Values ahead, h", 1, 24, told="h")
    changes: bool = switch(
        False,
        "Forecast changes",
        told="changes",
        help=(
            "AR and networks forecast the change from one value to the next, not the value itself: "
            "for series that drift away from where they were."
        ),
    )
    drawn: str = choice(BEST, "Drawn with its interval", DRAWN_NAMES, told="")
    origin: int = whole(
        100,
        "Forecast from, % of the test",
        0,
        100,
        told="",
        help="At 100 it starts from the last value.",
    )
    units: int = whole(8, "Hidden units", 2, 16, told="hidden units", group="more")
    season: int = whole(
        0,
        "Season, in values",
        0,
        LONGEST_SEASON,
        widget="box",
        told="season",
        group="more",
        help="0 for the one that is known or guessed, 1 for none.",
    )
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="more")

    def __post_init__(self) -> None:
        check(self)

    def plan(self, season: int) -> ForecastPlan:
        """How the series is forecast.

        Args:
            season: as known or guessed, for a knob that leaves it to that.
        """
        own = self.season or season
        return ForecastPlan(
            self.window,
            self.units,
            self.horizon,
            0 if own == NO_SEASON else own,
            self.changes,
            self.seed,
        )
