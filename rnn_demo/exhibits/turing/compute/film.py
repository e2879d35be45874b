"""A machine and its networks, step by step: what the page shows."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rnn_demo.exhibits.turing.compute.interpreter import (
    MachineConfiguration,
    MachineStep,
    interpret,
)
from rnn_demo.exhibits.turing.compute.network import TuringNetwork, compiled
from rnn_demo.exhibits.turing.compute.run import Ticks, configuration, run_network
from rnn_demo.exhibits.turing.compute.stack import FLOATS, PRECISIONS, Precision
from rnn_demo.exhibits.turing.compute.table import ACCEPT, checked_word, read_machine

PAUSE = 0.05  # seconds between two signs of progress


@dataclass(frozen=True)
class FloatRun:
    """The network in floats, as far as it does what the machine does.

    Attributes:
        rounded: the first step at which a stack is not the exact number; None if none is.
        dies: the first step at which the control units differ from the machine's state and symbol;
            None if none does.
        seen: its configurations, up to the step at which it dies.
    """

    rounded: int | None
    dies: int | None
    seen: tuple[MachineConfiguration, ...]


@dataclass(frozen=True, eq=False)
class Film:
    """A run of a machine, of its exact network and of the same network in floats.

    Attributes:
        network: compiled from the machine's table.
        word: the input.
        steps: of the interpreter, from the first configuration on.
        ticks: of the exact network, one for each of these.
        seen: the configurations of the exact network, read from its units.
        floats: by precision.
    """

    network: TuringNetwork
    word: str
    steps: tuple[MachineStep, ...]
    ticks: tuple[Ticks, ...]
    seen: tuple[MachineConfiguration, ...]
    floats: dict[Precision, FloatRun]

    @property
    def count(self) -> int:
        """The steps that the machine takes."""
        return len(self.steps) - 1

    @property
    def halted(self) -> bool:
        """Whether it halts within the bound on steps."""
        return self.steps[-1].halted

    @property
    def accepted(self) -> bool:
        """Whether it halts in the state accept."""
        return self.steps[-1].now.state == ACCEPT

    @property
    def unequal(self) -> int:
        """At how many steps the exact network is not what the interpreter is."""
        pairs = zip(self.steps, self.seen, strict=True)
        return sum(step.now != own for step, own in pairs)


def filming(table: str, word: str, most: int) -> Generator[float, None, Film]:
    """Run a machine and its networks; yields how much is done.

    Args:
        table: of the machine, see `read_machine`.
        word: its input.
        most: steps, if it does not halt before.

    Raises:
        MachineError: the table or the input cannot be used.
    """
    machine = read_machine(table)
    word = checked_word(machine, word)
    network = compiled(machine)
    longest = len(word) + most + 2
    steps: list[MachineStep] = []
    ticks: list[Ticks] = []
    seen: list[MachineConfiguration] = []
    looked = time.monotonic()
    for step, tick in zip(interpret(machine, word, most), run_network(network, word), strict=False):
        steps.append(step)
        ticks.append(tick)
        seen.append(configuration(network, tick.read, longest))
        if time.monotonic() - looked > PAUSE:
            looked = time.monotonic()
            yield len(steps) / (most + 1) / 2
    floats = {}
    for number, precision in enumerate(PRECISIONS):
        running = _in_floats(network, word, precision, steps, ticks)
        while True:
            try:
                done = next(running)
            except StopIteration as end:
                floats[precision] = end.value
                break
            yield 0.5 + (number + done) / 6
    return Film(network, word, tuple(steps), tuple(ticks), tuple(seen), floats)


def filmed(table: str, word: str, most: int) -> Film:
    """The same at once; see `filming`."""
    running = filming(table, word, most)
    while True:
        try:
            next(running)
        except StopIteration as end:
            film: Film = end.value
            return film


def _in_floats(
    network: TuringNetwork,
    word: str,
    precision: Precision,
    steps: list[MachineStep],
    ticks: list[Ticks],
) -> Generator[float, None, FloatRun]:
    places = (network.places["L"], network.places["R"])
    longest = len(word) + len(steps)
    running = run_network(network, word, FLOATS[precision])
    rounded: int | None = None
    dies: int | None = None
    seen: list[MachineConfiguration] = []
    looked = time.monotonic()
    for number, (step, exact) in enumerate(zip(steps, ticks, strict=True)):
        with np.errstate(all="ignore"):
            read = next(running).read
        own = configuration(network, read, longest)
        seen.append(own)
        if rounded is None and any(
            Fraction(float(read.get(i, 0))) != exact.read.get(i, 0) for i in places
        ):
            rounded = number
        if (own.state, own.symbol) != (step.now.state, step.now.symbol):
            dies = number
            break
        if time.monotonic() - looked > PAUSE:
            looked = time.monotonic()
            yield number / len(steps)
    return FloatRun(rounded, dies, tuple(seen))
