"""What readers without spaces make of a visitor's text."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.tasks.elman.letter_scores import LetterScores
from rnn_demo.tasks.elman.letters import Letters, letters_of
from rnn_demo.tasks.elman.readers import Readers
from rnn_demo.tasks.elman.segmentation import Array, BoundaryScore, Marks, peaks, score


@dataclass(frozen=True)
class ReaderLine:
    """One reader on a text.

    Attributes:
        bits: surprise of each letter, (letters,).
        threshold: above which a peak counts as a beginning, bits.
        found: where a word is claimed to begin, (letters,).
        score: against where words do begin.
    """

    bits: Array
    threshold: float
    found: Marks
    score: BoundaryScore


@dataclass(frozen=True)
class ReadLine:
    """All readers on one text, by name."""

    letters: Letters
    readers: dict[str, ReaderLine]


def read_line(text: str, readers: Readers, scores: LetterScores) -> ReadLine:
    """Reduce a text to letters and let every reader read it from a state of zeros.

    Args:
        text: the visitor's.
        readers: networks and table.
        scores: with the threshold of each.
    """
    letters = letters_of(text)
    found = {}
    for name, bits in readers.bits(letters.ids).items():
        threshold = scores.readers[name].threshold
        claimed = peaks(bits, threshold)
        found[name] = ReaderLine(bits, threshold, claimed, score(claimed, letters.begins))
    return ReadLine(letters, found)
