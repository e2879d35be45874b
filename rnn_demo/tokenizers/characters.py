"""Characters to ids and back: one id a character, without loss for every known text.

The vocabulary is stored as a Hugging Face tokenizer.json (`WordLevel` over single characters, so
any program that reads that format reads ours). Long texts are encoded with a table over code
points instead: the library makes an object a character, some hundred bytes each.
`tests/tokenizers/test_characters.py` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

from rnn_demo.files.regular import shown
from rnn_demo.files.whole import write_whole
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.file import read_tokenizer
from rnn_demo.words import sentence

UNKNOWN = -1


class CharacterTokenizer:
    """One id a character; ids are the positions in `characters`.

    Attributes:
        characters: every known character, by id.
        vocab_size: how many there are.

    Example:
        >>> tokenizer = CharacterTokenizer.from_text(["hello"])
        >>> tokenizer.characters, tokenizer.encode("hole").tolist()
        ('ehlo', [1, 3, 2, 0])
        >>> tokenizer.decode([1, 0, 2, 2, 3])
        'hello'
    """

    def __init__(self, characters: str) -> None:
        if not characters:
            raise TokenizerError(sentence("A vocabulary needs at least one character."))
        if len(set(characters)) != len(characters):
            raise TokenizerError(sentence("A character stands twice in the vocabulary."))
        self.characters = characters
        self.vocab_size = len(characters)
        points = code_points(characters)
        self._table = np.full(int(points.max()) + 2, UNKNOWN, dtype=np.int32)
        self._table[points] = np.arange(self.vocab_size, dtype=np.int32)
        # uint8 holds most vocabularies: a 500 MB text then takes 500 MB.
        self.dtype = np.min_scalar_type(self.vocab_size - 1)

    @classmethod
    def from_text(cls, text: Iterable[str]) -> CharacterTokenizer:
        """Build the vocabulary of a text given in pieces, in code-point order."""
        known: set[str] = set()
        for piece in text:
            known.update(piece)
        return cls("".join(sorted(known)))

    @classmethod
    def load(cls, path: Path) -> CharacterTokenizer:
        """Read a tokenizer.json.

        Raises:
            TokenizerError: unreadable, or its entries are not single characters with the ids
                0, 1, 2, …
        """
        vocabulary = read_tokenizer(path).get_vocab()
        by_id = sorted(vocabulary.items(), key=lambda entry: entry[1])
        if [i for _, i in by_id] != list(range(len(by_id))) or any(len(c) != 1 for c, _ in by_id):
            raise TokenizerError(
                sentence(
                    "{path} is not a character vocabulary: every entry must be one character and "
                    "the ids must run from 0 without a gap.",
                    path=shown(path),
                )
            )
        return cls("".join(character for character, _ in by_id))

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        return self.as_tokenizers().to_str(pretty=True)

    def save(self, path: Path) -> None:
        """Write a tokenizer.json, whole or not at all."""
        write_whole(path, self.as_json())

    def as_tokenizers(self) -> Tokenizer:
        """The same vocabulary as a Hugging Face tokenizer."""
        vocabulary = {character: i for i, character in enumerate(self.characters)}
        tokenizer = Tokenizer(models.WordLevel(vocabulary))
        tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
        tokenizer.decoder = decoders.Fuse()
        return tokenizer

    def lookup(self, text: str) -> NDArray[np.int32]:
        """The id of each character, `UNKNOWN` (-1) for those that are not in the vocabulary."""
        points = code_points(text)
        return self._table[np.minimum(points, len(self._table) - 1)]

    def encode(self, text: str) -> NDArray[np.unsignedinteger]:
        """The id of each character.

        Raises:
            TokenizerError: a character is not in the vocabulary (see `known_forms` for what
                to do then).
        """
        ids = self.lookup(text)
        if len(ids) and int(ids.min()) == UNKNOWN:
            position = int(np.argmin(ids))
            raise TokenizerError(
                sentence(
                    "The character {character!r} at position {position} is not among the {known} "
                    "that this vocabulary knows.",
                    character=text[position],
                    position=position,
                    known=self.vocab_size,
                )
            )
        return ids.astype(self.dtype)

    def decode(self, ids: Iterable[int]) -> str:
        """The text of ids."""
        return "".join(self.characters[i] for i in ids)


def code_points(text: str) -> NDArray[np.uint32]:
    """The Unicode code point of each character (lone surrogates included)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
