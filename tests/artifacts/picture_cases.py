"""The numbers of both networks of pictures: at once by torch, and step by step by their graphs."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.pictures.captioner import captioner_from, look, next_word
from rnn_demo.pictures.styles import read_rows, style_reader
from tests.tiny_pictures import learner_of, reader_of

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


def _rows(artifact: Any, ids: Ids) -> NDArray[np.uint8]:
    """A picture whose rows are noise that an id stands for (…, rows, side, 3)."""
    side = artifact.config.network.side
    bank = np.random.default_rng(4).integers(0, 256, (100, side, 3), np.uint8)
    return bank[ids]


def styles_of_rows(artifact: Any, ids: Ids) -> Numbers:
    """Chances of the hands after each row of pictures (pictures, rows, hands)."""
    pixels = torch.from_numpy(_rows(artifact, ids)).permute(0, 3, 1, 2) / 255
    with torch.inference_mode():
        found: Numbers = reader_of(artifact).read(pixels).softmax(2).numpy()
    return found


def styles_by_steps(artifact: Any, ids: Ids) -> Numbers:
    """The same of one picture (rows, hands), each state handed on."""
    return read_rows(style_reader(artifact), _rows(artifact, ids)[None])[0]
