"""A text in a notebook, each character on a colour that says how surprising it was.

The colours are those of the page, see `widgets/written_text`. They are laid over the notebook's own
background, so that letters stay readable on a light and on a dark one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from rnn_demo.palette import ON_ORANGE, ORANGE, translucent

LONGEST = 4_000  # characters that are coloured; a notebook keeps all of it in its file
BOUNDS = (1, 2, 3, 4.5, 6.5)  # the number of bits at which each colour begins
COLOURS = (
    "",
    *(f"background:{translucent(ORANGE, share)}" for share in (0.12, 0.24, 0.38, 0.54)),
    # Dark letters on the strongest colour: light ones would be unreadable on it.
    f"background:{translucent(ORANGE, 0.82)};color:{ON_ORANGE}",
)
FRAME = (
    "white-space:pre-wrap;overflow-wrap:anywhere;font-family:monospace;line-height:1.55;"
    "direction:ltr;unicode-bidi:isolate"
)
# Where a notebook looks for formulas, it would turn two dollar signs into one.
NO_FORMULAS = "tex2jax_ignore mathjax_ignore"


def coloured_text(plain: str, coloured: str, nats: NDArray[np.floating]) -> str:
    """The HTML of a text, with every character escaped.

    Args:
        plain: the text before it, which was not predicted.
        coloured: the text that was predicted.
        nats: -ln p of each of its characters, (characters,).
    """
    bits = nats / math.log(2)
    shown = coloured[:LONGEST]
    spans = "".join(_span(*pair) for pair in zip(shown, bits.tolist(), strict=False))
    return (
        f'<div class="{NO_FORMULAS}" style="{FRAME}"><i>{safe(plain)}</i>{spans}</div>'
        f"<div>{_caption(bits, len(shown))}</div>"
    )


def safe(text: str) -> str:
    """Text escaped for HTML; a character that UTF-8 cannot hold becomes a question mark."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


def table(rows: Sequence[Sequence[str]], names: Sequence[str]) -> str:
    """The HTML of a small table, with every cell escaped."""
    lines = [_row("th", names), *(_row("td", row) for row in rows)]
    return f'<table class="{NO_FORMULAS}">{"".join(lines)}</table>'


def _row(kind: str, cells: Sequence[str]) -> str:
    shown = "".join(f'<{kind} style="text-align:left">{safe(cell)}</{kind}>' for cell in cells)
    return f"<tr>{shown}</tr>"


def _span(character: str, bits: float) -> str:
    style = COLOURS[int(np.searchsorted(BOUNDS, bits, side="right"))]
    own = f' style="{style}"' if style else ""
    return f'<span title="{bits:.1f} bits"{own}>{safe(character)}</span>'


def _caption(bits: NDArray[np.floating], shown: int) -> str:
    if not len(bits):
        return "No character was predicted."
    more = f"; the first {shown:,} are shown" if shown < len(bits) else ""
    return f"{bits.mean():.2f} bits per character over {len(bits):,} characters{more}"
