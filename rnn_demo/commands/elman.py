"""`elman`: Jordan and Elman networks trained on the tasks of their page, many seeds each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from rnn_demo.commands.progress import progress_bar
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import ready_to_write
from rnn_demo.tasks.elman.delay import learning_delay
from rnn_demo.tasks.elman.networks import Feedback
from rnn_demo.tasks.elman.record import DelayRecord, XorRecord, delay_row, write_record, xor_row
from rnn_demo.tasks.elman.temporal_xor import train_xor
from rnn_demo.words import percent, sentence

OWN = Path("runs") / "elman"  # what is shipped is written over only by name
LAG, UNITS = 2, 6
# What is trained on the delayed bit: name, what is fed back, through time, updates.
DELAYS: tuple[tuple[str, Feedback, bool, int], ...] = (
    ("jordan-taught", "taught", True, 400),
    ("jordan-own", "own", True, 400),
    ("jordan-own-longer", "own", True, 4_000),
    ("elman-one-step", "hidden", False, 400),
    ("elman", "hidden", True, 400),
)
# What is trained on XOR in time: units, through time, updates.
XORS: tuple[tuple[int, bool, int], ...] = ((2, False, 2_000), (2, True, 2_000), (8, True, 2_000))
MOST_SEEDS, MOST_UPDATES = 100, 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "what",
        choices=("delay", "xor", "letters"),
        help="a delayed bit, XOR in time, or words in a stream of letters",
    )
    parser.add_argument("--seeds", type=int, default=20, help="networks a kind (default 20)")
    parser.add_argument("--updates", type=int, help="of each training, instead of the usual ones")
    parser.add_argument(
        "--keep", action="store_true", help="letters: measure networks that are there already"
    )
    parser.add_argument("--out", type=Path, default=OWN, help=f"folder to write (default {OWN})")


def run(arguments: argparse.Namespace) -> int:
    """Train, write the file of results into the folder, and print a line a network."""
    bounds = (("seeds", arguments.seeds, MOST_SEEDS), ("updates", arguments.updates, MOST_UPDATES))
    for name, value, most in bounds:
        if value is not None and not 1 <= value <= most:
            raise ValueError(
                sentence(
                    "--{name} is {value:,}; give a number from 1 to {most:,}.",
                    name=name,
                    value=value,
                    most=most,
                )
            )
    out: Path = arguments.out
    with ready_to_write(out):
        if arguments.what == "letters":
            from rnn_demo.commands.elman_letters import letters

            letters(out, keep=arguments.keep)
        else:
            {"delay": _delay, "xor": _xor}[arguments.what](
                out, list(range(arguments.seeds)), arguments.updates
            )
    return 0


def _delay(out: Path, seeds: list[int], updates: int | None) -> None:
    rows = []
    for name, feedback, through_time, usual in DELAYS:
        count = updates or usual
        bar = progress_bar(total=1.0, desc=name)
        learning = learning_delay(feedback, LAG, UNITS, seeds, count, through_time)
        while True:
            try:
                bar.update(next(learning) - bar.n)
            except StopIteration as end:
                found = end.value
                break
        bar.close()
        right = tuple(float(own) for own in found.right)
        rows.append(DelayRecord(name, count, right, tuple(found.fresh.tolist())))
        print(
            f"{name:18} {count:5,} updates: right on all strings of ten bits "
            f"{percent(min(right), 2)} to {percent(max(right), 2)}, on fresh bits "
            f"{percent(found.fresh.min(), 1)} to {percent(found.fresh.max(), 1)} "
            f"({len(seeds)} seeds)"
        )
    written_or_elsewhere(
        out, lambda place: write_record(place / "delay.json", [delay_row(one) for one in rows])
    )


def _xor(out: Path, seeds: list[int], updates: int | None) -> None:
    rows = []
    for units, through_time, usual in XORS:
        count = updates or usual
        how = "through time" if through_time else "one step"
        with progress_bar(total=count, desc=f"{units} units, {how}") as bar:

            def told(update: int, bar: Any = bar) -> None:
                bar.update(update - bar.n)

            profiles, _ = train_xor(units, seeds, count, through_time, told)
        rows.append(XorRecord(units, through_time, count, profiles))
        best = rows[-1].best
        means = [sum(own.errors[at] for own in profiles) / len(profiles) for at in range(3)]
        print(
            f"{units} units, error followed {how}: squared errors "
            + ", ".join(f"{mean:.3f}" for mean in means)
            + "; best seed "
            + ", ".join(f"{e:.3f} ± {h:.3f}" for e, h in zip(best.errors, best.halves, strict=True))
        )
    written_or_elsewhere(
        out, lambda place: write_record(place / "xor.json", [xor_row(one) for one in rows])
    )
