"""`forecast`: which of seven models forecasts a series best, and what it says comes next."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from rnn_demo.commands.arguments import check_number
from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.simulate import plain
from rnn_demo.commands.simulations.series import compared_numbers, words_of
from rnn_demo.commands.streams import spelled
from rnn_demo.data.text import refuse_device
from rnn_demo.exhibits.series.knobs import NO_SEASON
from rnn_demo.forecasting.comparison import ModelComparison, comparing
from rnn_demo.forecasting.frequency import FREQUENCIES
from rnn_demo.forecasting.numerals import Decimal
from rnn_demo.forecasting.own_series import TableChoices, reading_series
from rnn_demo.forecasting.plan import ForecastPlan, SeriesError
from rnn_demo.forecasting.series import TimedSeries

USUAL = ForecastPlan()
LARGE = 20_000_000  # bytes: what takes seconds to read
DECIMALS: dict[str, Decimal] = {"point": ".", "comma": ","}
BOUNDS = {
    "horizon": (1, 100),
    "window": (1, 100),
    "units": (1, 64),
    "season": (0, 1_000),
    "seed": (0, 2**53 - 1),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", help="a table, one row for each value; - reads standard input")
    parser.add_argument("--column", help="its name, or its number from 1, if it is not found")
    parser.add_argument(
        "--decimal", choices=DECIMALS, help="the decimal sign, where the numbers leave it in doubt"
    )
    parser.add_argument(
        "--frequency", choices=FREQUENCIES, help="from one row to the next (default: as dates say)"
    )
    parser.add_argument(
        "--horizon", type=int, default=USUAL.horizon, help="values ahead (default %(default)s)"
    )
    parser.add_argument(
        "--window", type=int, default=USUAL.window, help="of the MLP (default %(default)s)"
    )
    parser.add_argument(
        "--units", type=int, default=USUAL.hidden, help="of the networks (default %(default)s)"
    )
    parser.add_argument(
        "--season",
        type=int,
        help="its length in values, 0 or 1 for none (default: found by itself)",
    )
    parser.add_argument(
        "--changes", action="store_true", help="forecast changes from one value to the next"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the networks (default 0)")
    parser.add_argument("--json", action="store_true", help="all numbers as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Read, forecast and print; what was taken for granted goes to standard error.

    Raises:
        SeriesError: the table holds nothing that can be forecast.
        ValueError: an option is out of bounds.
    """
    for option, (low, high) in BOUNDS.items():
        check_number(f"--{option}", getattr(arguments, option), low, high)
    series = _read(arguments)
    plan = ForecastPlan(
        arguments.window,
        arguments.units,
        arguments.horizon,
        _season(series.season if arguments.season is None else arguments.season),
        arguments.changes,
        arguments.seed,
    )
    found: ModelComparison = _result(comparing(series, plan))
    numbers = {"column": series.name, "unit": series.unit, **compared_numbers(found)}
    notes = [str(note) for note in (*series.notes, *found.notes)]
    if arguments.json:
        print(json.dumps(plain({**numbers, "notes": notes}), allow_nan=False))
        return 0
    for note in notes:
        print(spelled(note), file=sys.stderr)
    last = len(series.values) - 1
    print(
        spelled(
            f"{series.name}: {len(series.values):,} values, {series.label(0)} to "
            f"{series.label(last)}; {found.parts.fitted:,} fitted, {found.parts.tested:,} tested"
            + (f"; season {found.plan.season}" if found.plan.season else "")
            + "\n"
        )
    )
    print(spelled(words_of(numbers)))
    return 0


def _season(length: int) -> int:
    """A season of one value is none, as on the page."""
    return 0 if length == NO_SEASON else length


def _read(arguments: argparse.Namespace) -> TimedSeries:
    with _opened(arguments.file) as file:
        try:
            size = os.fstat(file.fileno()).st_size
        except (OSError, ValueError):
            size = 0
        with progress_bar(total=100, desc="reading", disable=size < LARGE) as bar:
            choices = TableChoices(
                arguments.column, DECIMALS.get(arguments.decimal), arguments.frequency
            )
            steps = reading_series(file, size, choices)
            series: TimedSeries = _result(steps, lambda done: bar.update(round(100 * done) - bar.n))
        return series


def _opened(name: str) -> AbstractContextManager[io.BufferedIOBase]:
    if name == "-":
        if sys.stdin is None:
            raise SeriesError("Standard input is closed: give a file, or a table through a pipe.")
        # Never closed, as another thread may be waiting in it when Ctrl-C ends us.
        return nullcontext(open(sys.stdin.fileno(), "rb", closefd=False))
    path = Path(name)
    refuse_device(path)
    if path.is_dir():
        raise SeriesError(f"{name} is a folder: name a file with one row for each value.")
    return path.open("rb")


def _result(steps: Any, told: Callable[[float], object] = lambda done: None) -> Any:
    """The result of a computation that yields how much is done."""
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            return end.value
        told(done)
