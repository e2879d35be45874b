"""Letters and digits as strokes, so that they can be drawn at any size."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from rnn_demo.knobs.bitmaps import Pixels

# Each stroke is a line through points xy, with x from 0 (left) to 4 and y from 0 (top) to 6.
STROKES = {
    "A": "06 20 46, 14 34",
    "B": "00 06 36 45 44 33 03, 00 30 41 42 33",
    "C": "41 30 10 01 05 16 36 45",
    "D": "00 06 26 44 42 20 00",
    "E": "40 00 06 46, 03 33",
    "F": "40 00 06, 03 33",
    "G": "41 30 10 01 05 16 36 45 43 23",
    "H": "00 06, 40 46, 03 43",
    "I": "20 26, 10 30, 16 36",
    "J": "40 45 36 16 05",
    "K": "00 06, 40 03 46",
    "L": "00 06 46",
    "M": "06 00 23 40 46",
    "N": "06 00 46 40",
    "O": "10 30 41 45 36 16 05 01 10",
    "P": "06 00 30 41 42 33 03",
    "Q": "10 30 41 45 36 16 05 01 10, 24 46",
    "R": "06 00 30 41 42 33 03, 23 46",
    "S": "41 30 10 01 02 13 33 44 45 36 16 05",
    "T": "00 40, 20 26",
    "U": "00 05 16 36 45 40",
    "V": "00 26 40",
    "W": "00 16 22 36 40",
    "X": "00 46, 40 06",
    "Y": "00 23 40, 23 26",
    "Z": "00 40 06 46",
    "Б": "40 00 06 36 45 44 33 03",
    "Г": "40 00 06",
    "Д": "06 05 45 46, 15 20 30 35",
    "Ё": "42 02 06 46, 04 34, 10 10, 30 30",
    "Ж": "20 26, 00 23 06, 40 23 46",
    "З": "01 10 30 41 42 33 23, 33 44 45 36 16 05",
    "И": "00 06 40 46",
    "Й": "02 06 42 46, 10 30",
    "Л": "06 15 10 40 46",
    "П": "06 00 40 46",
    "Ф": "20 26, 11 31 42 43 34 14 03 02 11",
    "Ц": "00 05 35 30, 35 45 46",
    "Ч": "00 03 43, 40 46",
    "Ш": "00 06 46 40, 20 26",
    "Щ": "00 05 45 46, 20 25, 40 45",
    "Ъ": "00 10 16 36 45 44 33 13",
    "Ы": "00 06 16 25 24 13 03, 40 46",
    "Ь": "00 06 36 45 44 33 03",
    "Э": "01 10 30 41 45 36 16 05, 13 43",
    "Ю": "00 06, 03 13, 20 30 41 45 36 26 15 11 20",
    "Я": "46 40 10 01 02 13 43, 23 06",
    "0": "10 30 41 45 36 16 05 01 10, 32 14",
    "1": "02 20 26",
    "2": "01 10 30 41 42 06 46",
    "3": "00 40 23 33 44 45 36 16 05",
    "4": "36 30 04 44",
    "5": "40 00 03 33 44 45 36 06",
    "6": "30 10 01 05 16 36 45 44 33 03",
    "7": "00 40 16",
    "8": "10 30 41 42 33 13 02 01 10, 13 04 05 16 36 45 44 33",
    "9": "16 36 45 41 30 10 01 02 13 43",
}
# Cyrillic letters that look like Latin ones.
STROKES |= {
    other: STROKES[same] for other, same in zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True)
}
LEFT, TOP = 0.16, 0.1  # of the side: the margins of a letter
HALF = 1 / 12  # of the side: half a stroke's width


def letter(sign: str, side: int) -> Pixels:
    """A letter or digit on a square canvas.

    A pixel has ink where its middle is at most half a stroke's width from a stroke.

    Args:
        sign: one of `STROKES`.
        side: pixels from left to right, and from top to bottom.

    Returns:
        +1 for ink and −1 for paper, (side²,).
    """
    middles = (np.arange(side) + 0.5) / side
    x, y = np.meshgrid(middles, middles)
    near = np.full((side, side), np.inf)
    for stroke in STROKES[sign].split(", "):
        points = [_place(point) for point in stroke.split()]
        for (x0, y0), (x1, y1) in pairwise(points):
            dx, dy = x1 - x0, y1 - y0
            long = dx * dx + dy * dy
            along = np.clip(((x - x0) * dx + (y - y0) * dy) / long if long else 0.0, 0, 1)
            near = np.minimum(near, (x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2)
    half = max(HALF, 0.5 / side)
    return np.where(near <= half * half + 1e-12, 1, -1).astype(np.int8).ravel()


def _place(point: str) -> tuple[float, float]:
    return (
        LEFT + (1 - 2 * LEFT) * int(point[0]) / 4,
        TOP + (1 - 2 * TOP) * int(point[1]) / 6,
    )
