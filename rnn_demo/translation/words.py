"""The words of a sentence that was cut into pieces: which pieces make which word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rnn_demo.tokenizers.sentence_pieces import FIRST, SPACE, SentencePieces, SourcePieces


@dataclass(frozen=True)
class SentenceWord:
    """A word, a number or signs in a row.

    Attributes:
        text: as it is read; empty for a tag and for the end.
        first: its first piece.
        last: its last piece.
    """

    text: str
    first: int
    last: int


def source_texts(text: str, source: SourcePieces, pieces: SentencePieces) -> list[str]:
    """What each piece of a source stands for, as it was typed; empty for tag, end and a space."""
    entries = zip(source.ids.tolist(), source.spans.tolist(), strict=True)
    return ["" if pieces.pieces[one] == SPACE else text[start:end] for one, (start, end) in entries]


def source_words(text: str, source: SourcePieces, pieces: SentencePieces) -> list[SentenceWord]:
    """The words of a source, its tag and its end among them."""
    texts = source_texts(text, source, pieces)
    spaced = [pieces.pieces[one].startswith(SPACE) for one in source.ids.tolist()]
    return _words(texts, spaced)


def target_words(ids: Sequence[int], pieces: SentencePieces) -> list[SentenceWord]:
    """The words of a translation; its end, if it has one, is a word without text."""
    texts = [piece_text(one, pieces) for one in ids]
    return _words(texts, [pieces.pieces[one].startswith(SPACE) for one in ids])


def piece_text(piece: int, pieces: SentencePieces) -> str:
    """A piece as it is read, without the space before it; empty for the end."""
    return pieces.pieces[piece].replace(SPACE, "") if piece >= FIRST else ""


def _words(texts: Sequence[str], spaced: Sequence[bool]) -> list[SentenceWord]:
    found: list[SentenceWord] = []
    for place, text in enumerate(texts):
        before = texts[place - 1] if place else ""
        if not spaced[place] and text and before and _goes_on(texts, spaced, place):
            found[-1] = SentenceWord(found[-1].text + text, found[-1].first, place)
        elif text and not before and place and spaced[place - 1] and not spaced[place]:
            # A space that is a piece of its own belongs to the word after it.
            found[-1] = SentenceWord(text, found[-1].first, place)
        else:
            found.append(SentenceWord(text, place, place))
    return found


def _goes_on(texts: Sequence[str], spaced: Sequence[bool], place: int) -> bool:
    """Whether a piece goes on with the word before it, as a hyphen between letters does."""
    if _sort(texts[place - 1][-1]) == _sort(texts[place][0]):
        return True
    return any(_joins(texts, spaced, hyphen) for hyphen in (place - 1, place))


def _joins(texts: Sequence[str], spaced: Sequence[bool], place: int) -> bool:
    """Whether a piece is a hyphen within a word: letters before and after it, and no space."""
    if texts[place] != "-" or not 0 < place < len(texts) - 1:
        return False
    before, after = texts[place - 1], texts[place + 1]
    if spaced[place] or spaced[place + 1] or not before or not after:
        return False
    return _sort(before[-1]) == _sort(after[0]) == "letter"


def _sort(character: str) -> str:
    """Letters, digits or signs: of one sort are the characters of one word."""
    if character in "'’" or unicodedata.category(character)[0] in "LM":
        return "letter"
    return "digit" if character.isnumeric() else "sign"
