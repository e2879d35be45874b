"""Notes with overtones, one after another: a sound that is no speech."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.sounds.log_mel import RATE

SCALE = (262, 294, 330, 349, 392, 440, 494, 523)  # hertz, from c to c
NOTES = (0.15, 0.3, 0.6)  # seconds


def melody(seconds: float, random: np.random.Generator) -> NDArray[np.float32]:
    """A melody of plucked notes by chance, from −1 to 1 (samples,)."""
    notes: list[NDArray[np.float64]] = []
    fades, overtones = random.uniform(2, 10), int(random.integers(1, 6))
    while sum(map(len, notes)) < seconds * RATE:
        time = np.arange(int(random.choice(NOTES) * RATE)) / RATE
        pitch = random.choice(SCALE) * random.choice([0.5, 1, 2])
        note = np.zeros(len(time))
        for overtone in range(1, 1 + overtones):
            note += np.sin(2 * np.pi * pitch * overtone * time) / overtone
        notes.append(note * np.exp(-fades * time) * np.minimum(1, 100 * time))
    tune = np.concatenate(notes)[: int(seconds * RATE)]
    found: NDArray[np.float32] = (0.5 * tune / np.abs(tune).max()).astype(np.float32)
    return found
