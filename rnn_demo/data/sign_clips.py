"""Signs of American Sign Language as landmarks: 11 signs, 80 clips of 24 frames of each."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.landmarks import HAND_POINTS, POSE_POINTS, Landmarks
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

FILE = "sign_clips/sign_clips.npz"
SOURCE = "https://github.com/tamtridung/ASL_SignWish (folder MP_Data)"
LICENCE = "MIT, © 2021 Tam_Tran"
ARRAYS = ("pose", "left_hand", "right_hand", "label", "clip", "words")


@dataclass(frozen=True)
class SignClips:
    """The clips of the corpus.

    Attributes:
        clips: (clips, time, points, 2).
        label: which word each shows, (clips,).
        number: of each among those of its word, in the order of recording, (clips,).
        words: what the signs mean.
        sha256: of the arrays.
    """

    clips: Landmarks
    label: NDArray[np.int64]
    number: NDArray[np.int64]
    words: tuple[str, ...]
    sha256: str

    def some(self, chosen: NDArray[np.bool_]) -> SignClips:
        """Those clips for which it is true."""
        return SignClips(
            self.clips.of(chosen), self.label[chosen], self.number[chosen], self.words, self.sha256
        )

    def __len__(self) -> int:
        return len(self.label)


def read_sign_clips() -> SignClips:
    """Read all clips below the data folder.

    Raises:
        TextError: missing, damaged, or not such a file.
    """
    path = data_folder() / FILE
    if not path.is_file():
        raise TextError(
            sentence(
                "The clips {path} are missing: get them from {source}, save pose, left_hand, "
                "right_hand, label, clip and words as arrays of that file, and name its data "
                "folder in {variable}.",
                path=path,
                source=SOURCE,
                variable=DATA_VARIABLE,
            )
        )
    try:
        with np.load(path, allow_pickle=False) as file:
            found = {name: file[name] for name in ARRAYS}
        return _checked(found)
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise TextError(
            sentence("{path} cannot be used as clips: {error}.", path=path, error=repr(error))
        ) from None


def _checked(found: dict[str, NDArray[np.generic]]) -> SignClips:
    clips, time = found["pose"].shape[:2]
    for name, points in (
        ("pose", POSE_POINTS), ("left_hand", HAND_POINTS), ("right_hand", HAND_POINTS)
    ):  # fmt: skip
        shape = found[name].shape
        if shape[:3] != (clips, time, points) or len(shape) != 4 or shape[3] < 2:
            raise ValueError(f"{name} has the shape {shape}")
        if found[name].dtype.kind != "f":
            raise ValueError(f"{name} holds {found[name].dtype}")
    if not found["label"].shape == found["clip"].shape == (clips,):
        raise ValueError("label and clip need one number for each clip")
    digest = hashlib.sha256()
    for name in ARRAYS:
        digest.update(np.ascontiguousarray(found[name]).tobytes())
    pose, left, right = (
        found[name][..., :2].astype(np.float32) for name in ("pose", "left_hand", "right_hand")
    )
    return SignClips(
        Landmarks(pose, left, right),
        found["label"].astype(np.int64),
        found["clip"].astype(np.int64),
        tuple(str(word) for word in found["words"]),
        digest.hexdigest(),
    )
