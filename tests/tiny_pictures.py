"""A small captioner and a small reader of styles with made-up weights, for tests.

Their graphs lie beside this file, because to export one takes seconds; a test holds them to what is
exported today.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from rnn_demo.artifacts.captions import ENCODER, STEP, captioner_shapes
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.style import ROW, style_shapes
from rnn_demo.configuration.captions import (
    CaptionerConfig,
    CaptionerSize,
    CaptionLearning,
    DrawingData,
)
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.style import RowReaderSize, StyleConfig, StyleData
from rnn_demo.data.emoji import HANDS, SIDE, EmojiName, EmojiSet
from rnn_demo.networks.captioner import fold
from rnn_demo.networks.row_reader import RowReader
from rnn_demo.tasks.captions.learning import Learner
from rnn_demo.tokenizers.labels import Labels
from rnn_demo.tokenizers.name_words import END, NameWords

GRAPHS = Path(__file__).parent / "tiny_graphs"
CAPTIONER, STYLE = "tiny-captions", "tiny-style"
TONES = ("", "light", "medium-light", "medium", "medium-dark", "dark")
THINGS = ("waving hand", "ear", "folded hands")
NAMES = (
    *(
        EmojiName(f"{thing}: {tone} skin tone" if tone else thing, "people & body", place)
        for thing in THINGS
        for place, tone in enumerate(TONES)
    ),
    EmojiName("red heart", "smileys & emotion", 0),
    EmojiName("left arrow", "symbols", 0),
    EmojiName("flag: poland", "flags", 0),
    EmojiName("dog face", "animals & nature", 0),
    EmojiName("woman: curly hair", "people & body", 0),
    EmojiName("japanese “here” button", "symbols", 0),
)
WORDS = NameWords.of(name.name for name in NAMES)
SIZE = CaptionerSize("lstm", WORDS.vocab_size, SIDE, 4, (4, 5, 6), 7, 8)
CAPTIONS = CaptionerConfig(
    SIZE,
    DrawingData("emoji", ("noto", "noto_blob"), 2, 5),
    CaptionLearning(Recipe(1, batch_size=8, warmup_steps=1)),
)
STYLE_SIZE = RowReaderSize("gru", 5, SIDE, (4, 6), 7)
STYLES = StyleConfig(
    STYLE_SIZE,
    StyleData("emoji", tuple(hand for hand in HANDS if hand != "noto_blob"), 0.3, 0.2),
    Recipe(1, batch_size=8, warmup_steps=1),
)


def made_up_drawings(seed: int = 0) -> EmojiSet:
    """Every name by every hand: blobs whose colour is the name's and whose frame is the hand's."""
    random = np.random.default_rng(seed)
    colours = random.integers(0, 200, (len(NAMES), 3))
    frames = random.integers(0, 200, (len(HANDS), 3))
    pixels = np.full((len(HANDS), len(NAMES), SIDE, SIDE, 3), 255, np.uint8)
    for hand in range(len(HANDS)):
        for name in range(len(NAMES)):
            pixels[hand, name, 4:44, 4:44] = frames[hand]
            pixels[hand, name, 8:40, 8 + hand : 34 + hand] = colours[name]
    names = np.tile(np.arange(len(NAMES)), len(HANDS))
    hands = np.repeat(np.arange(len(HANDS)), len(NAMES))
    return EmojiSet(NAMES, pixels.reshape(-1, SIDE, SIDE, 3), names, hands, {"names": "made up"})


def random_weights(shapes: dict[str, tuple[int, ...]], seed: int) -> dict[str, Any]:
    """Weights of these shapes, as exact as a folder keeps them."""
    random = np.random.default_rng(seed)
    found = {}
    for name, shape in shapes.items():
        width = np.sqrt(np.prod(shape[1:])) if len(shape) > 1 else 2.0
        numbers = random.normal(size=shape) * (1.5 / width)
        found[name] = numbers.astype(np.float16).astype(np.float32)
    return found


def write_tiny_captioner(folder: Path) -> Path:
    """Write models/tiny-captions below a folder; the folder of models."""
    weights = random_weights(captioner_shapes(SIZE), 0)
    weights["step.head.bias"][END] = 3  # so that a name ends after some words
    graphs = {name: (GRAPHS / name).read_bytes() for name in (ENCODER, STEP)}
    write_folder(folder / CAPTIONER, CAPTIONS, WORDS, weights, graphs)
    return folder


def write_tiny_style(folder: Path) -> Path:
    """Write models/tiny-style below a folder; the folder of models."""
    graphs = {ROW: (GRAPHS / ROW).read_bytes()}
    weights = random_weights(style_shapes(STYLE_SIZE), 1)
    write_folder(folder / STYLE, STYLES, Labels(STYLES.data.hands), weights, graphs)
    return folder


def write_tiny_pictures(folder: Path) -> Path:
    """Write both below a folder; the folder of models."""
    return write_tiny_style(write_tiny_captioner(folder))


def learner_of(artifact: Any) -> Learner:
    """A captioner's folder as the network that was trained."""
    learner = Learner(artifact.config.network)
    fold(learner.encoder)
    own = {name: torch.from_numpy(tensor) for name, tensor in artifact.weights.items()}
    missing = learner.load_state_dict(own, strict=False)
    assert not missing.unexpected_keys
    assert all(name.startswith("bag.") for name in missing.missing_keys)
    return learner.eval()


def reader_of(artifact: Any) -> RowReader:
    """The folder of a reader of styles as the network that was trained."""
    reader = RowReader(artifact.config.network)
    reader.load_state_dict({n: torch.from_numpy(t) for n, t in artifact.weights.items()})
    return reader.eval()
