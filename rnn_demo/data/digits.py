"""Handwritten digits (MNIST): 28 × 28 grey pixels, made black and white by tossing coins."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

FILE = "mnist/mnist.npz"
SOURCE = "http://yann.lecun.com/exdb/mnist/ (LeCun, Cortes and Burges)"
SPLITS = ("train", "test")
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Digits:
    """The pictures of the data set.

    Attributes:
        train: (pictures, pixels), grey from 0 to 255, row by row.
        test: the same.
        sha256: of the pixels of each split.
    """

    train: Pixels
    test: Pixels
    sha256: dict[str, str]


def read_digits() -> Digits:
    """Read both splits below the data folder.

    Raises:
        TextError: missing, damaged, or not such a file.
    """
    path = data_folder() / FILE
    if not path.is_file():
        raise TextError(
            sentence(
                "The pictures {path} are missing: get them from {source}, save train_images and "
                "test_images as arrays of that file, and name its data folder in {variable}.",
                path=path,
                source=SOURCE,
                variable=DATA_VARIABLE,
            )
        )
    try:
        with np.load(path, allow_pickle=False) as file:
            train, test = (_flat(file[f"{split}_images"]) for split in SPLITS)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise TextError(
            sentence("{path} cannot be used as pictures: {error}.", path=path, error=repr(error))
        ) from None
    sums = (hashlib.sha256(pixels.tobytes()).hexdigest() for pixels in (train, test))
    return Digits(train, test, dict(zip(SPLITS, sums, strict=True)))


def black_and_white(grey: Pixels, random: np.random.Generator) -> NDArray[np.float32]:
    """Each pixel is 1 with its grey value as the probability, as published figures have it."""
    coins = random.random(grey.shape, np.float32)
    return (coins * np.float32(255) < grey).astype(np.float32)


def _flat(images: NDArray[np.uint8]) -> Pixels:
    if images.dtype != np.uint8 or images.ndim != 3:
        raise ValueError(f"{images.dtype} of the shape {images.shape}")
    return images.reshape(len(images), -1)
