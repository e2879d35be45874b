"""A plain interpreter of Turing machines: a tape, a head, a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rnn_demo.exhibits.turing.compute.table import BLANK, HALTING, Machine


@dataclass(frozen=True)
class MachineConfiguration:
    """All that a machine is at one step, with endless blanks on both sides left out.

    Attributes:
        state: its name; "?" if a network's units give none.
        left: the tape to the left of the head, without the blanks before the first symbol.
        symbol: under the head.
        right: the tape to the right of the head, without the blanks after the last symbol.
    """

    state: str
    left: str
    symbol: str
    right: str

    @property
    def tape(self) -> str:
        """Everything on the tape, without the blanks around it."""
        return (self.left + self.symbol + self.right).strip(BLANK)


@dataclass(frozen=True)
class MachineStep:
    """A step of the interpreter: where its head is, from 0 for the input's first symbol."""

    now: MachineConfiguration
    head: int
    halted: bool


def interpret(machine: Machine, word: str, most: int) -> Iterator[MachineStep]:
    """The machine's configurations, from the first to the one in which it halts.

    Args:
        machine: any.
        word: its input.
        most: steps after the first configuration, if it does not halt before.
    """
    tape = {place: symbol for place, symbol in enumerate(word) if symbol != BLANK}
    state, head = machine.start, 0
    for _ in range(most + 1):
        symbol = tape.get(head, BLANK)
        rule = None if state in HALTING else machine.rules.get((state, symbol))
        low, high = min(tape, default=head), max(tape, default=head)
        left = "".join(tape.get(place, BLANK) for place in range(low, head))
        right = "".join(tape.get(place, BLANK) for place in range(head + 1, high + 1))
        yield MachineStep(MachineConfiguration(state, left, symbol, right), head, rule is None)
        if rule is None:
            return
        if rule.write == BLANK:
            tape.pop(head, None)
        else:
            tape[head] = rule.write
        state, head = rule.next, head + rule.move
