"""How long a run of notes a tune shares with a training tune, in whatever key.

What is stored is a 32-bit hash of every six notes in a row of the training tunes, in their order,
and the titles: a run of n notes shared with a tune is n - 5 equal hashes in a row. A note is its
pitch within the key and its length; bar lines, ties and repeats do not count. The tunes themselves
are not stored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import latest
from rnn_demo.music.keys import MusicalKey
from rnn_demo.music.tune import Element, TuneNote
from rnn_demo.tasks.tunes.prepared import PreparedTunes
from rnn_demo.words import message, sentence

WINDOW = 6  # notes that one hash stands for
HASHES, TITLES = "copying.u32", "copying.json"
MAX_BYTES, MAX_TITLES = 16_000_000, 2_000_000
MOST_TITLE = 200
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
Hashes = NDArray[np.uint32]
Codes = NDArray[np.uint64]


@dataclass(frozen=True)
class SharedRun:
    """The longest run of notes that a tune shares with one training tune.

    Attributes:
        notes: how many; 0 for fewer than `WINDOW`.
        first: which of the tune's sounding notes it begins with.
        title: of the training tune.
    """

    notes: int
    first: int
    title: str


class CopyIndex:
    """Where each six notes in a row occur in the training tunes.

    Attributes:
        hashes: one for each place, tune after tune.
        counts: how many of them each tune has.
        titles: of the tunes.
    """

    def __init__(self, hashes: Hashes, counts: Sequence[int], titles: Sequence[str]) -> None:
        self.hashes, self.counts, self.titles = hashes, tuple(counts), tuple(titles)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._order = np.argsort(hashes, kind="stable")
        self._sorted = hashes[self._order]
        self._begins = np.zeros(len(hashes) + 1, dtype=bool)
        self._begins[self._starts] = True

    @classmethod
    def of(cls, tunes: Sequence[tuple[str, Codes]]) -> CopyIndex:
        """The index of tunes by title and note codes."""
        parts = [window_hashes(codes) for _, codes in tunes]
        return cls(np.concatenate(parts), [len(p) for p in parts], [name for name, _ in tunes])

    def longest(self, codes: Codes) -> SharedRun:
        """The longest run that a tune shares with one of the indexed ones.

        Args:
            codes: of its sounding notes, see `note_codes`.
        """
        best = (0, 0, 0)  # windows, the place after the run, a place in the index
        running: dict[int, int] = {}
        for at, value in enumerate(window_hashes(codes)):
            left, right = np.searchsorted(self._sorted, [value, value + np.uint64(1)])
            now = {}
            for place in self._order[left:right].tolist():
                before = 0 if self._begins[place] else running.get(place - 1, 0)
                now[place] = before + 1
                if before + 1 > best[0]:
                    best = (before + 1, at + 1, place)
            running = now
        if not best[0]:
            return SharedRun(0, 0, "")
        tune = int(np.searchsorted(self._starts, best[2], side="right")) - 1
        return SharedRun(best[0] + WINDOW - 1, best[1] - best[0], self.titles[tune])

    def holds(self, codes: Codes) -> bool:
        """Whether these notes, at least `WINDOW`, stand in a row in one of the indexed tunes."""
        wanted = window_hashes(codes)
        many = len(wanted)
        left, right = np.searchsorted(self._sorted, [wanted[0], wanted[0] + np.uint64(1)])
        return any(
            np.array_equal(self.hashes[place : place + many], wanted)
            and not self._begins[place + 1 : place + many].any()
            for place in self._order[left:right].tolist()
        )

    def files(self) -> dict[str, bytes | str]:
        """The contents of the files that hold it."""
        told = {
            "window": WINDOW,
            "tunes": [
                [title, count] for title, count in zip(self.titles, self.counts, strict=True)
            ],
        }
        return {
            HASHES: self.hashes.astype("<u4").tobytes(),
            TITLES: json.dumps(told, ensure_ascii=False) + "\n",
        }


def index_of(prepared: PreparedTunes) -> CopyIndex:
    """Where the training tunes have which notes."""
    return CopyIndex.of(
        [(one.title, note_codes(one.tune.elements, one.tune.key)) for one in prepared.train.tunes]
    )


def read_copy_index(folder: Path) -> CopyIndex:
    """The index beside a model.

    Raises:
        ArtifactError: a file is missing or damaged.
    """
    path = latest(folder, TITLES)
    try:
        told = json.loads(read_regular(path, MAX_TITLES).decode("utf-8"))
        titles = [title[:MOST_TITLE] for title, _ in told["tunes"]]
        counts = [count for _, count in told["tunes"]]
        if told["window"] != WINDOW or not titles:
            raise ValueError(f"titles and the windows of {WINDOW} notes belong there")
        if not all(type(count) is int and count >= 0 for count in counts):
            raise ValueError("a count is no whole number from 0 on")
        path = latest(folder, HASHES)
        data = read_regular(path, MAX_BYTES)
        if len(data) != 4 * sum(counts):
            raise ValueError(f"it has {len(data)} bytes instead of {4 * sum(counts)}")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArtifactError(
            sentence("{path} cannot be used: {error}.", path=shown(path), error=message(error))
        ) from None
    return CopyIndex(np.frombuffer(data, "<u4").astype(np.uint32), counts, titles)


def note_codes(elements: Sequence[Element], key: MusicalKey) -> Codes:
    """A number for each sounding note: its pitch within the key, and its length."""
    codes = [
        ((one.step - key.tonic_step + 64) * 8 + one.alter - key.altered(one.step) + 3) * 4096
        + one.length
        for one in elements
        if isinstance(one, TuneNote) and one.step is not None
    ]
    return np.array(codes, dtype=np.uint64)


def note_code(element: Element, key: MusicalKey) -> int:
    """The number that `note_codes` has for a note, never 0; 0 for what does not sound."""
    codes = note_codes([element], key).tolist()
    return codes[0] if codes else 0


def window_hashes(codes: Codes) -> Hashes:
    """A hash of each `WINDOW` notes in a row (notes - WINDOW + 1,)."""
    count = max(0, len(codes) - WINDOW + 1)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(WINDOW):
        mixed = (mixed ^ codes[place : place + count]) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)
