"""The table of a Turing machine, read from text.

One rule a line, in five parts: state, symbol read, symbol written, move (L, R or S for stay) and
next state. The first rule's state is the start, `_` is the blank, and `;` begins a comment. A
machine halts in `accept`, `reject` or `halt`, and where no rule fits, which counts as reject.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

BLANK = "_"
COMMENT = ";"
MOVES = {"L": -1, "R": 1, "S": 0}
ACCEPT = "accept"
HALTING = (ACCEPT, "reject", "halt")
MOST_CHARACTERS = 6_000
MOST_LINES = 200
MOST_STATES = 24
MOST_SYMBOLS = 8
LONGEST_NAME = 12


class MachineError(ValueError):
    """A table or an input that cannot be used; the message says where, why and what would do."""


@dataclass(frozen=True)
class MachineRule:
    """What a machine does: the symbol it writes, its move (−1, 0 or 1) and the next state."""

    write: str
    move: int
    next: str


@dataclass(frozen=True, eq=False)
class Machine:
    """A Turing machine with one tape.

    Attributes:
        states: those with rules in the table's order, the start first, then halting ones.
        symbols: of its tape, the blank first.
        rules: by state and symbol read.
    """

    states: tuple[str, ...]
    symbols: tuple[str, ...]
    rules: Mapping[tuple[str, str], MachineRule]

    @property
    def start(self) -> str:
        """The state in which it begins."""
        return self.states[0]


def read_machine(text: str) -> Machine:
    """The machine of a table.

    Raises:
        MachineError: the table is too long, a line is no rule, two rules are for the same case, or
            a rule leads to a state that is not there.
    """
    lines = text.count("\n") + 1
    if lines > MOST_LINES:
        raise MachineError(
            sentence(
                "The table has {lines:,} lines; give at most {most}.", lines=lines, most=MOST_LINES
            )
        )
    if len(text) > MOST_CHARACTERS:
        raise MachineError(
            sentence(
                "The table has {count:,} characters; give at most {most:,}.",
                count=len(text),
                most=MOST_CHARACTERS,
            )
        )
    rules: dict[tuple[str, str], MachineRule] = {}
    places: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split(COMMENT)[0].split()
        if not words:
            continue
        case, rule = _rule(number, words)
        if case in rules:
            raise MachineError(
                sentence(
                    "Lines {first} and {second} both say what state {state} does with {symbol}; "
                    "keep one of them.",
                    first=places[case],
                    second=number,
                    state=quoted(case[0]),
                    symbol=quoted(case[1]),
                )
            )
        rules[case], places[case] = rule, number
    if not rules:
        raise MachineError(
            sentence(
                "The table has no rules; give one a line, such as {example}.",
                example="go 0 1 R go",
            )
        )
    return _machine(rules, places)


def checked_word(machine: Machine, word: str) -> str:
    """An input without spaces around it, if the machine knows each of its symbols.

    Raises:
        MachineError: a symbol is not in the machine's table.
    """
    word = word.strip()
    for place, symbol in enumerate(word, 1):
        if symbol not in machine.symbols:
            raise MachineError(
                sentence(
                    "The input has {symbol} in place {place}; this machine's tape has {known}.",
                    symbol=quoted(symbol),
                    place=place,
                    known=" ".join(machine.symbols),
                )
            )
    return word


def _rule(number: int, words: list[str]) -> tuple[tuple[str, str], MachineRule]:
    problem = len(words) != 5
    if not problem:
        state, read, write, move, then = words
        names = (state, then)
        problem = (
            not all(_is_symbol(sign) for sign in (read, write))
            or move.upper() not in MOVES
            or any(len(name) > LONGEST_NAME for name in names)
        )
    if problem:
        raise MachineError(
            sentence(
                "Line {number} is {line}; give state, symbol read, symbol written, L, R or S, and "
                "the next state, with names of at most {longest} characters.",
                number=number,
                line=quoted(" ".join(words)),
                longest=LONGEST_NAME,
            )
        )
    if state in HALTING:
        raise MachineError(
            sentence(
                "Line {number} has a rule for {state}, where the machine has halted; use another "
                "name.",
                number=number,
                state=quoted(state),
            )
        )
    return (state, read), MachineRule(write, MOVES[move.upper()], then)


def _is_symbol(sign: str) -> bool:
    """One character that can be seen; of the first plane, as scripts count the others as two."""
    return len(sign) == 1 and sign.isprintable() and ord(sign) < 0x10000


def _machine(
    rules: Mapping[tuple[str, str], MachineRule], places: Mapping[tuple[str, str], int]
) -> Machine:
    own = tuple(dict.fromkeys(state for state, _ in rules))
    for case, rule in rules.items():
        if rule.next not in own and rule.next not in HALTING:
            raise MachineError(
                sentence(
                    "Line {number} leads to the state {state}, which has no rule; add one, or use "
                    "{halting}.",
                    number=places[case],
                    state=quoted(rule.next),
                    halting=", ".join(HALTING),
                )
            )
    reached = {rule.next for rule in rules.values()}
    states = own + tuple(state for state in HALTING if state in reached)
    used = dict.fromkeys([BLANK])
    for (_, read), rule in rules.items():
        used |= dict.fromkeys([read, rule.write])
    for count, most, told in (
        (len(own), MOST_STATES, sentence("states with rules")),
        (len(used), MOST_SYMBOLS, sentence("symbols, the blank included")),
    ):
        if count > most:
            raise MachineError(
                sentence(
                    "The table has {count:,} {what}; give at most {most}.",
                    count=count,
                    what=told,
                    most=most,
                )
            )
    return Machine(states, tuple(used), dict(rules))
