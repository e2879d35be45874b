"""The vocabulary of a network that chooses among a few names: a name for each of its outputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 100_000
ORDER = "the network’s outputs, from the first to the last, are the chances of these names"
MOST, LONGEST = 100, 60  # names, and characters of a name


class Labels:
    """Names by number; `vocab_size` is how many there are.

    Example:
        >>> Labels(["yes", "no"]).names[1]
        'no'
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.vocab_size = len(self.names)

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        told = {"type": "labels", "order": ORDER, "names": self.names}
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read such a file.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            names = told["names"]
            good = isinstance(names, list) and all(
                isinstance(name, str) and 0 < len(name) <= LONGEST for name in names
            )
            if told["type"] != "labels" or not good or not 1 <= len(names) <= MOST:
                raise ValueError(f"1 to {MOST} names belong there")
            if len(set(names)) != len(names):
                raise ValueError("a name is there twice")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(names)
