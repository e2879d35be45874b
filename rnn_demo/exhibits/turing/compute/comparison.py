"""The exact network against the plain interpreter, on many inputs and at every step."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from rnn_demo.exhibits.turing.compute.interpreter import interpret
from rnn_demo.exhibits.turing.compute.machines import random_words
from rnn_demo.exhibits.turing.compute.network import TuringNetwork
from rnn_demo.exhibits.turing.compute.run import configuration, run_network
from rnn_demo.exhibits.turing.compute.table import ACCEPT, BLANK

PAUSE = 0.05  # seconds between two signs of progress
# What is compared while somebody waits, for a table that was not compared in advance.
LIVE_INPUTS = 1_000
LIVE_STEPS = 200  # of one input
LIVE_BUDGET = 2_500  # of all inputs


@dataclass(frozen=True)
class Agreement:
    """How often a network did what its machine does.

    Attributes:
        inputs: that were run.
        equal: of these, where every configuration was the interpreter's.
        steps: of the machine, in all.
        accepted: inputs that the machine accepts.
        halted: inputs on which it halts within the bound.
        unequal: the first input on which they differ; None if there is none.
    """

    inputs: int
    equal: int
    steps: int
    accepted: int
    halted: int
    unequal: str | None = None

    @property
    def holds(self) -> bool:
        """Whether they never differ."""
        return self.equal == self.inputs


def comparing(
    network: TuringNetwork, words: Iterable[str], most: int, budget: int
) -> Generator[int, None, Agreement]:
    """Compare state, symbol and whole tape at every step; yields the inputs done.

    Args:
        network: compiled from a machine.
        words: the inputs.
        most: steps an input.
        budget: steps in all; no input is begun after them.
    """
    inputs = equal = steps = accepted = halted = 0
    unequal: str | None = None
    looked = time.monotonic()
    for word in words:
        if steps >= budget:
            break
        same = True
        longest = len(word) + most + 2
        machine = interpret(network.machine, word, most)
        for step, tick in zip(machine, run_network(network, word), strict=False):
            steps += 1
            if configuration(network, tick.read, longest) != step.now:
                same = False
                break
            if time.monotonic() - looked > PAUSE:
                looked = time.monotonic()
                yield inputs
        inputs += 1
        equal += same
        accepted += step.now.state == ACCEPT
        halted += step.halted
        unequal = word if not same and unequal is None else unequal
    return Agreement(inputs, equal, steps, accepted, halted, unequal)


def inputs_for(network: TuringNetwork, name: str, count: int) -> list[str]:
    """Random inputs for a network's machine, always the same ones; see `random_words`."""
    return random_words(name, "".join(network.machine.symbols).replace(BLANK, ""), count, seed=0)


def comparing_live(network: TuringNetwork, name: str) -> Generator[float, None, Agreement]:
    """The same on as many inputs as `LIVE_BUDGET` allows; yields how much is done.

    Args:
        network: compiled from a machine.
        name: of the machine.
    """
    words = inputs_for(network, name, LIVE_INPUTS)
    running = comparing(network, words, LIVE_STEPS, LIVE_BUDGET)
    while True:
        try:
            yield next(running) / LIVE_INPUTS
        except StopIteration as end:
            found: Agreement = end.value
            return found
