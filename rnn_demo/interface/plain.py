"""Numbers as a notebook has them: those of numpy are as good as Python's own."""

from __future__ import annotations

from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """A numpy number as Python's own, which is what knobs and seeds are checked to be."""
    return value.item() if isinstance(value, np.generic) else value
