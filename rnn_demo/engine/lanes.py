"""How many rows of weights are multiplied at once: what lays them out and what reads them agree."""

from __future__ import annotations

LANES = 16
