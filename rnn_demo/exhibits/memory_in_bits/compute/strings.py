"""Memory measured in bits: what a string of the embedded Reber grammar costs its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.reber import GRAMMAR, LAST, embedded_string
from rnn_demo.words import sentence

KINDS = "TP"
LONGEST = 200  # symbols in a typed string
START, KIND, END = "start", "kind", "end"
# The nodes of the whole grammar and the ways on from each: a symbol, its probability, the next
# node.
Way = tuple[str, Fraction, str]
READERS = (
    "knows the grammar and the second symbol",
    "knows the grammar, forgets the second symbol",
    "knows what follows each symbol",
    "knows how often each symbol comes",
)


class ReberError(ValueError):
    """A string that is not in the grammar; the message says where it leaves the grammar."""


@dataclass(frozen=True)
class StringCost:
    """What a string costs, symbol by symbol.

    Attributes:
        text: the string.
        path: the nodes of the grammar that it passes, one more than symbols.
        foreseen: by reader, the probabilities that it gave to the symbols that might have come, one
            mapping for each symbol; all readers know the first, B.
        bits: by reader, −log₂ of the probability that it gave to each symbol that came, (symbols,).
    """

    text: str
    path: tuple[str, ...]
    foreseen: Mapping[str, tuple[Mapping[str, float], ...]]
    bits: Mapping[str, NDArray[np.float64]]

    def total(self, reader: str) -> float:
        """The bits of the whole string."""
        return float(self.bits[reader].sum())


@dataclass(frozen=True)
class Share:
    """What the choices at one node add to the bits of an average string.

    Attributes:
        node: 0 … 7 are the nodes of the inner grammar, with its two copies taken together.
        symbols: the ways on.
        visits: how often a string passes, on average.
        bits: the bits of the choice for a reader who remembers, log₂ of the number of ways.
        forgotten: the bits of the choice for a reader who forgot the second symbol.
    """

    node: str
    symbols: tuple[str, ...]
    visits: Fraction
    bits: Fraction
    forgotten: Fraction


@cache
def ways() -> dict[str, tuple[Way, ...]]:
    """The embedded grammar as a Markov chain.

    Source: Smith and Zipser 1989; Cleeremans et al. 1989; Hochreiter and Schmidhuber 1997, task 1.
    """
    one, half = Fraction(1), Fraction(1, 2)
    found: dict[str, tuple[Way, ...]] = {
        START: (("B", one, KIND),),
        KIND: tuple((kind, half, f"{kind}0") for kind in KINDS),
        "last": (("E", one, END),),
    }
    for kind in KINDS:
        for node, own in enumerate(GRAMMAR):
            found[f"{kind}{node}"] = tuple(
                (symbol, Fraction(1, len(own)), f"{kind}{to}") for symbol, to in own
            )
        found[f"{kind}{LAST}"] = ((kind, one, "last"),)
    return found


@cache
def visits() -> dict[str, Fraction]:
    """How often a string passes each node, on average.

    Equation: v = e_start + Pᵀ v, solved in fractions: each node in turn is put into the others'
    equations.
    """
    # By node: its v is the number under "" plus parts of the v of other nodes.
    rows: dict[str, dict[str, Fraction]] = {node: {} for node in ways()}
    rows[START][""] = Fraction(1)
    for node, own in ways().items():
        for _, probability, to in own:
            if to != END:
                rows[to][node] = rows[to].get(node, Fraction(0)) + probability
    for node, row in rows.items():
        loop = row.pop(node, Fraction(0))
        for name in row:
            row[name] /= 1 - loop
        for other in rows.values():
            if other is not row and node in other:
                share = other.pop(node)
                for name, part in row.items():
                    other[name] = other.get(name, Fraction(0)) + share * part
    return {node: row[""] for node, row in rows.items()}


def derivation() -> tuple[Share, ...]:
    """Where the bits of an average string come from, node by node; both copies are one row.

    Equation: bits = Σ over the nodes of visits × log₂ of the ways on. A choice is between one way
    (0 bits) or between two that are equally likely (1 bit).
    """
    rows = []
    for node in (START, KIND, *(str(i) for i in range(LAST + 1)), "last"):
        twins = [f"{kind}{node}" for kind in KINDS] if node.isdigit() else [node]
        own = ways()[twins[0]]
        bits = Fraction(len(own) - 1)
        again = node == str(LAST)
        rows.append(
            Share(
                node,
                tuple(KINDS) if again else tuple(symbol for symbol, _, _ in own),
                sum((visits()[twin] for twin in twins), Fraction(0)),
                bits,
                Fraction(1) if again else bits,
            )
        )
    return tuple(rows)


@cache
def expected_bits() -> dict[str, float]:
    """The bits of an average string, by reader: 7, 8, and what the two simple readers need.

    Equation: Σ over the nodes of visits × Σ over the ways of −p log₂ q, with q the reader's.
    """
    return {
        reader: sum(
            float(count * p) * -float(np.log2(foresee(reader, node, last)[symbol]))
            for (node, last), count in _visits_by_last().items()
            if node != START
            for symbol, p, _ in ways()[node]
        )
        for reader in READERS
    }


def expected_length() -> float:
    """The number of symbols in an average string."""
    return float(sum(visits().values()))


def spell(text: str) -> StringCost:
    """What a string costs each reader.

    Raises:
        ReberError: the string is not in the grammar, or it is too long.
    """
    if len(text) > LONGEST:
        raise ReberError(
            sentence(
                "The string has {count:,} symbols; {longest} are read at most: shorten it.",
                count=len(text),
                longest=LONGEST,
            )
        )
    path = [START]
    for i, symbol in enumerate(text):
        possible = {way[0]: way[2] for way in ways().get(path[-1], ())}
        if symbol not in possible:
            wanted = _ways_on(possible) or sentence("nothing more: the string has ended")
            raise ReberError(
                sentence(
                    "Symbol {number} is {symbol!r}; after {before!r} the grammar has {wanted}.",
                    number=i + 1,
                    symbol=symbol,
                    before=text[:i][-20:] or sentence("the beginning"),
                    wanted=wanted,
                )
            )
        path.append(possible[symbol])
    if path[-1] != END:
        wanted = _ways_on(way[0] for way in ways()[path[-1]])
        raise ReberError(
            sentence("The string ends too soon: the grammar goes on with {wanted}.", wanted=wanted)
        )
    foreseen = {
        reader: tuple(
            foresee(reader, node, last)
            for node, last in zip(path, ("", *text), strict=True)
            if node != END
        )
        for reader in READERS
    }
    bits = {
        reader: -np.log2([own[symbol] for own, symbol in zip(given, text, strict=True)]) + 0.0
        for reader, given in foreseen.items()
    }
    return StringCost(text, tuple(path), foreseen, bits)


def _ways_on(symbols: Iterable[str]) -> str:
    first, *second = [*symbols] or [""]  # no node has more than two ways on
    return sentence("{first} or {second}", first=first, second=second[0]) if second else first


def drawn_string(seed: int) -> str:
    """A string of the grammar.

    Args:
        seed: which string.
    """
    return embedded_string(np.random.default_rng(seed))[0]


def foresee(reader: str, node: str, last: str) -> Mapping[str, float]:
    """What a reader expects: a probability for each symbol that it considers possible.

    Args:
        reader: one of `READERS`.
        node: where the string is.
        last: the symbol before it, "" at the beginning.
    """
    if reader == READERS[1] and node.endswith(str(LAST)):
        return dict.fromkeys(KINDS, 0.5)  # the grammar is known, the second symbol is not
    if node == START or reader in READERS[:2]:
        return {symbol: float(p) for symbol, p, _ in ways()[node]}
    return _followers()[last] if reader == READERS[2] else _frequencies()


@cache
def _visits_by_last() -> dict[tuple[str, str], Fraction]:
    """The visits of each node, separately for each symbol before it."""
    found = {(START, ""): Fraction(1)}
    for node, own in ways().items():
        for symbol, p, to in own:
            if to != END:
                found[to, symbol] = found.get((to, symbol), Fraction(0)) + visits()[node] * p
    return found


@cache
def _followers() -> dict[str, dict[str, float]]:
    """What comes after each symbol, over all strings."""
    counts: dict[str, dict[str, Fraction]] = {}
    for (node, last), count in _visits_by_last().items():
        for symbol, p, _ in ways()[node] if last else ():
            own = counts.setdefault(last, {})
            own[symbol] = own.get(symbol, Fraction(0)) + count * p
    return {last: _shares(own) for last, own in counts.items()}


@cache
def _frequencies() -> dict[str, float]:
    """How often each symbol comes among those that have to be predicted: all except the first."""
    counts: dict[str, Fraction] = {}
    for node, own in ways().items():
        for symbol, p, _ in own if node != START else ():
            counts[symbol] = counts.get(symbol, Fraction(0)) + visits()[node] * p
    return _shares(counts)


def _shares(counts: Mapping[str, Fraction]) -> dict[str, float]:
    total = sum(counts.values(), Fraction(0))
    return {symbol: float(count / total) for symbol, count in counts.items()}
