"""The captioner's numbers: all words of a name at once by torch, and word by word by its graphs."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.pictures.captioner import captioner_from, look, next_word
from tests.tiny_pictures import learner_of

Ids = NDArray[np.integer]
Numbers = NDArray[np.floating]


def _picture(artifact: Any) -> NDArray[np.uint8]:
    side = artifact.config.network.side
    return np.random.default_rng(3).integers(0, 256, (1, side, side, 3), np.uint8)


def named(artifact: Any, ids: Ids) -> Numbers:
    """Log-probabilities after each word of names (names, time, words), of one picture."""
    learner = learner_of(artifact)
    pixels = torch.from_numpy(_picture(artifact)).permute(0, 3, 1, 2) / 255
    with torch.inference_mode():
        grid = learner.encoder.grid(pixels).expand(len(ids), -1, -1)
        before = torch.from_numpy(ids.astype(np.int64))
        wanted = torch.ones(ids.shape, dtype=torch.bool)
        logits = learner.logits(before, grid, wanted, None, 0.0).log_softmax(1)
    found: Numbers = logits.reshape(*ids.shape, -1).numpy()
    return found


def named_by_steps(artifact: Any, ids: Ids) -> Numbers:
    """The same of one name (time, words), each state handed on."""
    captioner, found = captioner_from(artifact), []
    state = look(captioner, _picture(artifact))
    for one in ids:
        log_chances, _, state = next_word(captioner, state, [int(one)])
        found.append(log_chances[0])
    return np.array(found)
