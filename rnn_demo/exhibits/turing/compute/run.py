"""The network run: exactly, or in floats until it no longer does what the machine does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rnn_demo.exhibits.turing.compute.interpreter import MachineConfiguration
from rnn_demo.exhibits.turing.compute.network import TuringNetwork
from rnn_demo.exhibits.turing.compute.stack import decoded
from rnn_demo.exhibits.turing.compute.table import BLANK

UNREADABLE = "?"
Active = Mapping[int, Any]  # the units that are not 0, and their values


@dataclass(frozen=True)
class Ticks:
    """What the network is at one step of the machine.

    Attributes:
        read: the units that are not 0 at the tick read.
        act: those at the tick before it, which made it.
    """

    read: Active
    act: Active


def ticked(
    columns: tuple[tuple[tuple[int, Any], ...], ...],
    biases: tuple[Any, ...],
    active: Active,
    one: Any,
) -> dict[int, Any]:
    """The state after a tick, sat(W x + b), by the units that are not 0, in the order of the units.

    A unit that none of them reaches is 0, as no bias is positive. With exact numbers the order does
    not matter, with floats it is part of what is computed. `one` is the 1 of this arithmetic.
    """
    sums: dict[int, Any] = {}
    for source in sorted(active):
        value = active[source]
        for target, weight in columns[source]:
            sums[target] = sums.get(target, biases[target]) + weight * value
    return {i: total if total < one else one for i, total in sums.items() if total > 0}


def run_network(network: TuringNetwork, word: str, make: Any = Fraction) -> Iterator[Ticks]:
    """The network step by step of the machine, without end.

    Args:
        network: from `compiled`.
        word: the input.
        make: what makes a number: `fractions.Fraction`, or a type of floats.
    """
    columns = tuple(
        tuple((target, _made(weight, make)) for target, weight in column)
        for column in network.columns
    )
    biases = tuple(_made(bias, make) for bias in network.biases)
    act: dict[int, Any] = {i: _made(x, make) for i, x in network.start(word).items()}
    one = _made(Fraction(1), make)
    while True:
        read = ticked(columns, biases, act, one)
        yield Ticks(read, act)
        act = ticked(columns, biases, read, one)


def _made(value: Fraction, make: Any) -> Any:
    """A number of a kind; whole exact ones are ints, which are quicker."""
    if make is Fraction:
        return int(value) if value.denominator == 1 else value
    return make(float(value))


def configuration(network: TuringNetwork, read: Active, most: int) -> MachineConfiguration:
    """What the units say: the state, the symbol under the head, and the two stacks.

    Args:
        network: whose units.
        read: the units that are not 0 at the tick read.
        most: symbols of a stack at most.
    """
    control = [i for i in read if network.units[i].group == "read"]
    state = symbol = UNREADABLE
    if len(control) == 1 and read[control[0]] == 1:
        state, symbol = network.units[control[0]].pair or (state, symbol)
    left, right = (
        _symbols(network, read.get(network.places[name], 0), most) for name in ("L", "R")
    )
    return MachineConfiguration(state, left[::-1].lstrip(BLANK), symbol, right.rstrip(BLANK))


def _symbols(network: TuringNetwork, q: Any, most: int) -> str:
    exact = q if isinstance(q, Fraction) else Fraction(float(q))
    symbols = network.machine.symbols
    return "".join(
        UNREADABLE if i is None or i >= len(symbols) else symbols[i]
        for i in decoded(exact, network.base, most)
    )
