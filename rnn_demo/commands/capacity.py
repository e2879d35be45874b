"""`capacity`: how many random patterns Hopfield networks of several sizes hold."""

from __future__ import annotations

import argparse
from pathlib import Path

from rnn_demo.commands.progress import progress_bar
from rnn_demo.exhibits.hopfield.capacity_results import write_capacity
from rnn_demo.exhibits.hopfield.compute.capacity import (
    LOADS,
    SIZES,
    CapacityPoint,
    bit_error,
    exact_bit_error,
    measure,
    nets_of,
)
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import ready_to_write

LARGEST = 2_000
USUAL = Path("runs") / "hopfield" / "capacity.json"  # what is shipped is replaced only by name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=list(SIZES),
        metavar="N",
        help=f"units of the nets (default {' '.join(map(str, SIZES))})",
    )
    parser.add_argument("--seed", type=int, default=0, help="of everything (default 0)")
    parser.add_argument(
        "--out", type=Path, default=USUAL, help=f"JSON file to write (default {USUAL})"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure each size at each load, write the file, and print a line a load."""
    for units in arguments.sizes:
        if not 10 <= units <= LARGEST:
            raise ValueError(f"--sizes has {units:,}; give numbers from 10 to {LARGEST:,}.")
    if arguments.seed < 0:
        raise ValueError(f"--seed is {arguments.seed}; give 0 or more.")
    out: Path = arguments.out
    if out.is_dir():
        raise ValueError(f"--out {out} is a folder: name a file in it.")
    with ready_to_write(out.parent):
        asked = [(units, load) for units in arguments.sizes for load in LOADS]
        found = [
            measure(units, load, nets_of(units), arguments.seed)
            for units, load in progress_bar(iterable=asked, desc="capacity")
        ]
        written_or_elsewhere(
            out.parent, lambda place: write_capacity(place / out.name, arguments.seed, found)
        )
    for one in found:
        print(_line(one))
    return 0


def _line(one: CapacityPoint) -> str:
    return (
        f"N = {one.units:5}, P = {one.patterns:4}, α = {one.alpha:.3f}: overlap "
        f"{one.overlap:.3f} ± {one.overlap_error:.3f}, recalled {100 * one.recalled:5.1f} %; "
        f"bits turned over {one.bit_error:.2e} ± {one.bit_error_error:.0e}, "
        f"exactly {exact_bit_error(one.units, one.patterns):.2e}, "
        f"½ erfc {bit_error(one.alpha):.2e}"
    )
