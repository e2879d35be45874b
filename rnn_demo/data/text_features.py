"""Features of a text: a label for each character, to look for in a network's units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
VOWELS = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯaeiouyAEIOUY")
DASHES = "—–-"


@dataclass(frozen=True)
class Feature:
    """A feature of each character.

    Attributes:
        name: in words.
        told: the definition, a sentence.
        labels: a number for each character, computed from the text up to and including it (a
            word's capitals: from the whole word).
        binary: whether the number is 0 or 1.
        corpus: the only text in which it means something; empty for any.
    """

    name: str
    told: str
    labels: Callable[[str], Numbers]
    binary: bool
    corpus: str = ""


def inside_quotes(text: str) -> Numbers:
    """1 from an opening quotation mark to the closing one; a blank line ends a quotation."""
    found, inside = np.zeros(len(text)), False
    for i, character in enumerate(text):
        if character == '"':
            inside = not inside
        elif character == "«":
            inside = True
        elif character == "»" or (character == "\n" and text[i - 1 : i] == "\n"):
            inside = False
        found[i] = inside
    return found


def line_position(text: str) -> Numbers:
    """Characters since the last line break."""
    found, since = np.zeros(len(text)), 0
    for i, character in enumerate(text):
        since = 0 if character == "\n" else since + 1
        found[i] = since
    return found


def word_position(text: str) -> Numbers:
    """Letters since the word began; 0 outside of words."""
    found, since = np.zeros(len(text)), 0
    for i, character in enumerate(text):
        since = since + 1 if character.isalpha() or character == "'" else 0
        found[i] = since
    return found


def in_capitals(text: str) -> Numbers:
    """1 in words of two and more letters, all of them capitals."""
    found, at = np.zeros(len(text)), 0
    for letters, group in groupby(text, str.isalpha):
        word = "".join(group)
        found[at : at + len(word)] = letters and len(word) > 1 and word.isupper()
        at += len(word)
    return found


def after_colon(text: str) -> Numbers:
    """1 from a colon to the end of its line."""
    found, inside = np.zeros(len(text)), False
    for i, character in enumerate(text):
        inside = character == ":" or (inside and character != "\n")
        found[i] = inside
    return found


def in_dialogue(text: str) -> Numbers:
    """1 in paragraphs that begin with a dash: somebody speaks."""
    found, speaking = np.zeros(len(text)), False
    for i, character in enumerate(text):
        if i == 0 or text[i - 1] == "\n":
            speaking = character in DASHES
        found[i] = speaking
    return found


def after_blank_line(text: str) -> Numbers:
    """1 from a blank line to the next line break, where a speaker's name is."""
    found, inside = np.zeros(len(text)), False
    for i, character in enumerate(text):
        if character == "\n":
            inside = text[i - 1 : i] == "\n"
        found[i] = inside
    return found


def verse_position(text: str) -> Numbers:
    """Vowels since the last line break: the syllable of the verse."""
    found, since = np.zeros(len(text)), 0
    for i, character in enumerate(text):
        since = 0 if character == "\n" else since + (character in VOWELS)
        found[i] = since
    return found


FEATURES = (
    Feature("inside quotes", "between quotation marks", inside_quotes, True),
    Feature("dialogue", "in a paragraph that begins with a dash", in_dialogue, True),
    Feature("capitals", "in a word all in capitals", in_capitals, True),
    Feature("after a colon", "from a colon to the end of its line", after_colon, True),
    Feature("a speaker's name", "from a blank line to the line's end", after_blank_line, True),
    Feature("position in the line", "characters since the line break", line_position, False),
    Feature("letters of the word", "letters since the word began", word_position, False),
    Feature(
        "syllable of the verse", "vowels since the line break", verse_position, False, "pushkin"
    ),
)
