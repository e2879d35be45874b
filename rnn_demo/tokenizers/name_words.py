"""Whole words: the vocabulary of a network that names pictures.

The names come from one list, so that no word of them is unknown. Punctuation marks are words of
their own, for "waving hand: dark skin tone" is nine tenths a description and one tenth a colon.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 1_000_000
MOST, LONGEST = 20_000, 60  # words, and characters of a word
END = 0  # the id after the last word; it also stands before the first one
MARKS = ":,“”"
TOKEN = re.compile(rf"[{MARKS}]|[^\s{MARKS}]+")


class NameWords:
    """Names to ids and back; the id 0 begins and ends a name.

    Attributes:
        words: by id; the first is empty.
        vocab_size: how many there are.

    Example:
        >>> words = NameWords.of(["waving hand: dark skin tone", "bell"])
        >>> ids = words.encode("waving hand: dark skin tone")
        >>> [words.words[i] for i in ids]
        ['waving', 'hand', ':', 'dark', 'skin', 'tone']
        >>> words.decode(ids)
        'waving hand: dark skin tone'
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.vocab_size = len(self.words)
        self._ids = {word: place for place, word in enumerate(self.words)}

    @classmethod
    def of(cls, names: Iterable[str]) -> NameWords:
        """The words of some names, sorted."""
        return cls(["", *sorted({word for name in names for word in TOKEN.findall(name)})])

    def encode(self, name: str) -> list[int]:
        """The ids of a name's words.

        Raises:
            TokenizerError: it has a word that the vocabulary lacks.
        """
        try:
            return [self._ids[word] for word in TOKEN.findall(name)]
        except KeyError as error:
            raise TokenizerError(
                sentence("The word {word!r} is not in the vocabulary.", word=error.args[0])
            ) from None

    def decode(self, ids: Iterable[int]) -> str:
        """A name as a person writes it, with spaces where they belong."""
        name = " ".join(self.words[i] for i in ids)
        return re.sub(r"“ (.*?) ”", r"“\1”", re.sub(r" ([:,])", r"\1", name))

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        return json.dumps({"type": "words", "words": self.words}, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, path: Path) -> NameWords:
        """Read such a file.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            words = told["words"]
            good = isinstance(words, list) and all(isinstance(word, str) for word in words)
            if told["type"] != "words" or not good or not 1 <= len(words) <= MOST:
                raise ValueError(f"a list of at most {MOST:,} words belongs there")
            odd = [w for w in words[1:] if not TOKEN.fullmatch(w) or len(w) > LONGEST]
            if words[0] or odd or len(set(words)) != len(words):
                raise ValueError(f"{odd[0][:LONGEST]!r} is no word" if odd else "a word is twice")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(words)
