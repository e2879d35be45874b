"""Baum–Welch over one long text, read as parallel streams, chunk by chunk.

Every pass cuts the text into streams, beginning at another character. A stepwise pass updates the
model after every chunk, from counts that forget slowly:

    S ← (1 − η) S + η S_chunk,   η = (k + 2)^−κ

A plain pass adds up the counts of all chunks and updates once, which is Baum–Welch but for the
borders of chunks, where the backward message begins anew.

Source: O. Cappé and E. Moulines, On-line expectation–maximization algorithm for latent data models
(2009); P. Liang and D. Klein, Online EM for unsupervised models (2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.hmm import BaumWelch
from rnn_demo.networks.hidden_markov import (
    Array,
    ExpectedCounts,
    HiddenMarkovModel,
    Ids,
    expected_counts,
    shares,
)

STARTS, FIRST = 1, 2  # what a seed is for, besides itself
PREFERRED = 0.8  # how much more a state says its own symbol, in the beginning


@dataclass(frozen=True)
class StreamRun:
    """Where training stands between two passes.

    Attributes:
        passes: done.
        chunks: read in stepwise passes.
        model: as it is; its π is uniform, because a stream begins anywhere.
        moves: mean counts of transitions a character, as stepwise passes keep them.
        emitted: the same of emissions.
        log_likelihood: mean ln p of a character in the last pass, nats, while the model changed.
    """

    passes: int
    chunks: int
    model: HiddenMarkovModel
    moves: Array
    emitted: Array
    log_likelihood: float


def begin(frequencies: Array, states: int, seed: int) -> StreamRun:
    """The first model: every state prefers one symbol, and its transitions are luck.

    A symbol has about as many states as the square root of its frequency gives it, and the states
    of one symbol differ by their transitions alone. Training that begins here is after one pass
    where it would be after three from random emissions.

    Args:
        frequencies: of the symbols in the text (symbols,).
        states: how many.
        seed: of the luck.
    """
    random = np.random.default_rng([seed, FIRST, states])
    moves = shares(random.gamma(1.0, size=(states, states))).astype(np.float32)
    own = np.zeros((states, len(frequencies)))
    own[np.arange(states), _preferred(frequencies, states)] = 1
    emitted = (PREFERRED * own + (1 - PREFERRED) * frequencies).astype(np.float32)
    model = HiddenMarkovModel(_uniform(states), moves, emitted)
    return StreamRun(0, 0, model, moves / states, emitted / states, np.nan)


def _preferred(frequencies: Array, states: int) -> NDArray[np.int64]:
    """The symbol that each state prefers (states,), the shares rounded by largest remainders."""
    wanted = shares(np.sqrt(frequencies)) * states
    counts = np.floor(wanted).astype(np.int64)
    counts[np.argsort(counts - wanted, kind="stable")[: states - counts.sum()]] += 1
    return np.repeat(np.arange(len(frequencies)), counts)


def chunks_of(ids: Ids, number: int, training: BaumWelch, seed: int) -> Iterator[Ids]:
    """The chunks (streams, chunk) of a pass, in their order; the last one may be shorter.

    Args:
        ids: the text (characters,).
        number: of the pass, from 0.
        training: how many streams, how long a chunk.
        seed: of the character at which the first stream begins.
    """
    start = int(np.random.default_rng([seed, STARTS, number]).integers(len(ids)))
    streams = min(training.streams, max(1, len(ids) // training.chunk))
    length = len(ids) // streams
    rows = np.roll(ids, -start)[: streams * length].reshape(streams, length)
    for at in range(0, length, training.chunk):
        yield rows[:, at : at + training.chunk]


def one_pass(
    run: StreamRun,
    ids: Ids,
    training: BaumWelch,
    seed: int,
    read: Callable[[int], None] = lambda characters: None,
) -> StreamRun:
    """The run after one more pass over the text.

    Args:
        run: as it stands.
        ids: the text (characters,).
        training: how.
        seed: see `chunks_of`.
        read: hears how many more characters were read.
    """
    stepwise = run.passes < training.stepwise
    model, moves, emitted, chunks = run.model, run.moves, run.emitted, run.chunks
    total, characters = 0.0, 0
    sums = [np.zeros(moves.shape), np.zeros(emitted.shape)]
    before: Array | None = None
    for chunk in chunks_of(ids, run.passes, training, seed):
        counts, before = expected_counts(model, chunk, before)
        total += float(counts.log_likelihood)
        characters += chunk.size
        if stepwise:
            weight = np.float32((chunks + 2) ** -training.decay)
            moves = (1 - weight) * moves + weight * counts.moves / np.float32(chunk.size)
            emitted = (1 - weight) * emitted + weight * counts.emitted / np.float32(chunk.size)
            chunks += 1
            model = updated(moves, emitted, len(ids), training.prior)
        else:
            sums = _added(sums, counts)
        read(chunk.size)
    if not stepwise:
        moves, emitted = ((s / characters).astype(np.float32) for s in sums)
        model = updated(moves, emitted, len(ids), training.prior)
    return replace(
        run,
        passes=run.passes + 1,
        chunks=chunks,
        model=model,
        moves=moves,
        emitted=emitted,
        log_likelihood=total / characters,
    )


def updated(moves: Array, emitted: Array, characters: int, prior: float) -> HiddenMarkovModel:
    """The M-step from mean counts a character.

    Args:
        moves: of transitions (states, states).
        emitted: of emissions (states, symbols).
        characters: of the text, so that `prior` is a count beside those of the whole text.
        prior: a count that everything has beforehand.
    """
    more = np.float32(prior / characters)
    return HiddenMarkovModel(_uniform(len(moves)), shares(moves + more), shares(emitted + more))


def _added(sums: list[NDArray[np.float64]], counts: ExpectedCounts) -> list[NDArray[np.float64]]:
    return [sums[0] + counts.moves, sums[1] + counts.emitted]


def _uniform(states: int) -> Array:
    return np.full(states, 1 / states, np.float32)
