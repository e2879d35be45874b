"""IBM model 1: which word translates which, learned from pairs of sentences and nothing else.

Equation: p(f_1 … f_m | e) is proportional to the product over j of sum_i t(f_j | e_i), i over the
words of the source and one empty word. Expectation and maximisation in turn find t.

Source: Brown, Della Pietra, Della Pietra, Mercer 1993, "The mathematics of statistical machine
translation", model 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PASSES = 6
EMPTY = 0  # the id of the empty word
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")


@dataclass(frozen=True)
class WordModel:
    """t of every pair of words that stand in one pair of sentences.

    Attributes:
        sources: the words of the source language; the first is the empty word.
        targets: the words of the target language.
        source: which source word each entry is of (entries,).
        target: which target word (entries,).
        chance: t(target | source) (entries,).
        log_likelihood: of the target sentences before each pass, nats, without the factor that
            depends on lengths alone.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    chance: NDArray[np.float64]
    log_likelihood: tuple[float, ...]


def words_of(text: str) -> list[str]:
    """Words, and punctuation marks one by one."""
    return _WORD.findall(text)


def learn_words(pairs: Sequence[tuple[str, str]], passes: int = PASSES) -> WordModel:
    """Learn t from pairs of sentences, all chances equal at first."""
    known: tuple[dict[str, int], dict[str, int]] = ({"": EMPTY}, {})
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    place: list[NDArray[np.int64]] = []
    count = 0
    spread = 0.0  # of a word over the places of its source: log (l + 1), of each target word
    for one, other in pairs:
        read = np.array([EMPTY, *_ids(one, known[0])], np.int64)
        written = np.array(_ids(other, known[1]), np.int64)
        left.append(np.tile(read, len(written)))
        right.append(np.repeat(written, len(read)))
        place.append(np.repeat(np.arange(count, count + len(written)), len(read)))
        count += len(written)
        spread += len(written) * float(np.log(len(read)))
    source, target, slot = (np.concatenate(part) for part in (left, right, place))
    kinds, entry = np.unique(source * len(known[1]) + target, return_inverse=True)
    of_source = kinds // len(known[1])
    chance = np.full(len(kinds), 1 / max(1, len(known[1])))
    heard = []
    for _ in range(passes):
        share = chance[entry]
        total = np.bincount(slot, share, count)  # of each target word, over its source's words
        heard.append(float(np.log(total).sum() - spread))
        expected = np.bincount(entry, share / total[slot], len(kinds))
        chance = expected / np.bincount(of_source, expected, len(known[0]))[of_source]
    return WordModel(
        tuple(known[0]), tuple(known[1]), of_source, kinds % len(known[1]), chance, tuple(heard)
    )


def dictionary(model: WordModel) -> dict[str, str]:
    """The likeliest translation of each source word."""
    order = np.lexsort((model.target, -model.chance, model.source))
    first = np.unique(model.source[order], return_index=True)[1]
    best = order[first]
    return {
        model.sources[source]: model.targets[target]
        for source, target in zip(model.source[best], model.target[best], strict=True)
    }


def word_by_word(text: str, known: dict[str, str]) -> str:
    """A sentence with each word replaced; a word that is unknown stays as it is."""
    found = [known.get(word) or known.get(word.lower()) or word for word in words_of(text)]
    written = re.sub(r" ([.,!?:;…)»])", r"\1", " ".join(found))
    return written[:1].upper() + written[1:]


def _ids(text: str, known: dict[str, int]) -> list[int]:
    return [known.setdefault(word, len(known)) for word in words_of(text)]
