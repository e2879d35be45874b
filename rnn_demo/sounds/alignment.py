"""Connectionist temporal classification: from a chance for every step to a few words.

At each step the network says a word or the blank. An alignment π is one symbol for each step; its
chance is the product of those of its symbols. `collapsed` makes words of it: what is repeated from
step to step is said once, then blanks are dropped. So the chance of some words is a sum over all
alignments that collapse to them,

    p(words) = Σ_{π collapses to words} Π_t p_t(π_t),

which `log_chance` finds by dynamic programming over the words with a blank before, between and
after them, and `by_enumeration` by adding up every alignment there is.

Source: A. Graves, S. Fernández, F. Gomez and J. Schmidhuber, Connectionist temporal classification
(2006).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
MOST_STEPS = 8  # of an enumeration: symbols to the power of steps


@dataclass(frozen=True)
class HeardWord:
    """A word of the best path.

    Attributes:
        id: of the word.
        begin: the first step at which the best path says it.
        end: the step after the last one.
        chance: the largest chance that it has at one of these steps.
    """

    id: int
    begin: int
    end: int
    chance: float


def best_path(log_chances: Array) -> NDArray[np.int64]:
    """The likeliest symbol at every step (steps,); the last symbol is the blank."""
    found: NDArray[np.int64] = log_chances.argmax(1).astype(np.int64)
    return found


def words_of(log_chances: Array) -> tuple[HeardWord, ...]:
    """The words that the best path collapses to, with where each is heard."""
    path, blank = best_path(log_chances), log_chances.shape[1] - 1
    found, begin = [], 0
    for symbol, run in itertools.groupby(path):
        end = begin + len(list(run))
        if symbol != blank:
            chance = float(np.exp(log_chances[begin:end, symbol].max()))
            found.append(HeardWord(int(symbol), begin, end, chance))
        begin = end
    return tuple(found)


def collapsed(path: Sequence[int], blank: int) -> tuple[int, ...]:
    """The words of an alignment: repetitions said once, blanks dropped.

    Example:
        >>> collapsed([9, 3, 3, 9, 3, 9], blank=9)
        (3, 3)
    """
    return tuple(int(symbol) for symbol, _ in itertools.groupby(path) if symbol != blank)


def log_chance(log_chances: Array, words: Sequence[int]) -> float:
    """Ln p(words), by the forward algorithm.

    Args:
        log_chances: ln p_t of every symbol (steps, symbols), the last one the blank.
        words: by number; may be none.
    """
    blank = log_chances.shape[1] - 1
    symbols = [blank]
    for word in words:
        symbols += [int(word), blank]
    places = np.array(symbols)
    # A step over a blank is allowed where the words beside it differ.
    over = np.zeros(len(places), bool)
    over[2:] = (places[2:] != blank) & (places[2:] != places[:-2])
    ended = np.full(len(places), -np.inf)
    ended[:2] = log_chances[0, places[:2]]
    for row in log_chances[1:]:
        before = np.concatenate([[-np.inf, -np.inf], ended])
        reached = np.logaddexp(ended, before[1:-1])
        reached = np.where(over, np.logaddexp(reached, before[:-2]), reached)
        ended = reached + row[places]
    return float(np.logaddexp.reduce(ended[-2:]))


def by_enumeration(log_chances: Array, words: Sequence[int]) -> float:
    """Ln p(words), by adding up every alignment that collapses to them; for a few steps.

    Args:
        log_chances: (steps, symbols), at most `MOST_STEPS` steps.
        words: by number.

    Raises:
        ValueError: there are more steps.
    """
    steps, symbols = log_chances.shape
    if steps > MOST_STEPS:
        raise ValueError(f"{steps} steps have too many alignments; give {MOST_STEPS} at most.")
    # Symbols that are not among the words cannot be in an alignment that counts.
    used = [*sorted(set(words)), symbols - 1]
    wanted, found = tuple(words), -np.inf
    for path in itertools.product(used, repeat=steps):
        if collapsed(path, symbols - 1) == wanted:
            found = np.logaddexp(found, log_chances[np.arange(steps), list(path)].sum())
    return float(found)
