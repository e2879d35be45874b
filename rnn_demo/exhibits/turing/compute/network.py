"""A machine's table compiled into the weights of x ← sat(W x + b).

A machine step takes two ticks of the network, and each unit belongs to one of the two. Where the
head is, what is to its left and what is to its right are kept apart: the symbol under the head in
the control units, the rest in two stacks, L and R, whose tops are the head's neighbours.

    read:   c(s, a)   = c_R(s, a) + c_L(s, a) + c_S(s, a)      the state s and the symbol a
            L         = L_R + L_L + L_S                        and R likewise
            L ≥ i     = sat(B (L_R + L_L + L_S) − 2i)          which symbol is on top; R likewise
    act:    c_R(s, a) = sat(Σ c(rules that move right into s) + [a on top of R] − 1)
            L_R       = sat(L/B + (2w + 1)/B + right − 1)      pushed: w is what was written
            R_R       = sat(B R − 2 Σ_{i≥1} (R ≥ i) − (R ≥ 0) + right − 1)         popped
            L_S       = sat(L + stay − 1)                      kept; those of a move left likewise

A unit whose tick it is not is 0, and from zeros come zeros, so one fixed W does at each tick what
is due. A case without a rule stays as it is, so a network that has halted does not change.

Source: after Siegelmann and Sontag, On the Computational Power of Neural Nets (1995), who read the
input symbol by symbol and divide a step into other stages; here the input is the first state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from rnn_demo.exhibits.turing.compute.stack import base_for, encoded
from rnn_demo.exhibits.turing.compute.table import BLANK, HALTING, Machine, MachineRule

Group = Literal["read", "act", "gates", "stacks", "moved"]
Pair = tuple[str, str]
KINDS = ("R", "L", "S")
KIND = {1: "R", -1: "L", 0: "S"}


@dataclass(frozen=True)
class Unit:
    """A unit of the network.

    Attributes:
        name: as in the equations above, `c(state, symbol)`, `L_R` or `L≥1`.
        group: read or act for control units, gates, the stacks of the tick read, and what the
            tick act makes of them.
        pair: the state and symbol of a control unit, else None.
    """

    name: str
    group: Group
    pair: Pair | None = None


@dataclass(frozen=True, eq=False)
class TuringNetwork:
    """The network of a machine.

    Attributes:
        machine: what it does.
        base: B.
        units: in the order of rows and columns: control, gates, stacks. Sums of booleans come
            before the stacks, so that a float loses no digit of a stack to an intermediate sum.
        columns: by unit, the units that it reaches and the weights, exact.
        biases: exact, one a unit; none is positive.
    """

    machine: Machine
    base: int
    units: tuple[Unit, ...]
    columns: tuple[tuple[tuple[int, Fraction], ...], ...]
    biases: tuple[Fraction, ...]

    @property
    def weights(self) -> int:
        """How many entries of W are not 0."""
        return sum(map(len, self.columns))

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each unit stands, by its name."""
        return {unit.name: i for i, unit in enumerate(self.units)}

    def start(self, word: str) -> dict[int, Fraction]:
        """The first state: the units that are not 0, and their values."""
        first, rest = word[:1] or BLANK, word[1:]
        found = {self.places[f"c_S({self.machine.start}, {first})"]: Fraction(1)}
        symbols = self.machine.symbols
        if rest:
            found[self.places["R_S"]] = encoded([symbols.index(a) for a in rest], self.base)
        return found


def compiled(machine: Machine) -> TuringNetwork:
    """The network of a machine."""
    base = base_for(len(machine.symbols))
    rules = _complete(machine)
    units = _units(machine, rules)
    at = {unit.name: i for i, unit in enumerate(units)}
    weights: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    biases = [Fraction(0)] * len(units)
    for name, terms, bias in _equations(machine, rules, units, base):
        biases[at[name]] = Fraction(bias)
        for source, weight in terms:
            weights[at[source], at[name]] += Fraction(weight)
    columns: list[list[tuple[int, Fraction]]] = [[] for _ in units]
    for (column, row), weight in sorted(weights.items()):
        columns[column].append((row, weight))
    return TuringNetwork(machine, base, units, tuple(map(tuple, columns)), tuple(biases))


def _complete(machine: Machine) -> dict[Pair, MachineRule]:
    """A rule for each case: where the table has none, everything stays as it is."""
    return {
        (state, symbol): (state not in HALTING and machine.rules.get((state, symbol)))
        or MachineRule(symbol, 0, state)
        for state in machine.states
        for symbol in machine.symbols
    }


def _units(machine: Machine, rules: Mapping[Pair, MachineRule]) -> tuple[Unit, ...]:
    into = {
        kind: {rule.next for rule in rules.values() if KIND[rule.move] == kind} for kind in "RL"
    }
    acting: dict[str, list[Pair]] = {
        kind: [(s, a) for s in machine.states if s in into[kind] for a in machine.symbols]
        for kind in "RL"
    }
    stays = {(rule.next, rule.write) for rule in rules.values() if rule.move == 0}
    stays |= {(machine.start, symbol) for symbol in machine.symbols}  # where the input goes in
    acting["S"] = [pair for pair in rules if pair in stays]
    reached = {pair for pairs in acting.values() for pair in pairs}
    units = [Unit(_control("c", pair), "read", pair) for pair in rules if pair in reached]
    for kind in KINDS:
        units += [Unit(_control(f"c_{kind}", pair), "act", pair) for pair in acting[kind]]
    places = range(len(machine.symbols))
    units += [Unit(f"{stack}≥{i}", "gates") for stack in "LR" for i in places]
    units += [Unit(stack, "stacks") for stack in "LR"]
    units += [Unit(f"{stack}_{kind}", "moved") for stack in "LR" for kind in KINDS]
    return tuple(units)


Terms = list[tuple[str, Fraction | int]]


def _equations(
    machine: Machine, rules: Mapping[Pair, MachineRule], units: Sequence[Unit], base: int
) -> list[tuple[str, Terms, int]]:
    """Each unit's name, its terms (unit, weight), and its bias."""
    there = {unit.name for unit in units}
    places = range(len(machine.symbols))
    found: list[tuple[str, Terms, int]] = []
    for unit in units:
        if unit.group == "read" and unit.pair:
            sources = (_control(f"c_{kind}", unit.pair) for kind in KINDS)
            found.append((unit.name, [(name, 1) for name in sources if name in there], 0))
        elif unit.group == "act" and unit.pair:
            found.append(_acting(machine, rules, unit.name[2], unit.pair, there))
    for stack in "LR":
        parts = [f"{stack}_{kind}" for kind in KINDS]
        found.append((stack, [(part, 1) for part in parts], 0))
        found += [(f"{stack}≥{i}", [(part, base) for part in parts], -2 * i) for i in places]
        for kind in KINDS:
            own: Terms = []
            pushes = (stack, kind) in (("L", "R"), ("R", "L"))
            for pair, rule in rules.items():
                if KIND[rule.move] == kind and (name := _control("c", pair)) in there:
                    digit = Fraction(2 * machine.symbols.index(rule.write) + 1, base)
                    own.append((name, 1 + digit if pushes else 1))
            if kind == "S":
                own.append((stack, 1))
            elif pushes:
                own.append((stack, Fraction(1, base)))
            else:
                own += [(stack, base), *((f"{stack}≥{i}", -2 if i else -1) for i in places)]
            found.append((f"{stack}_{kind}", own, -1))
    return found


def _acting(
    machine: Machine, rules: Mapping[Pair, MachineRule], kind: str, pair: Pair, there: set[str]
) -> tuple[str, Terms, int]:
    """A control unit of the tick act: an AND of the rules that lead there and the symbol there."""
    state, symbol = pair
    terms: Terms = [
        (_control("c", case), 1)
        for case, rule in rules.items()
        if KIND[rule.move] == kind
        and rule.next == state
        and (kind != "S" or rule.write == symbol)
        and _control("c", case) in there
    ]
    name = _control(f"c_{kind}", pair)
    if kind == "S":
        return name, terms, 0
    i = machine.symbols.index(symbol)
    if i:
        terms.append((f"{kind}≥{i}", 1))
    if i + 1 < len(machine.symbols):
        terms.append((f"{kind}≥{i + 1}", -1))
    return name, terms, -1 if i else 0  # the blank: also where the stack is empty


def _control(kind: str, pair: Pair) -> str:
    return f"{kind}({pair[0]}, {pair[1]})"
