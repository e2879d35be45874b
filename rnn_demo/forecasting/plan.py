"""What is to be forecast how: the parts of a series, and the sizes of the models."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnn_demo.words import Sentence, sentence

SHORTEST, LONGEST = 32, 2_000  # values
FITTED, CALIBRATED = 0.6, 0.75  # shares of a series; what is left is the test
FEWEST_ERRORS = 4  # of which a width can be taken
MOST_ORDER = 24  # of an autoregression, but for a season that is longer


class SeriesError(ValueError):
    """A series that cannot be forecast; the message says why and what would do."""


@dataclass(frozen=True)
class Parts:
    """A series in three parts, in the order of time.

    Attributes:
        fitted: values of the first part, from which weights are found.
        calibrated: where the second part ends, which stops trainings and gives intervals their
            width; the test is the rest.
        length: of the series.
    """

    fitted: int
    calibrated: int
    length: int

    @property
    def tested(self) -> int:
        """Values of the test."""
        return self.length - self.calibrated


@dataclass(frozen=True)
class ForecastPlan:
    """How a series is forecast.

    Attributes:
        window: values that the MLP sees.
        hidden: hidden units of the networks.
        horizon: how many values ahead.
        season: its length in values; 0 for none.
        changes: whether the models forecast changes from one value to the next, and not values.
        seed: of the weights before training.
    """

    window: int = 12
    hidden: int = 8
    horizon: int = 12
    season: int = 0
    changes: bool = False
    seed: int = 0


def parts_of(length: int) -> Parts:
    """The parts of a series.

    Raises:
        SeriesError: it is too short.
    """
    if length < SHORTEST:
        raise SeriesError(
            sentence(
                "The length of the series is {count}; to fit models to one part and test them on "
                "another takes {least} values at least: give more rows.",
                count=length,
                least=SHORTEST,
            )
        )
    return Parts(round(FITTED * length), round(CALIBRATED * length), length)


def orders_tried(plan: ForecastPlan, parts: Parts) -> tuple[int, tuple[int, ...]]:
    """Orders of an autoregression: up to the first number all, and those of a longer season."""
    largest = max(1, parts.fitted // 4)
    of_season = (plan.season, plan.season + 1)
    return min(MOST_ORDER, largest), tuple(p for p in of_season if MOST_ORDER < p <= largest)


def bounded(plan: ForecastPlan, parts: Parts) -> tuple[ForecastPlan, list[Sentence]]:
    """A plan that fits the length of a series, and a sentence for each thing that was cut down."""
    most = {
        "window": parts.fitted // 3,
        "horizon": parts.calibrated - parts.fitted - FEWEST_ERRORS + 1,
        "season": parts.fitted // 2,
    }
    told: list[Sentence] = []
    if plan.window > most["window"]:
        told.append(
            sentence(
                "A window of {asked} values is too wide for the {fitted} values that the models "
                "are fitted to: {most} are used.",
                asked=plan.window,
                fitted=parts.fitted,
                most=most["window"],
            )
        )
    if plan.horizon > most["horizon"]:
        told.append(
            sentence(
                "{asked} values ahead are too many for a series of {length}: {most} are forecast.",
                asked=plan.horizon,
                length=parts.length,
                most=most["horizon"],
            )
        )
    if plan.season > most["season"]:
        told.append(
            sentence(
                "A season of {asked} values is not in the {fitted} values of the first part "
                "twice, so it is left out.",
                asked=plan.season,
                fitted=parts.fitted,
            )
        )
    return replace(
        plan,
        window=min(plan.window, most["window"]),
        horizon=min(plan.horizon, most["horizon"]),
        season=plan.season if plan.season <= most["season"] else 0,
    ), told
