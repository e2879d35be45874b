"""The colours of every picture, from palette.json: figures, style sheets and scripts read it.

They are seen on the light page and on the dark one, so there is one set. What is not a picture has
the theme's colours, `.streamlit/config.toml`, which Streamlit gives style sheets as --st-….
"""

from __future__ import annotations

import json
from pathlib import Path

PALETTE: dict[str, str] = json.loads((Path(__file__).parent / "palette.json").read_bytes())
GREEN = PALETTE["green"]
ORANGE = PALETTE["orange"]
PURPLE = PALETTE["purple"]
VIOLET = PALETTE["violet"]
RED = PALETTE["red"]
BLUE = PALETTE["blue"]
SLATE = PALETTE["slate"]
GREY = PALETTE["grey"]
ON_ORANGE = PALETTE["on-orange"]  # words
NOTHING = "rgba(0, 0, 0, 0)"


def translucent(colour: str, share: float) -> str:
    """A colour that lets through what is behind it.

    Args:
        colour: as `#rrggbb`.
        share: of the colour, from 0 to 1; the rest is what is behind.
    """
    red, green, blue = bytes.fromhex(colour[1:])
    return f"rgba({red}, {green}, {blue}, {share:g})"
