"""A curve in a notebook: a small inline picture in the colour of its letters, light or dark."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 28, 22  # room around the curve, for words and numbers


def curve(title: str, x: NDArray[np.number], y: NDArray[np.floating]) -> str:
    """An SVG of a curve, with the ends of its axes labelled and the title above.

    Args:
        title: what is shown.
        x: (points,), at least one.
        y: same shape; where it is not finite, the curve has a gap.
    """
    finite = y[np.isfinite(y)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    first, last = float(x.min()), float(max(x.max(), x.min() + 1))
    right = LEFT + (x.astype(np.float64) - first) * (WIDTH - LEFT - RIGHT) / (last - first)
    below = TOP + (high - y) * (HEIGHT - TOP - BOTTOM) / (high - low)
    parts = [
        _words(LEFT, 14, title),
        _words(LEFT - 6, TOP + 8, f"{high:.3g}", "end"),
        _words(LEFT - 6, HEIGHT - BOTTOM, f"{low:.3g}", "end"),
        _words(LEFT, HEIGHT - 6, f"{first:g}"),
        _words(WIDTH - RIGHT, HEIGHT - 6, f"{last:g}", "end"),
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" opacity="0.4"/>',
        f'<path d="{_path(right, below)}"/>',
    ]
    return (
        f'<svg role="img" aria-label="{escape(title)}" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="currentColor" stroke-width="1.5" '
        f'style="max-width:100%" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _path(right: NDArray[np.float64], below: NDArray[np.floating]) -> str:
    words, pen = [], "M"
    for x, y in zip(right.tolist(), below.tolist(), strict=True):
        if np.isfinite(y):
            words.append(f"{pen}{x:.1f} {y:.1f}")
            pen = "L"
        else:
            pen = "M"
    return "".join(words)


def _words(x: float, y: float, text: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="currentColor" stroke="none" '
        f'font-size="11">{escape(text)}</text>'
    )
