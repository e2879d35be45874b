"""What a network hears in a recording: chances over time, the best path and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.speech import STRIDE
from rnn_demo.networks.listener_steps import Weights, log_chances, logits_of
from rnn_demo.sounds.alignment import HeardWord, words_of
from rnn_demo.sounds.log_mel import HOP, RATE, levelled, log_bands, power_spectrum

Array = NDArray[np.floating[Any]]
STEP = STRIDE * HOP / RATE  # seconds
DOUBTFUL = 0.9  # of a word's chance: below it perhaps no digit was said
AROUND = 800  # samples of silence put around a recording, so that no word touches its ends


@dataclass(frozen=True)
class Hearing:
    """What a network makes of a recording; its first and last tenth of a second are silence.

    Attributes:
        logs: the bands as they are drawn, logarithms below the peak (frames, bands).
        log_chances: ln p of every word and of the blank at every step (steps, words + 1), float64.
        words: of the best path.
    """

    logs: Array
    log_chances: Array
    words: tuple[HeardWord, ...]


def hear(weights: Weights, samples: Array) -> Hearing:
    """Listen to a recording.

    Args:
        weights: of one network.
        samples: (samples,), from −1 to 1, `RATE` a second.
    """
    sound = np.pad(np.asarray(samples, np.float32), AROUND)
    logs = log_bands(power_spectrum(sound))
    told = log_chances(logits_of(weights, levelled(logs, weights["usual"]).astype(np.float32)))
    return Hearing(logs, told, words_of(told))
