"""`turing`: networks compiled from machines held to an interpreter, and others trained to count."""

from __future__ import annotations

import argparse
from pathlib import Path

from rnn_demo.commands.progress import progress_bar
from rnn_demo.exhibits.turing.compute.comparison import Agreement, comparing, inputs_for
from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.exhibits.turing.compute.network import compiled
from rnn_demo.exhibits.turing.compute.table import read_machine
from rnn_demo.exhibits.turing.results import write_comparisons
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.files.whole import ready_to_write
from rnn_demo.words import sentence

MOST_STEPS = 1_000  # an input
CELLS = ("lstm", "gru-torch")
TESTED_TO = 200
DRAWN = 40


class TuringCommandError(ValueError):
    """An option that cannot be used; the message names the bound."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "what", choices=("compare", "count"), help="compare machines, or train on aⁿbⁿ"
    )
    parser.add_argument("--inputs", type=int, default=1_000, help="of a machine (default 1000)")
    parser.add_argument("--seeds", type=int, default=3, help="trained networks a cell (default 3)")
    parser.add_argument("--updates", type=int, default=1_500, help="of a training (default 1500)")
    parser.add_argument("--out", type=Path, help="JSON file to write")


def run(arguments: argparse.Namespace) -> int:
    """Compare or train, write the file, and print a table."""
    for name, most in (("inputs", 100_000), ("seeds", 100), ("updates", 1_000_000)):
        value = getattr(arguments, name)
        if not 1 <= value <= most:
            raise TuringCommandError(
                sentence(
                    "--{name} is {value:,}; give a number from 1 to {most:,}.",
                    name=name,
                    value=value,
                    most=most,
                )
            )
    if arguments.out and arguments.out.is_dir():
        raise TuringCommandError(
            sentence("--out {path} is a folder: name a file in it.", path=str(arguments.out))
        )
    if arguments.out:
        with ready_to_write(arguments.out.parent):
            return _run(arguments)
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.what == "count":
        from rnn_demo.commands.turing_counting import train_counting

        return train_counting(
            CELLS, arguments.seeds, arguments.updates, TESTED_TO, DRAWN, arguments.out
        )
    found: dict[str, Agreement] = {}
    for name, table in TABLES.items():
        network = compiled(read_machine(table))
        words = inputs_for(network, name, arguments.inputs)
        bar = progress_bar(total=arguments.inputs, desc=name)
        comparison = comparing(network, words, MOST_STEPS, budget=10**9)
        while True:
            try:
                bar.update(next(comparison) - bar.n)
            except StopIteration as end:
                found[name] = end.value
                break
        bar.close()
        one = found[name]
        print(
            f"{name:12} {len(network.units)} units, {network.weights} weights; equal on "
            f"{one.equal:,} of {one.inputs:,} inputs, {one.steps:,} configurations; "
            f"{one.accepted:,} accepted"
        )
    if arguments.out:
        written_or_elsewhere(
            arguments.out.parent,
            lambda place: write_comparisons(place / arguments.out.name, found),
        )
    return 0 if all(one.holds for one in found.values()) else 1
