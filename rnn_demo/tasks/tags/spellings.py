"""Sentences as numbers: every different word is spelled once, and batches are made of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.networks.tagger import Sentences
from rnn_demo.tokenizers.tagged_words import OTHER, PADDING, TaggedWords

UNKNOWN_LETTER = 0.01  # share of letters that are read as unknown ones


@dataclass(frozen=True)
class Encoded:
    """Sentences as numbers: spellings, ids of known words, and tags."""

    spelled: list[NDArray[np.int64]]
    known: list[NDArray[np.int64]]
    tags: list[NDArray[np.int64]]


class Spellings:
    """The different words of all texts as rows of character ids, each made once."""

    def __init__(self, vocabulary: TaggedWords) -> None:
        self.vocabulary = vocabulary
        self._rows: dict[str, int] = {}
        self._made: list[tuple[list[int], list[int]]] = []
        self._known: list[int] = []
        self._tag = {tag: place for place, tag in enumerate(vocabulary.tags)}

    def encode(self, sentences: Sequence[Sequence[str]], tags: Sequence[Sequence[str]]) -> Encoded:
        """Sentences as numbers."""
        spelled = [np.array([self._row(word) for word in words]) for words in sentences]
        known = [np.array([self._known[row] for row in rows]) for rows in spelled]
        told = [np.array([self._tag[tag] for tag in own]) for own in tags]
        return Encoded(spelled, known, told)

    def _row(self, word: str) -> int:
        if word not in self._rows:
            self._rows[word] = len(self._made)
            self._made.append(self.vocabulary.spelling(word))
            self._known.append(self.vocabulary.word_id(word))
        return self._rows[word]

    def rows(self, forms: Sequence[str]) -> NDArray[np.int16]:
        """The ids of the letters of many forms, (forms, letters)."""
        spelled = [self.vocabulary.spelling(form)[0] for form in forms]
        return np.array(spelled, np.int16)

    def batch(
        self,
        encoded: Encoded,
        chosen: NDArray[np.int64],
        generator: np.random.Generator | None = None,
        unknown: float = 0.0,
    ) -> tuple[Sentences, Tensor]:
        """Some sentences as the tagger reads them, with noise if a generator is given."""
        spelled = padded([encoded.spelled[i] for i in chosen])
        known = padded([encoded.known[i] for i in chosen])
        tags = padded([encoded.tags[i] for i in chosen])
        lengths = torch.tensor([len(encoded.known[i]) for i in chosen])
        different, where = torch.unique(spelled, return_inverse=True)
        distinct = np.array([self._made[i] for i in different.tolist()], np.int64)
        if generator is not None:
            known = known * torch.from_numpy(generator.random(known.shape) >= unknown)
            lost = (generator.random(distinct[:, 0].shape) < UNKNOWN_LETTER) & (
                distinct[:, 0] > PADDING
            )
            distinct[:, 0][lost] = OTHER
        return Sentences(torch.from_numpy(distinct), where, known, lengths), tags


def padded(rows: Sequence[NDArray[np.int64]]) -> Tensor:
    """Rows of different lengths as one tensor, filled up behind their ends."""
    found = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for place, row in enumerate(rows):
        found[place, : len(row)] = row
    return torch.from_numpy(found)
