"""Small networks with made-up weights that name signs, made-up clips, and a corpus of such."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.signs import EXAMPLES, examples_file, sign_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.signs import SignConfig, SignData, SignNetworkSize
from rnn_demo.data.landmarks import FEATURES, HAND_POINTS, POSE_POINTS, Landmarks
from rnn_demo.tokenizers.sign_names import SignNames

NAME = "tiny-signs"
WORDS = ("hello", "sad", "happy", "thank you", "father")
# Those of the page's presets, so that these can be tried on this model.
EXAMPLES_SHOWN = (
    "hello 76", "hello 67", "hello 64", "sad 64", "happy 64", "thank you 64", "father 64",
)  # fmt: skip
CONFIG = SignConfig(
    SignNetworkSize("gru", len(WORDS), FEATURES, 8, 2),
    SignData("sign_clips", 1, 2, EXAMPLES_SHOWN),
    Recipe(epochs=2, batch_size=4, learning_rate=0.01, warmup_steps=2),
    temperatures=(1.0, 0.5),
)


def made_up_clips(words: int, each: int, frames: int = 24, seed: int = 0) -> Landmarks:
    """Clips of a person whose right hand is where their word is, the words one after the other."""
    random = np.random.default_rng(seed)
    count = words * each
    word = np.repeat(np.arange(words), each)
    pose = 0.5 + random.normal(0, 0.01, (count, frames, POSE_POINTS, 2))
    pose[:, :, 11] += (0.15, 0.1)
    pose[:, :, 12] += (-0.15, 0.1)
    hand = random.normal(0, 0.01, (count, frames, HAND_POINTS, 2))
    place = np.column_stack([0.1 + 0.2 * word, 0.2 + 0.3 * (word % 2)])
    hand += place[:, None, None]
    left = np.zeros_like(hand)
    left[word == 0] = hand[word == 0] + 0.2
    parts = (part.astype(np.float16).astype(np.float32) for part in (pose, left, hand))
    return Landmarks(*parts)


def write_tiny_signs(folder: Path, config: SignConfig = CONFIG) -> Path:
    """Write models/tiny-signs below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=shape).astype(np.float16).astype(np.float32)
        for name, shape in sign_shapes(config.network).items()
    }
    clips = made_up_clips(len(EXAMPLES_SHOWN), 1)
    more: dict[str, bytes | str] = {EXAMPLES: examples_file(clips)}
    write_folder(folder / NAME, config, SignNames(WORDS), weights, more)
    return folder


def write_corpus(folder: Path, each: int = 8) -> Path:
    """Write made-up clips as the corpus is, below a data folder; the data folder."""
    clips = made_up_clips(len(WORDS), each)
    path = folder / "sign_clips" / "sign_clips.npz"
    path.parent.mkdir(parents=True)
    np.savez(
        path,
        pose=np.concatenate([clips.pose, np.zeros_like(clips.pose)], -1).astype(np.float16),
        left_hand=clips.left_hand.astype(np.float16),
        right_hand=clips.right_hand.astype(np.float16),
        label=np.repeat(np.arange(len(WORDS)), each),
        clip=np.tile(np.arange(each), len(WORDS)),
        words=np.array(WORDS),
    )
    return folder
