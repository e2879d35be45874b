"""Sounds in which no English digit is said: what should be heard in them is nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.spoken_digits import Take, read_strange
from rnn_demo.sounds.log_mel import RATE

Sound = NDArray[np.float32]
COUNT, SECONDS = 50, 3
SCALE = (262, 294, 330, 349, 392, 440, 494, 523)  # hertz, from c to c


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
        "melodies": [_melody(random) for _ in range(COUNT)],
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


def _melody(random: np.random.Generator) -> Sound:
    """Notes with overtones, one after another, each fading."""
    notes = []
    fades, overtones = random.uniform(2, 10), int(random.integers(1, 6))
    while sum(map(len, notes)) < SECONDS * RATE:
        time = np.arange(int(random.choice([0.15, 0.3, 0.6]) * RATE)) / RATE
        pitch = random.choice(SCALE) * random.choice([0.5, 1, 2])
        waves = [np.sin(2 * np.pi * pitch * k * time) / k for k in range(1, 1 + overtones)]
        notes.append(sum(waves) * np.exp(-fades * time) * np.minimum(1, 100 * time))
    tune = np.concatenate(notes)
    found: Sound = (0.5 * tune / np.abs(tune).max()).astype(np.float32)
    return found
