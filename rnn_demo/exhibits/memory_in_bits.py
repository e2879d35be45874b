"""Memory measured in bits: what a string of the embedded Reber grammar costs its readers."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.reber import GRAMMAR, LAST, embedded_string
from rnn_demo.tasks.trials import Results

KINDS = "TP"
LONGEST = 200  # symbols of a typed string
START, KIND, END = "start", "kind", "end"
# A node of the whole grammar, and from each the ways on: a symbol, its probability, the next node.
Way = tuple[str, float, str]
READERS = (
    "knows the grammar and the second symbol",
    "knows the grammar, forgets the second symbol",
    "knows what follows each symbol",
    "knows how often each symbol comes",
)


class ReberError(ValueError):
    """A string that is not of the grammar; the message says where it leaves it."""


@dataclass(frozen=True)
class Spelling:
    """What a string costs, symbol by symbol.

    Attributes:
        text: the string.
        path: the nodes of the grammar that it passes, one more than symbols.
        bits: by reader, −log₂ of the probability it gave each symbol, (symbols,); the first, B,
            is known to all.
    """

    text: str
    path: tuple[str, ...]
    bits: Mapping[str, NDArray[np.float64]]

    def total(self, reader: str) -> float:
        """Bits of the whole string."""
        return float(self.bits[reader].sum())


@cache
def ways() -> dict[str, tuple[Way, ...]]:
    """The embedded grammar as a Markov chain.

    Source: Smith and Zipser 1989; Cleeremans et al. 1989; Hochreiter and Schmidhuber 1997, task 1.
    """
    found: dict[str, tuple[Way, ...]] = {
        START: (("B", 1.0, KIND),),
        KIND: tuple((kind, 0.5, f"{kind}0") for kind in KINDS),
        "last": (("E", 1.0, END),),
    }
    for kind in KINDS:
        for node, own in enumerate(GRAMMAR):
            found[f"{kind}{node}"] = tuple(
                (symbol, 1 / len(own), f"{kind}{to}") for symbol, to in own
            )
        found[f"{kind}{LAST}"] = ((kind, 1.0, "last"),)
    return found


@cache
def visits() -> dict[str, float]:
    """How often a string passes each node, on average.

    Equation: v = e_start + Pᵀ v, solved exactly.
    """
    nodes = list(ways())
    place = {node: i for i, node in enumerate(nodes)}
    transposed = np.zeros((len(nodes), len(nodes)))
    for node, own in ways().items():
        for _, probability, to in own:
            if to != END:
                transposed[place[to], place[node]] += probability
    start = np.eye(len(nodes))[place[START]]
    solved = np.linalg.solve(np.eye(len(nodes)) - transposed, start)
    return dict(zip(nodes, solved.tolist(), strict=True))


@cache
def expected_bits() -> dict[str, float]:
    """Bits of an average string, by reader: 7, 8, and what the two simple ones need.

    Equation: Σ over the nodes of visits × Σ over the ways of −p log₂ q, with q the reader's.
    """
    return {
        reader: sum(
            count * sum(-p * np.log2(_guess(reader, node, last, symbol)) for symbol, p, _ in own)
            for (node, last), count in _visits_by_last().items()
            if (own := ways()[node]) and node != START
        )
        for reader in READERS
    }


def expected_length() -> float:
    """Symbols of an average string."""
    return sum(visits().values())


def spell(text: str) -> Spelling:
    """What a string costs each reader.

    Raises:
        ReberError: it is not of the grammar, or too long.
    """
    if len(text) > LONGEST:
        raise ReberError(f"The string has {len(text):,} symbols; {LONGEST} are read at most.")
    path = [START]
    for i, symbol in enumerate(text):
        possible = {way[0]: way[2] for way in ways().get(path[-1], ())}
        if symbol not in possible:
            wanted = " or ".join(possible) or "nothing more: the string has ended"
            raise ReberError(
                f"Symbol {i + 1} is {symbol!r}; after {text[:i][-20:] or 'the beginning'!r} the "
                f"grammar has {wanted}."
            )
        path.append(possible[symbol])
    if path[-1] != END:
        wanted = " or ".join(way[0] for way in ways()[path[-1]])
        raise ReberError(f"The string ends too soon: the grammar goes on with {wanted}.")
    bits = {
        reader: np.array(
            [0.0]
            + [
                -np.log2(_guess(reader, node, last, symbol))
                for node, last, symbol in zip(path[1:], text, text[1:], strict=False)
            ]
        )
        + 0.0
        for reader in READERS
    }
    return Spelling(text, tuple(path), bits)


def drawn_string(seed: int) -> str:
    """A string of the grammar.

    Args:
        seed: which.
    """
    return embedded_string(np.random.default_rng(seed))[0]


def half_remembered(results: Results) -> dict[str, int | None]:
    """By cell, after how many sequences the median of its trials spells for less than 7.5 bits.

    None where it never does. A trial that was solved and stopped keeps its last loss.
    """
    found: dict[str, int | None] = {}
    for cell in dict.fromkeys(outcome.trial.cell for outcome in results.outcomes):
        curves = [o.curve for o in results.outcomes if o.trial.cell == cell]
        places = sorted({look.sequences for curve in curves for look in curve})
        found[cell] = next(
            (
                place
                for place in places
                if statistics.median(
                    [look.loss for look in curve if look.sequences <= place][-1] for curve in curves
                )
                < 0.5
            ),
            None,
        )
    return found


def _guess(reader: str, node: str, last: str, symbol: str) -> float:
    """The probability that a reader gives a symbol at a node, `last` the symbol before it."""
    if reader == READERS[0] or (reader == READERS[1] and not node.endswith(str(LAST))):
        return next(p for own, p, _ in ways()[node] if own == symbol)
    if reader == READERS[1]:
        return 0.5  # T or P: the grammar is known, the second symbol is not
    table = _followers() if reader == READERS[2] else {last: _frequencies()}
    return table[last][symbol]


@cache
def _visits_by_last() -> dict[tuple[str, str], float]:
    """Visits of each node, told apart by the symbol before it."""
    found: dict[tuple[str, str], float] = {(START, ""): 1.0}
    for node, own in ways().items():
        for symbol, p, to in own:
            if to != END:
                found[to, symbol] = found.get((to, symbol), 0.0) + visits()[node] * p
    return found


@cache
def _followers() -> dict[str, dict[str, float]]:
    """What comes after each symbol, over all strings."""
    counts: dict[str, dict[str, float]] = {}
    for (node, last), count in _visits_by_last().items():
        for symbol, p, _ in ways()[node] if last else ():
            own = counts.setdefault(last, {})
            own[symbol] = own.get(symbol, 0.0) + count * p
    return {
        last: {symbol: count / sum(own.values()) for symbol, count in own.items()}
        for last, own in counts.items()
    }


@cache
def _frequencies() -> dict[str, float]:
    """How often each symbol comes among those that are to be foreseen: all but the first."""
    counts: dict[str, float] = {}
    for node, own in ways().items():
        for symbol, p, _ in own if node != START else ():
            counts[symbol] = counts.get(symbol, 0.0) + visits()[node] * p
    return {symbol: count / sum(counts.values()) for symbol, count in counts.items()}
