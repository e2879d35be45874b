"""Our own sentences in which single words say the opposite of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("contrast_sentences.tsv")


@dataclass(frozen=True)
class ContrastSentence:
    """One sentence of the contrast set.

    Attributes:
        text: the sentence.
        positive: what a reader takes from it.
        turn: by what it turns: `not`, `but`, `if` (comparison, condition, wish) or `irony`.
    """

    text: str
    positive: bool
    turn: str


def contrast_sentences() -> tuple[ContrastSentence, ...]:
    """All of them: 120, half of them positive, written before any network had read them."""
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return tuple(ContrastSentence(text, label == "positive", turn) for label, turn, text in rows)
