"""What the drawing board sends: 96 × 96 pixels in base64, checked before they are used."""

from __future__ import annotations

import base64
import binascii
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnn_demo.pictures.opening import Pixels, framed

BOARD = 96  # pixels of the board, each way
LETTERS = BOARD * BOARD * 3 * 4 // 3  # of base64
FACE, INK = (255, 204, 77), (60, 40, 20)  # red, green and blue


@cache
def example() -> str:
    """A plain face to begin with, as the board would send it."""
    down, across = np.mgrid[:BOARD, :BOARD].astype(np.float64)
    board = np.full((BOARD, BOARD, 3), 255, np.uint8)

    def within(row: float, column: float, radius: float) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = np.hypot(down - row, across - column) <= radius
        return inside

    board[within(47.5, 47.5, 42)] = FACE
    mouth = within(50, 47.5, 23) & ~within(50, 47.5, 18) & (down > 55)
    board[within(38, 33, 5) | within(38, 62, 5) | mouth] = INK
    return base64.b64encode(board.tobytes()).decode("ascii")


def drawn_pixels(sent: object, side: int) -> Pixels | None:
    """A drawing as the networks see it (side, side, 3); None if it is no drawing, or blank.

    Args:
        sent: what the browser sent, which may be anything.
        side: pixels of the result, each way.
    """
    if not isinstance(sent, str) or len(sent) != LETTERS:
        return None
    try:
        data = base64.b64decode(sent, validate=True)
    except (binascii.Error, ValueError):
        return None
    board = np.frombuffer(data, np.uint8).reshape(BOARD, BOARD, 3)
    return framed(board, side) if (board < 255).any() else None
