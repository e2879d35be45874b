"""Which translation a network gives: step by step the likeliest piece, or several followed at once.

Beam search of width B: of all continuations of the translations that are alive, the 2 B with the
highest sum of ln p are taken in order. One that ends is finished if it is among the first B of
them; the others stay alive until there are B. It stops when B are finished, or at the longest
length, when those that are alive count as finished. The best one has the highest

    score = ln p / ((5 + n) / 6)^length_power,    n: its pieces, the end included

because without the divisor the shortest would win. Width 1 is greedy.
Source: Wu et al. 2016 (the divisor).
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tokenizers.sentence_pieces import END
from rnn_demo.translation.translator import (
    EncodedSource,
    Floats,
    Translator,
    first_state,
    next_piece,
    read_translation,
)

BEAM = 5
RIVALS = 6


@dataclass(frozen=True)
class Hypothesis:
    """A whole translation.

    Attributes:
        ids: of its pieces, without the end.
        log_chance: ln p of its pieces and of its end, given the source.
        score: by which the beam chooses.
        ended: whether the network ended it; a translation that is too long is cut.
    """

    ids: tuple[int, ...]
    log_chance: float
    score: float
    ended: bool = True

    @property
    def pieces(self) -> tuple[int, ...]:
        """Its pieces, with the end if it has one."""
        return (*self.ids, END) if self.ended else self.ids


@dataclass(frozen=True, eq=False)
class WrittenPiece:
    """One piece of a translation, or its end, as the network came to it.

    Attributes:
        id: of the piece, 0 for the end.
        log_chance: ln p of it, given the source and the pieces before.
        attention: over the pieces of the source; it adds up to 1; empty without attention.
        rivals: the likeliest ids with their chances, the likeliest first.
        forced: whether it was given.
    """

    id: int
    log_chance: float
    attention: Floats
    rivals: tuple[tuple[int, float], ...]
    forced: bool = False


def score_of(translator: Translator, log_chance: float, pieces: int) -> float:
    """The score of a translation of so many pieces, the end included."""
    divisor: float = ((5 + pieces) / 6) ** translator.config.length_power
    return log_chance / divisor


def search(
    translator: Translator,
    source: EncodedSource,
    forced: Sequence[int] = (),
    beam: int = BEAM,
) -> Generator[float, None, tuple[Hypothesis, ...]]:
    """The best translations that begin with the forced pieces, the best first, at most `beam`.

    It yields the share of the longest translation that is done.

    Args:
        translator: whose.
        source: what is translated.
        forced: ids of the first pieces; `END` last if the translation ends there.
        beam: how many translations are followed.
    """
    state, before, given = first_state(translator, source), [source.target], 0.0
    for one in forced:
        log_chances, _, state = next_piece(translator, source, state, before)
        given, before = given + float(log_chances[0, one]), [one]
    if forced and forced[-1] == END:
        score = score_of(translator, given, len(forced))
        return (Hypothesis(tuple(forced[:-1]), given, score),)
    alive: list[tuple[tuple[int, ...], float]] = [(tuple(forced), given)]
    done: list[Hypothesis] = []
    while len(done) < beam and len(alive[0][0]) < source.most_pieces:
        log_chances, _, after = next_piece(translator, source, state, before)
        total = log_chances + np.array([[sum_] for _, sum_ in alive])
        longer: list[tuple[tuple[int, ...], float]] = []
        places: list[int] = []
        for rank, one in enumerate(_largest(total.ravel(), 2 * beam)):
            place, piece = divmod(one, total.shape[1])
            ids, log_chance = alive[place][0], float(total[place, piece])
            if piece != END:
                if len(longer) < beam:
                    longer.append(((*ids, piece), log_chance))
                    places.append(place)
            elif rank < beam:
                score = score_of(translator, log_chance, len(ids) + 1)
                done.append(Hypothesis(ids, log_chance, score))
        if not longer:
            break
        alive, state, before = longer, after.rows(places), [ids[-1] for ids, _ in longer]
        yield len(alive[0][0]) / source.most_pieces
    if len(done) < beam:
        done += [
            Hypothesis(ids, log_chance, score_of(translator, log_chance, len(ids)), ended=False)
            for ids, log_chance in alive
        ]
    return tuple(sorted(done, key=lambda one: -one.score)[:beam])


def written_pieces(
    translator: Translator,
    source: EncodedSource,
    forced: Sequence[int] = (),
) -> Generator[WrittenPiece, None, None]:
    """A translation piece by piece with its reasons: the forced ones, then always the likeliest.

    It ends with the end, or at the longest length.
    """
    state, before = first_state(translator, source), source.target
    for place in range(max(source.most_pieces, len(forced))):
        log_chances, attention, state = next_piece(translator, source, state, [before])
        given = place < len(forced)
        before = forced[place] if given else _largest(log_chances[0], 1)[0]
        yield _written(log_chances[0], attention[0], before, given)
        if before == END:
            return


def reasons(
    translator: Translator, source: EncodedSource, hypothesis: Hypothesis, forced: int = 0
) -> tuple[WrittenPiece, ...]:
    """The pieces of a translation that was found, read again with all their reasons.

    Args:
        translator: whose.
        source: what was translated.
        hypothesis: the translation.
        forced: so many of its pieces were given.
    """
    pieces = hypothesis.pieces
    log_chances, attention = read_translation(translator, source, pieces)
    return tuple(
        _written(log_chances[place], attention[place], piece, place < forced)
        for place, piece in enumerate(pieces)
    )


def _written(log_chances: Floats, attention: Floats, piece: int, given: bool) -> WrittenPiece:
    rivals = tuple((one, math.exp(log_chances[one])) for one in _largest(log_chances, RIVALS))
    return WrittenPiece(piece, float(log_chances[piece]), attention, rivals, given)


def _largest(values: NDArray[np.floating], count: int) -> list[int]:
    """The places of the largest values, the largest first; of equal ones the first place."""
    count = min(count, len(values))
    least = np.partition(values, len(values) - count)[len(values) - count]
    places = np.flatnonzero(values >= least)
    best = places[np.argsort(-values[places], kind="stable")[:count]]
    return [one for one in best.tolist() if values[one] > -np.inf]
