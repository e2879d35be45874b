"""One sentence translated greedily, by a beam, and by a network without attention."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.checks import Check
from rnn_demo.translation.searching import Hypothesis, WrittenPiece, reasons, score_of, search
from rnn_demo.translation.searching import written_pieces as greedy_pieces
from rnn_demo.translation.sources import Source
from rnn_demo.translation.translator import EncodedSource, Translator, first_state, read_source
from rnn_demo.words import sentence

GREEDY, BEAM, PLAIN = "greedy", "beam", "plain"
SAME_SCORE, SAME_SUM = 1e-4, 1e-5  # relative; float32, several translations against one


@dataclass(frozen=True, eq=False)
class Attempt:
    """A translation found in one way.

    Attributes:
        way: greedy, beam or plain.
        best: the translation.
        written: its pieces with their reasons.
        others: what else the beam kept, the best first.
    """

    way: str
    best: Hypothesis
    written: tuple[WrittenPiece, ...]
    others: tuple[Hypothesis, ...] = ()


@dataclass(eq=False)
class TranslationProgress:
    """What there is while a sentence is translated; who translates adds to it, others read it.

    Attributes:
        handed: the state that was handed over, see `TranslatedSentence`; None before.
        written: the pieces of the greedy translation so far.
    """

    handed: NDArray[np.float32] | None = None
    written: list[WrittenPiece] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class TranslatedSentence:
    """All that the page shows of a sentence.

    Attributes:
        source: it.
        forced: the pieces with which each translation begins.
        handed: the state that the encoder hands over: h of both layers of the decoder, from −1 to 1
            (2 × hidden,).
        attempts: greedy, beam, and without attention if there is such a network.
        checks: of the attention and of the scores.
    """

    source: Source
    forced: tuple[int, ...]
    handed: NDArray[np.float32]
    attempts: tuple[Attempt, ...]
    checks: tuple[Check, ...]


def translate(
    translator: Translator,
    plain: Translator | None,
    source: Source,
    forced: Sequence[int],
    beam: int,
    progress: TranslationProgress,
) -> Generator[float, None, TranslatedSentence]:
    """Translate in all ways, greedily first; it yields how much is done, from 0 to 1.

    Args:
        translator: with attention.
        plain: without, of the same vocabulary; None if there is none.
        source: the sentence.
        forced: ids of the first pieces, see `rnn_demo.translation.searching.search`.
        beam: how many translations are followed.
        progress: takes what there is before the end.
    """
    ids = source.pieces.ids.tolist()
    encoded = read_source(translator, ids)
    state = first_state(translator, encoded).values
    progress.handed = np.concatenate([state[0, 0], state[2, 0]])
    yield 0.02
    for piece in greedy_pieces(translator, encoded, forced):
        progress.written.append(piece)
        yield 0.2 * len(progress.written) / encoded.most_pieces
    written = tuple(progress.written)
    greedy = Attempt(GREEDY, _whole(translator, written), written)
    several = yield from _searched(translator, encoded, BEAM, forced, beam, (0.2, 0.6))
    attempts = [greedy, several]
    if plain is not None:
        other = read_source(plain, ids)
        attempts.append((yield from _searched(plain, other, PLAIN, forced, beam, (0.6, 1.0))))
    checks = (_whole_attention(attempts[:2]), _same_score(attempts))
    return TranslatedSentence(source, tuple(forced), progress.handed, tuple(attempts), checks)


def _searched(
    translator: Translator,
    encoded: EncodedSource,
    way: str,
    forced: Sequence[int],
    beam: int,
    share: tuple[float, float],
) -> Generator[float, None, Attempt]:
    low, high = share
    steps = search(translator, encoded, forced, beam)
    while True:
        try:
            yield low + (high - low) * next(steps)
        except StopIteration as end:
            found: tuple[Hypothesis, ...] = end.value
            break
    written = reasons(translator, encoded, found[0], len(forced))
    return Attempt(way, found[0], written, found[1:])


def _whole(translator: Translator, written: Sequence[WrittenPiece]) -> Hypothesis:
    ids = tuple(piece.id for piece in written)
    log_chance = sum(piece.log_chance for piece in written)
    ended = ids[-1] == 0
    own = ids[:-1] if ended else ids
    return Hypothesis(own, log_chance, score_of(translator, log_chance, len(ids)), ended)


def _whole_attention(attempts: Sequence[Attempt]) -> Check:
    sums = [float(p.attention.sum(dtype=np.float64)) for one in attempts for p in one.written]
    return Check(
        max((abs(1 - found) for found in sums), default=0.0),
        SAME_SUM,
        sentence("1, to which each row of the matrix has to add up"),
    )


def _same_score(attempts: Sequence[Attempt]) -> Check:
    """The sum that the beam kept, against the same pieces read one by one."""
    residual = 0.0
    for one in attempts:
        again = sum(piece.log_chance for piece in one.written)
        residual = max(residual, abs(again - one.best.log_chance) / max(1.0, abs(again)))
    return Check(
        residual,
        SAME_SCORE,
        sentence("ln p of the translation that the beam found, read again as a whole"),
    )
