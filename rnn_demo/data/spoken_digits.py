"""Recordings of spoken digits: six voices, ten digits, fifty takes of each."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

FOLDER, INDEX = "fsdd", "index.csv"
STRANGE = "yesno"  # another language
SOURCE = "https://github.com/Jakobovski/free-spoken-digit-dataset"
LICENCE = "CC BY-SA 4.0, Zohar Jackson and contributors"
RATE = 8_000  # samples a second
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Take:
    """One recording of one digit.

    Attributes:
        speaker: by name.
        digit: 0 to 9.
        take: its number among those of this speaker and digit.
        samples: (samples,), float32 from −1 to 1.
    """

    speaker: str
    digit: int
    take: int
    samples: NDArray[np.float32]


@dataclass(frozen=True)
class SpokenDigits:
    """All recordings.

    Attributes:
        takes: in the order of the index.
        sha256: of index and samples.
    """

    takes: tuple[Take, ...]
    sha256: str

    @property
    def speakers(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(sorted({take.speaker for take in self.takes}))


def read_spoken_digits() -> SpokenDigits:
    """Read all recordings below the data folder.

    Raises:
        TextError: missing, damaged, or not such files.
    """
    import soundfile  # only who trains or measures reads these files

    folder = data_folder() / FOLDER
    index = folder / INDEX
    if not index.is_file():
        raise _missing(folder)
    digest = hashlib.sha256()
    sounds: dict[str, NDArray[np.int16]] = {}
    takes = []
    try:
        text = index.read_bytes()
        digest.update(text)
        for row in csv.DictReader(text.decode().splitlines()):
            speaker, start = row["speaker"], int(row["start"])
            if speaker not in sounds:
                sounds[speaker], rate = soundfile.read(folder / f"{speaker}.flac", dtype="int16")
                if rate != RATE or sounds[speaker].ndim != 1:
                    raise ValueError(f"{speaker}.flac is not one channel of {RATE} samples")
                digest.update(sounds[speaker].tobytes())
            cut = sounds[speaker][start : start + int(row["length"])]
            if len(cut) != int(row["length"]) or not len(cut):
                raise ValueError(f"{speaker}.flac ends before the index does")
            digit = int(row["digit"])
            if not 0 <= digit < len(DIGITS):
                raise ValueError(f"{digit} is no digit")
            samples = (cut / 32768).astype(np.float32)
            takes.append(Take(speaker, digit, int(row["take"]), samples))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise TextError(
            sentence("{path} cannot be used as recordings: {error}.", path=folder, error=str(error))
        ) from None
    return SpokenDigits(tuple(takes), digest.hexdigest())


def read_strange() -> tuple[NDArray[np.float32], ...]:
    """Recordings of another language, in which no English digit is said.

    Raises:
        TextError: missing or damaged.
    """
    import soundfile

    folder = data_folder() / STRANGE
    paths = sorted(folder.glob("*.flac"))
    if not paths:
        raise _missing(folder)
    try:
        return tuple(soundfile.read(path, dtype="float32")[0] for path in paths)
    except (OSError, RuntimeError) as error:
        raise TextError(
            sentence("{path} cannot be used as recordings: {error}.", path=folder, error=str(error))
        ) from None


def _missing(folder: Path) -> TextError:
    return TextError(
        sentence(
            "The recordings {path} are missing: docs/training.md says where they come from; name "
            "their data folder in {variable}.",
            path=folder,
            variable=DATA_VARIABLE,
        )
    )
