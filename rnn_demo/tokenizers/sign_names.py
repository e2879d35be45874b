"""The vocabulary of a network that names signs: a number for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 100_000
MOST, LONGEST = 1_000, 40  # signs, and characters of a name
KIND = "signs"


class SignNames:
    """Signs by number; `vocab_size` is how many there are.

    Example:
        >>> SignNames(["hello", "bye"]).words[1]
        'bye'
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.vocab_size = len(self.words)

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        told = {"type": KIND, "words": list(self.words)}
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, path: Path) -> SignNames:
        """Read such a file.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            words = told["words"]
            if told["type"] != KIND or not isinstance(words, list) or not 1 <= len(words) <= MOST:
                raise ValueError(f"a list of 1 to {MOST} words of the type {KIND} belongs there")
            if len(set(map(str, words))) < len(words) or not all(map(_fit, words)):
                raise ValueError(f"each word is a different text of 1 to {LONGEST} characters")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(words)


def _fit(word: object) -> bool:
    return isinstance(word, str) and 1 <= len(word) <= LONGEST and word.isprintable()
