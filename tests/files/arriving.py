"""A file whose bytes come in pieces, as from a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable


class Arriving(io.BufferedIOBase):
    """Gives one piece at each read, however many bytes were asked for."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Take the pieces, none of them empty."""
        self._pieces = iter(pieces)

    def read1(self, size: int = -1) -> bytes:
        """The next piece; nothing at the end."""
        return next(self._pieces, b"")


def in_pieces(data: bytes, size: int) -> Arriving:
    """All of `data`, `size` bytes at a time."""
    return Arriving(data[start : start + size] for start in range(0, len(data), size))
