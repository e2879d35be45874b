"""Drawings of our own to begin with, as strokes of the same brush that a visitor has."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from rnn_demo.exhibits.next_pixel.knobs import SIDE
from rnn_demo.knobs.bitmaps import Bitmap, bitmap

# Rows down and columns to the right; rnn_demo/ui/js/drawing.js has the same brush.
BRUSH = ((0, 0), (0, 1), (1, 0), (1, 1), (-1, 0), (0, -1))
Points = tuple[tuple[int, int], ...]


def drawing(*lines: Points) -> Bitmap:
    """A drawing of lines through points (row, column)."""
    canvas = np.full((SIDE, SIDE), -1, np.int8)
    for line in lines:
        for (row, column), (below, right) in pairwise(line):
            steps = 2 * max(abs(below - row), abs(right - column), 1)
            for step in range(steps + 1):
                at = (
                    round(row + (below - row) * step / steps),
                    round(column + (right - column) * step / steps),
                )
                for down, across in BRUSH:
                    canvas[at[0] + down, at[1] + across] = 1
    return bitmap(canvas.ravel())


HOOK = drawing(((7, 9), (5, 12), (5, 15), (7, 17), (10, 17), (13, 14)))
BAR = drawing(((5, 14), (13, 14)))
HOUSE = drawing(((13, 7), (5, 14), (13, 21)), ((13, 7), (22, 7), (22, 21), (13, 21), (13, 7)))
CORNER = drawing(((1, 1), (1, 8), (9, 6), (13, 4)))
