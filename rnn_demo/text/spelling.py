"""One text, several spellings: й is one character, or и and a breve; a vocabulary may know either.

Unicode calls such spellings canonically equivalent: they look the same. A network knows those of
its training text, so a text is read in the spelling that the network knows. That replaces nothing
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rnn_demo.text.clusters import clusters
from rnn_demo.text.normal_form import normalized

LONGEST = 12  # characters of a letter with its marks apart; of longer ones two spellings are tried
_STRETCH = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")


class Spelling:
    """The spelling of any text in the characters of a vocabulary.

    Attributes:
        known: these characters.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self.known = frozenset(characters)
        self._beginning: dict[str, list[tuple[str, str]]] | None = None
        self._found: dict[str, str] = {}

    def respelled(self, text: str) -> str:
        """The same text, each letter in a spelling of known characters where there is one.

        The result is canonically equivalent to the text. What is known stays as it is.
        """
        # A few signs of ASCII are spelled elsewhere, too: K as the sign of the kelvin.
        single = {ord(c): self.of(c) or c for c in set(text) - self.known if c.isascii()}
        text = text.translate(single)
        return _STRETCH.sub(lambda stretch: self._stretch(stretch[0]), text)

    def of(self, letter: str) -> str:
        """A spelling of a letter (with its marks) in known characters, empty for none."""
        if letter not in self._found:
            self._found[letter] = self._spelled(letter)
        return self._found[letter]

    def _stretch(self, text: str) -> str:
        if self.known.issuperset(text):
            return text
        parts = (text[start:end] for start, end in clusters(text, "NFC"))
        return "".join(self.of(part) or part for part in parts)

    def _spelled(self, letter: str) -> str:
        apart = normalized("NFD", letter)
        for form in (letter, normalized("NFC", letter), apart):
            if self.known.issuperset(form):
                return form
        return self._mixed(apart, apart, "") if len(apart) <= LONGEST else ""

    def _mixed(self, goal: str, rest: str, written: str) -> str:
        """Known characters that together come apart as `goal`; `rest` of it is to be written."""
        if not rest:
            return written if normalized("NFD", written) == goal else ""
        for character, apart in self._characters_beginning().get(rest[0], ()):
            left = _without(rest, apart)
            if left is not None and (found := self._mixed(goal, left, written + character)):
                return found
        return ""

    def _characters_beginning(self) -> dict[str, list[tuple[str, str]]]:
        """Of each character that known ones come apart into at first: these, and all parts."""
        if self._beginning is None:
            self._beginning = {}
            for character in sorted(self.known):
                apart = normalized("NFD", character)
                self._beginning.setdefault(apart[0], []).append((character, apart))
        return self._beginning


def _without(text: str, taken: str) -> str | None:
    """A text without some characters, None if it lacks one of them."""
    for character in taken:
        if character not in text:
            return None
        text = text.replace(character, "", 1)
    return text
