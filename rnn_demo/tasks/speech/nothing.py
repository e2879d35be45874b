"""Sounds in which no English digit is said: what should be heard in them is nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.spoken_digits import Take, read_strange
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.melody import melody

Sound = NDArray[np.float32]
COUNT, SECONDS = 50, 3


def sounds_of_nothing(takes: Sequence[Take], seed: int = 0) -> dict[str, list[Sound]]:
    """Recordings and made-up sounds by what they are.

    Args:
        takes: which are played backwards.
        seed: of all luck.

    Raises:
        TextError: the recordings of another language are missing.
    """
    random = np.random.default_rng(seed)
    return {
        "silence": [np.zeros(SECONDS * RATE, np.float32)],
        "hiss": [_hiss(random) for _ in range(COUNT)],
        "melodies": [melody(SECONDS, random) for _ in range(COUNT)],
        "digits backwards": [take.samples[::-1].copy() for take in takes],
        "Hebrew": list(read_strange()),
    }


def _hiss(random: np.random.Generator) -> Sound:
    """Noise, white or with its higher pitches weaker, loud or faint."""
    noise = random.normal(size=SECONDS * RATE)
    power = random.uniform(0, 1)
    spectrum = np.fft.rfft(noise) / np.maximum(1, np.arange(len(noise) // 2 + 1)) ** power
    noise = np.fft.irfft(spectrum)
    level = 10 ** random.uniform(-3, -0.5)
    found: Sound = (level * noise / np.abs(noise).max()).astype(np.float32)
    return found
