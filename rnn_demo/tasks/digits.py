"""The pictures of a configuration, and their parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.digits import DigitData
from rnn_demo.data.digits import Digits, Pixels, read_digits
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

SIDE = 28  # pixels of a digit


def checked_digits(data: DigitData, pixels: int) -> Digits:
    """The pictures that a configuration names, each of so many pixels.

    Raises:
        TextError: missing, damaged, or others.
    """
    digits = read_digits()
    for split, sha256 in data.sha256.items():
        if digits.sha256.get(split) != sha256:
            raise TextError(
                sentence(
                    "The pictures {split} are not those that config.json names: their sha256 is "
                    "{found}…, expected {sha256}….",
                    split=split,
                    found=str(digits.sha256.get(split))[:12],
                    sha256=str(sha256)[:12],
                )
            )
    if digits.train.shape[1] != pixels:
        raise TextError(
            sentence(
                "The pictures have {found} pixels, config.json says {pixels}.",
                found=digits.train.shape[1],
                pixels=pixels,
            )
        )
    return digits


def parts_of(train: Pixels, validation: int) -> tuple[Pixels, Pixels]:
    """The pictures that are learned, and the last ones, which are not."""
    cut = len(train) - validation
    return train[:cut], train[cut:]


def mean_of(pictures: Pixels) -> NDArray[np.float32]:
    """How often each pixel is 1 (pixels,)."""
    found: NDArray[np.float32] = (pictures.mean(0) / 255).astype(np.float32)
    return found
