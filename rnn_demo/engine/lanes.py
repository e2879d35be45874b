"""How many rows of weights are multiplied at once, for those who store and those who read them."""

from __future__ import annotations

LANES = 16
