"""The vocabulary of a network that sees pictures: an id for each pixel, row by row."""

from __future__ import annotations

import json
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 10_000
ORDER = "the pixel in row r and column c, both counted from 0, is number r * columns + c; 1 is ink"
MOST = 64  # rows, and columns


class PixelGrid:
    """Pixels by number; `vocab_size` is how many there are.

    Example:
        >>> PixelGrid(28, 28).vocab_size
        784
    """

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.vocab_size = rows * columns

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        told = {"type": "pixels", "rows": self.rows, "columns": self.columns, "order": ORDER}
        return json.dumps(told, indent=2) + "\n"

    @classmethod
    def load(cls, path: Path) -> PixelGrid:
        """Read such a file.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            rows, columns = told["rows"], told["columns"]
            sizes = all(type(size) is int and 1 <= size <= MOST for size in (rows, columns))
            if told["type"] != "pixels" or not sizes:
                raise ValueError(f"pixels, rows and columns from 1 to {MOST} belong there")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(rows, columns)
