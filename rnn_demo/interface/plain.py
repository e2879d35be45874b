"""Values in a notebook: those of numpy are accepted like Python's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence


def plain(value: Any) -> Any:
    """A numpy number as one of Python's own, which the checks of knobs and seeds ask for."""
    return value.item() if isinstance(value, np.generic) else value


def given_text(name: str, value: object) -> str:
    """A text as Python's own.

    Args:
        name: of the argument.
        value: of it.

    Raises:
        ValueError: it is no text, such as the NaN of an empty cell.
    """
    if not isinstance(value, str):
        raise ValueError(
            sentence("{name} is {value}; give a text (a str).", name=name, value=quoted(value))
        )
    return str(value)
