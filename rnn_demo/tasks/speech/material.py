"""Training recordings as power spectra, each at several pitches, ready to be varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.spoken_digits import Take
from rnn_demo.sounds.log_mel import LOUD, log_bands, peak_of, power_spectrum

PITCHES = (0.86, 0.93, 1.0, 1.08, 1.17)  # a recording played faster: pitch and throat times it

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Material:
    """What streams are made of.

    Attributes:
        spectra: of each recording, one at each of `PITCHES`, each (frames, bins), the loudest
            frames of mean power 1.
        digit: of each recording.
        speaker: of each, as a number.
        voices: the names of the speakers.
    """

    spectra: tuple[tuple[Array, ...], ...]
    digit: NDArray[np.int64]
    speaker: NDArray[np.int64]
    voices: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.digit)


def material_of(takes: Sequence[Take]) -> Material:
    """The material of some recordings."""
    speakers = sorted({take.speaker for take in takes})
    spectra = tuple(
        tuple(_of_peak_one(power_spectrum(_faster(take.samples, pitch))) for pitch in PITCHES)
        for take in takes
    )
    return Material(
        spectra,
        np.array([take.digit for take in takes]),
        np.array([speakers.index(take.speaker) for take in takes]),
        tuple(speakers),
    )


def usual_of(sounds: Sequence[Array]) -> Array:
    """The mean of every band over the loud frames of recordings (bands,)."""
    total, count = np.zeros(1), 0
    for sound in sounds:
        logs = log_bands(power_spectrum(sound))
        loud = logs[np.exp(logs).mean(1) > LOUD]
        total, count = total + loud.sum(0), count + len(loud)
    found: Array = (total / max(count, 1)).astype(np.float32)
    return found


def _of_peak_one(power: Array) -> Array:
    return (power / max(peak_of(power), 1e-12)).astype(np.float32)


def _faster(samples: Array, factor: float) -> Array:
    if factor == 1:
        return samples
    places = np.arange(0, len(samples) - 1, factor)
    found: Array = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    return found
