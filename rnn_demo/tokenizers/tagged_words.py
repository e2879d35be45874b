"""Words as a tagger reads them: known ones by number, all of them letter by letter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.words import message, sentence

MAX_BYTES = 8_000_000
MOST_WORDS, MOST_CHARACTERS, MOST_TAGS, LONGEST = 100_000, 2_000, 100, 60
UNKNOWN = 0  # the word id of a word that is not in the list
PADDING, OTHER = 0, 1  # character ids before those of the list
FIRST = 2
HEAD, TAIL = 6, 12  # letters that are read from a word's begin, and to its end


def folded_word(word: str) -> str:
    """A word in small letters, ё as е, every digit as 0: how it is looked up.

    Example:
        >>> folded_word("Ёлка-2025")
        'елка-0000'
    """
    return "".join(_folded(character) for character in word)


def _folded(character: str) -> str:
    if character.isdigit():
        return "0"
    small = character.lower()
    return "е" if small == "ё" else small if len(small) == 1 else character


class TaggedWords:
    """The tags, words and characters of a tagger.

    Attributes:
        tags: by the number of the network's output.
        words: known ones, folded, the commonest first; that of id i is `words[i - 1]`.
        characters: known ones, folded; that of id i is `characters[i - 2]`.
        vocab_size: how many tags there are.

    Example:
        >>> known = TaggedWords(["NOUN"], ["tea"], "aet")
        >>> known.word_id("Tea"), known.spelling("Tea")
        (1, ([4, 3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 3, 2], \
[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]))
    """

    def __init__(self, tags: Sequence[str], words: Sequence[str], characters: str) -> None:
        self.tags, self.words, self.characters = tuple(tags), tuple(words), characters
        self.vocab_size = len(self.tags)

    @classmethod
    def of(
        cls, tags: Sequence[str], words: Iterable[str], rarest: int, most: int = MOST_WORDS
    ) -> TaggedWords:
        """The commonest words of some, none rarer than `rarest`, and their characters."""
        counts = Counter(folded_word(word) for word in words)
        letters: Counter[str] = Counter()
        for word, count in counts.items():
            for character in set(word):
                letters[character] += count
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        kept = [w for w, count in ranked if count >= rarest and len(w) <= LONGEST][:most]
        return cls(tags, kept, "".join(sorted(c for c, n in letters.items() if n >= rarest)))

    @cached_property
    def _word_ids(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words, 1)}

    @cached_property
    def _character_ids(self) -> dict[str, int]:
        return {character: place for place, character in enumerate(self.characters, FIRST)}

    def word_id(self, word: str) -> int:
        """Its number; 0 if it is not in the list."""
        return self._word_ids.get(folded_word(word), UNKNOWN)

    def spelling(self, word: str) -> tuple[list[int], list[int]]:
        """The ids of a word's first 6 letters and of its last 12, and which are capital.

        A word of up to 12 letters is there whole, at the right edge: an ending is always at the
        same place. Where there is no letter, the id is 0.
        """
        ids = [self._character_ids.get(_folded(character), OTHER) for character in word]
        capital = [int(character != character.lower()) for character in word]
        return _framed(ids), _framed(capital)

    def as_json(self) -> str:
        """The text of tokenizer.json."""
        told = {
            "type": "tagged words",
            "tags": self.tags,
            "characters": self.characters,
            "words": self.words,
        }
        return json.dumps(told, ensure_ascii=False) + "\n"

    @classmethod
    def load(cls, path: Path) -> TaggedWords:
        """Read such a file.

        Raises:
            TokenizerError: missing, or not such a file.
        """
        try:
            told = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
            if told["type"] != "tagged words":
                raise ValueError("it is of another type")
            characters = told["characters"]
            if not isinstance(characters, str) or len(characters) > MOST_CHARACTERS:
                raise ValueError(f"a text of at most {MOST_CHARACTERS:,} characters belongs there")
            for names, most in ((told["tags"], MOST_TAGS), (told["words"], MOST_WORDS)):
                if not isinstance(names, list) or len(names) > most:
                    raise ValueError(f"a list of at most {most:,} belongs there")
                if not all(isinstance(name, str) and 0 < len(name) <= LONGEST for name in names):
                    raise ValueError(f"each is a text of at most {LONGEST} characters")
            for each in (told["tags"], told["words"], characters):
                if len(set(each)) != len(each):
                    raise ValueError("one is there twice")
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise TokenizerError(
                sentence(
                    "{path} is not a usable tokenizer.json: {error}.",
                    path=shown(path),
                    error=message(error),
                )
            ) from None
        return cls(told["tags"], told["words"], characters)


def _framed(numbers: list[int]) -> list[int]:
    """The first 6 of some numbers and the last 12, zeros where there are none."""
    head, tail = numbers[:HEAD], numbers[-TAIL:]
    return [*head, *[0] * (HEAD - len(head)), *[0] * (TAIL - len(tail)), *tail]
