"""Drawings of emoji by several hands, each with its name: 48 × 48 pixels on white.

A hand is a publisher's set of drawings. All draw the same list of things, so that one name has up
to six drawings, and a hand that was kept from training is another person's way to draw what is
known by name.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rnn_demo.data.corpora import DATA_VARIABLE, data_folder
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

FOLDER = "emoji_captions"
NAMES_FILE = "captions.csv"
SIDE = 48  # pixels of a drawing
PER_ROW = 60  # drawings in a row of a sheet
HANDS = ("twemoji", "openmoji", "fluent_flat", "emojione2", "noto", "noto_blob")
# Whose drawings and names these are, as their licences ask it to be said.
ATTRIBUTION = {
    "twemoji": "Twemoji, Twitter, Inc and contributors, CC BY 4.0",
    "openmoji": "OpenMoji, HfG Schwäbisch Gmünd, CC BY-SA 4.0",
    "fluent_flat": "Fluent UI Emoji (flat), Microsoft, MIT",
    "emojione2": "EmojiOne 2.3, EmojiOne, CC BY 4.0",
    "noto": "Noto Emoji, Google, Apache-2.0",
    "noto_blob": "Noto Emoji of the first generation (“blobs”), Google, Apache-2.0",
    "names": "short names of Unicode CLDR (Unicode licence), from emojibase-data (MIT)",
}
SOURCE = (
    "the npm packages @iconify-json/twemoji 1.2.5, openmoji 1.2.29, fluent-emoji-flat 1.2.6, "
    "emojione 1.2.3, noto 1.2.9 and noto-v1 1.2.5, and emojibase-data 17.0.0"
)
_TONE = re.compile(r"(: )?(?:medium-light|medium-dark|light|medium|dark) skin tone(?:, )?")
Drawings = NDArray[np.uint8]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class EmojiName:
    """A thing that is drawn.

    Attributes:
        name: its short name in small letters, e.g. "waving hand: dark skin tone".
        group: e.g. "animals & nature".
        tone: of the skin, 1 (light) to 5 (dark), 0 if there is none.
    """

    name: str
    group: str
    tone: int

    @property
    def concept(self) -> str:
        """The name without its skin tone."""
        return _TONE.sub(r"\1", self.name).removesuffix(": ") if self.tone else self.name


@dataclass(frozen=True)
class EmojiSet:
    """All drawings of all hands.

    Attributes:
        names: what is drawn, in the order of the Unicode list.
        pixels: (drawings, 48, 48, 3), RGB.
        name: of each drawing, its place in `names` (drawings,).
        hand: of each drawing, its place in `HANDS` (drawings,).
        sha256: of the names and of each hand's pixels.
    """

    names: tuple[EmojiName, ...]
    pixels: Drawings
    name: Whole
    hand: Whole
    sha256: dict[str, str]


def read_emoji() -> EmojiSet:
    """Read names and sheets below the data folder.

    Raises:
        TextError: a file is missing, damaged, or not such a file.
    """
    folder = data_folder() / FOLDER
    try:
        with (folder / NAMES_FILE).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        names = tuple(
            EmojiName(row["caption"].lower(), row["group"], int(row["skin_tone"])) for row in rows
        )
        parts = [_hand(folder, hand, rows) for hand in HANDS]
    except FileNotFoundError as error:
        raise TextError(
            sentence(
                "The drawings {path} are missing: make a sheet a hand of {source}, {side} × {side} "
                "pixels each, and name their data folder in {variable}.",
                path=error.filename,
                source=SOURCE,
                side=SIDE,
                variable=DATA_VARIABLE,
            )
        ) from None
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise TextError(
            sentence("{path} cannot be used as drawings: {error}.", path=folder, error=repr(error))
        ) from None
    told = "\n".join(f"{one.name}\t{one.group}\t{one.tone}" for one in names)
    sums = {"names": hashlib.sha256(told.encode()).hexdigest()}
    for hand, (pixels, _) in zip(HANDS, parts, strict=True):
        sums[hand] = hashlib.sha256(pixels.tobytes()).hexdigest()
    return EmojiSet(
        names,
        np.concatenate([pixels for pixels, _ in parts]),
        np.concatenate([name for _, name in parts]),
        np.repeat(np.arange(len(HANDS)), [len(name) for _, name in parts]),
        sums,
    )


def check_same(emoji: EmojiSet, sha256: Mapping[str, str]) -> None:
    """Refuse drawings that are not those of a configuration.

    Raises:
        TextError: they are others.
    """
    for part, expected in sha256.items():
        if emoji.sha256.get(part) != expected:
            raise TextError(
                sentence(
                    "The drawings {part} are not those that config.json names: their sha256 is "
                    "{found}…, expected {expected}….",
                    part=part,
                    found=str(emoji.sha256.get(part))[:12],
                    expected=expected[:12],
                )
            )


def _hand(folder: Path, hand: str, rows: list[dict[str, str]]) -> tuple[Drawings, Whole]:
    """A hand's drawings, and of each its place in the list of names."""
    drawn = [(place, row[f"tile_{hand}"]) for place, row in enumerate(rows)]
    name, tile = np.array([(place, int(tile)) for place, tile in drawn if tile]).T
    with Image.open(folder / f"{hand}.png") as image:
        sheet = np.asarray(image.convert("RGB"))
    tiles = sheet.reshape(-1, SIDE, PER_ROW, SIDE, 3).transpose(0, 2, 1, 3, 4)
    return tiles.reshape(-1, SIDE, SIDE, 3)[tile], name
