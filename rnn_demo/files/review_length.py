"""How long a review may be, wherever it comes from: one bound for box, link, file and program."""

from __future__ import annotations

from rnn_demo.words import sentence

LONGEST_REVIEW = 20_000  # characters; the longest of the Large Movie Review Dataset has 14,282
MOST_PIECES = 12_000  # of the vocabulary; the longest of them has some 3,300


def too_long(count: int) -> str:
    """Why a review of so many characters is not read; empty if it is."""
    if count <= LONGEST_REVIEW:
        return ""
    return sentence(
        "the text has {count:,} characters; a review has at most {most:,}: shorten or divide it",
        count=count,
        most=LONGEST_REVIEW,
    )


def too_many_pieces(count: int) -> str:
    """Why a text of so many pieces of words is not read; empty if it is."""
    if count <= MOST_PIECES:
        return ""
    return sentence(
        "the text falls into {count:,} pieces of words, which no English does; at most {most:,} "
        "are read: shorten or divide it",
        count=count,
        most=MOST_PIECES,
    )
