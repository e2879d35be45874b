"""The embedded Reber grammar: strings whose second-last symbol repeats their second."""

from __future__ import annotations

import numpy as np

from rnn_demo.data.long_range import Random, SequenceBatch

SYMBOLS = "BTPSXVE"
# Two equally likely moves from each state: a symbol and the next state.
GRAMMAR: tuple[tuple[tuple[str, int], ...], ...] = (
    (("B", 1),),
    (("T", 2), ("P", 3)),
    (("S", 2), ("X", 4)),
    (("T", 3), ("V", 5)),
    (("X", 3), ("S", 6)),
    (("P", 4), ("V", 6)),
    (("E", 7),),
)
LAST = 7


def reber_string(random: Random) -> tuple[str, list[frozenset[str]]]:
    """A string of the inner grammar, and which symbols could have stood at each place."""
    state, text, possible = 0, "", []
    while state != LAST:
        ways = GRAMMAR[state]
        possible.append(frozenset(symbol for symbol, _ in ways))
        symbol, state = ways[int(random.integers(len(ways)))]
        text += symbol
    return text, possible


def embedded_string(random: Random) -> tuple[str, list[frozenset[str]]]:
    """B, T or P, a string of the inner grammar, the same T or P, E.

    Source: Smith and Zipser 1989; Cleeremans et al. 1989; Hochreiter and Schmidhuber 1997, task 1.
    """
    kind = "TP"[int(random.integers(2))]
    inner, possible = reber_string(random)
    text = f"B{kind}{inner}{kind}E"
    return text, [
        frozenset("B"),
        frozenset("TP"),
        *possible,
        frozenset(kind),
        frozenset("E"),
    ]


def embedded_reber(longest: int, batch: int, random: Random) -> SequenceBatch:
    """Strings of at most `longest` symbols; the target at each step is the next symbol.

    A string costs 7 bits on average with memory and 8 without: the one bit is its second symbol.
    Longer strings (one in some thousand from 40 on) are drawn again.
    """
    shown = np.zeros((batch, longest - 1), np.int64)
    wanted = np.zeros((batch, longest - 1), np.int64)
    weights = np.zeros((batch, longest - 1), np.float32)
    for row in range(batch):
        text, _ = embedded_string(random)
        while len(text) > longest:
            text, _ = embedded_string(random)
        ids = [SYMBOLS.index(symbol) for symbol in text]
        shown[row, : len(ids) - 1], wanted[row, : len(ids) - 1] = ids[:-1], ids[1:]
        weights[row, : len(ids) - 1] = 1
    return SequenceBatch(np.eye(len(SYMBOLS), dtype=np.float32)[shown], wanted, weights)
