"""Ten digits drawn by us, so that the page needs none of the corpus."""

from __future__ import annotations

import numpy as np

from rnn_demo.data.moving_digits import Array, shrunk
from rnn_demo.exhibits.next_pixel.knobs import SIDE
from rnn_demo.exhibits.next_pixel.strokes import Points, drawing

STROKES: tuple[tuple[Points, ...], ...] = (
    (((5, 14), (8, 9), (17, 8), (22, 12), (21, 17), (14, 19), (7, 18), (5, 14)),),
    (((5, 15), (13, 14), (22, 13)),),
    (((8, 9), (5, 13), (7, 18), (12, 16), (20, 9), (22, 12), (21, 19)),),
    (
        ((6, 9), (5, 14), (8, 18), (12, 14)),
        ((12, 14), (16, 18), (21, 15), (22, 9)),
    ),
    (((5, 9), (13, 9), (14, 18)), ((6, 18), (14, 17), (22, 16))),
    (((5, 18), (5, 10), (12, 10), (13, 16), (18, 18), (22, 14), (21, 9)),),
    (((5, 16), (11, 10), (18, 9), (22, 13), (19, 18), (15, 15), (17, 10)),),
    (((6, 8), (6, 18), (13, 15), (22, 12)),),
    (
        ((5, 14), (8, 10), (12, 14), (9, 18), (5, 14)),
        ((12, 14), (17, 9), (22, 13), (18, 18), (12, 14)),
    ),
    (((8, 17), (5, 13), (9, 9), (13, 13), (8, 17), (15, 17), (22, 15)),),
)


def own_digits() -> Array:
    """The ten digits at half their size (10, 14, 14), ink from 0 to 1."""
    ink = np.stack([drawing(*lines).pixels(SIDE) > 0 for lines in STROKES])
    return shrunk((255 * ink).astype(np.uint8), SIDE)


def own_signs() -> Array:
    """Two signs that are no digits, a triangle and a cross, at half their size (2, 14, 14)."""
    triangle = drawing(((20, 6), (6, 14), (20, 21), (20, 6)))
    cross = drawing(((6, 7), (21, 20)), ((6, 20), (21, 7)))
    ink = np.stack([one.pixels(SIDE) > 0 for one in (triangle, cross)])
    return shrunk((255 * ink).astype(np.uint8), SIDE)
