"""Drawings to choose from: all by hands whose drawings were kept from the training, and noise.

samples.png is a sheet of them, by Noto Emoji (Google, Apache-2.0), 48 × 48 pixels each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from rnn_demo.pictures.opening import Pixels

SHEET = Path(__file__).parent / "samples.png"
SIDE, PER_ROW = 48, 12
NOISE = "noise"


@dataclass(frozen=True)
class SampleDrawing:
    """A drawing to choose.

    Attributes:
        name: the right one.
        hand: whose drawing it is; empty for noise.
    """

    name: str
    hand: str = "noto"


SAMPLES = {
    "person-lifting-weights-dark": SampleDrawing("person lifting weights: dark skin tone"),
    "person-lifting-weights-light": SampleDrawing("person lifting weights: light skin tone"),
    "woman-farmer-dark": SampleDrawing("woman farmer: dark skin tone"),
    "waving-hand-medium-dark": SampleDrawing("waving hand: medium-dark skin tone"),
    "waving-hand-light": SampleDrawing("waving hand: light skin tone"),
    "woman-medium-curly-hair": SampleDrawing("woman: medium skin tone, curly hair"),
    "man-medium-curly-hair": SampleDrawing("man: medium skin tone, curly hair"),
    "woman-medium-white-hair": SampleDrawing("woman: medium skin tone, white hair"),
    "woman-firefighter-dark": SampleDrawing("woman firefighter: dark skin tone"),
    "man-teacher-light": SampleDrawing("man teacher: light skin tone"),
    "person-walking": SampleDrawing("person walking"),
    "person-walking-facing-right": SampleDrawing("person walking: facing right"),
    "person-in-suit-levitating-medium": SampleDrawing(
        "person in suit levitating: medium skin tone"
    ),
    "baby-angel-medium-light": SampleDrawing("baby angel: medium-light skin tone"),
    "smiling-face-with-sunglasses": SampleDrawing("smiling face with sunglasses"),
    "face-with-tears-of-joy": SampleDrawing("face with tears of joy"),
    "crying-face": SampleDrawing("crying face"),
    "robot": SampleDrawing("robot"),
    "cat-face": SampleDrawing("cat face"),
    "dog-face": SampleDrawing("dog face"),
    "tiger-face": SampleDrawing("tiger face"),
    "octopus": SampleDrawing("octopus"),
    "whale": SampleDrawing("whale"),
    "honeybee": SampleDrawing("honeybee"),
    "snail": SampleDrawing("snail"),
    "pizza": SampleDrawing("pizza"),
    "hamburger": SampleDrawing("hamburger"),
    "avocado": SampleDrawing("avocado"),
    "birthday-cake": SampleDrawing("birthday cake"),
    "hot-beverage": SampleDrawing("hot beverage"),
    "clinking-beer-mugs": SampleDrawing("clinking beer mugs"),
    "bicycle": SampleDrawing("bicycle"),
    "rocket": SampleDrawing("rocket"),
    "sailboat": SampleDrawing("sailboat"),
    "house": SampleDrawing("house"),
    "evergreen-tree": SampleDrawing("evergreen tree"),
    "umbrella-with-rain-drops": SampleDrawing("umbrella with rain drops"),
    "snowman": SampleDrawing("snowman"),
    "guitar": SampleDrawing("guitar"),
    "soccer-ball": SampleDrawing("soccer ball"),
    "chess-pawn": SampleDrawing("chess pawn"),
    "camera": SampleDrawing("camera"),
    "light-bulb": SampleDrawing("light bulb"),
    "key": SampleDrawing("key"),
    "two-oclock": SampleDrawing("two o’clock"),
    "keycap-7": SampleDrawing("keycap: 7"),
    "right-arrow": SampleDrawing("right arrow"),
    "recycling-symbol": SampleDrawing("recycling symbol"),
    "water-pistol": SampleDrawing("water pistol"),
    "mount-fuji": SampleDrawing("mount fuji"),
    "statue-of-liberty": SampleDrawing("statue of liberty"),
    "joker": SampleDrawing("joker"),
    "crystal-ball": SampleDrawing("crystal ball"),
    "nazar-amulet": SampleDrawing("nazar amulet"),
    "melting-face": SampleDrawing("melting face"),
    "yawning-face": SampleDrawing("yawning face"),
    NOISE: SampleDrawing("noise", ""),
}


@cache
def sample_pixels(key: str) -> Pixels:
    """A sample (side, side, 3), RGB on white."""
    if key == NOISE:
        return np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    place = list(SAMPLES).index(key)
    row, column = divmod(place, PER_ROW)
    return _sheet()[row * SIDE : (row + 1) * SIDE, column * SIDE : (column + 1) * SIDE]


@cache
def _sheet() -> Pixels:
    with Image.open(SHEET) as image:
        return np.asarray(image.convert("RGB"))
