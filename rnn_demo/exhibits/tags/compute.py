"""A visitor's text, tagged by both readers, and the check that one of them sees no future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_demo.knobs.values import KnobError
from rnn_demo.networks.tag_reader import Array, TagReader, read_sentence
from rnn_demo.text.words import sentences_in
from rnn_demo.words import sentence

MOST_WORDS = 1_000  # of a page
CHECKED = 60  # words of the first sentence that are read again for the check
CYRILLIC = ("\u0400", "\u04ff")


@dataclass(frozen=True)
class TaggedText:
    """A text in words, and what both readers say of each.

    Attributes:
        words: in the order of the text.
        begins: places in `words` where a sentence begins; both readers start anew there.
        causal: probabilities of the tags by the causal reader, (words, tags).
        both: by the reader of the whole sentence, (words, tags).
    """

    words: tuple[str, ...]
    begins: tuple[int, ...]
    causal: Array
    both: Array

    @property
    def changed(self) -> tuple[int, ...]:
        """Places of the words whose likeliest tag is another one once the future is known."""
        return tuple(np.flatnonzero(self.causal.argmax(1) != self.both.argmax(1)).tolist())


def tagged(reader: TagReader, text: str, language: str, most: int | None = None) -> TaggedText:
    """Tag every word of a text, sentence by sentence.

    Args:
        reader: the network.
        text: any.
        language: by whose rules it is cut into words.
        most: words that it may have.

    Raises:
        KnobError: there is no word in it, or more than there may be.
    """
    cut = sentences_in(text, language)
    count = sum(map(len, cut))
    if not count:
        raise KnobError(sentence("There is no word in the text: type a sentence."))
    if most is not None and count > most:
        raise KnobError(
            sentence(
                "The text has {count:,} words; this page reads {most:,} at most: cut it, or give "
                "it to the command line (`python -m rnn_demo tag - < FILE`).",
                count=count,
                most=most,
            )
        )
    words = [[text[begin:end] for begin, end in spans] for spans in cut]
    read = [read_sentence(reader, own) for own in words]
    return TaggedText(
        tuple(word for own in words for word in own),
        tuple(np.cumsum([0, *map(len, words[:-1])]).tolist()),
        np.concatenate([one.causal for one in read]),
        np.concatenate([one.both for one in read]),
    )


def future_residual(reader: TagReader, words: Sequence[str]) -> float:
    """How much the causal answers change when all later words are exchanged: 0 if it is causal.

    The first half of the words is kept, and the others are put in the opposite order in capital
    letters, so that none stays what and where it was.
    """
    words = list(words[:CHECKED])
    kept = (len(words) + 1) // 2
    changed = [word.swapcase() + "x" for word in reversed(words[kept:])]
    before, after = (read_sentence(reader, own).causal for own in (words, words[:kept] + changed))
    return float(np.abs(before[:kept] - after[:kept]).max())


def foreign(words: Sequence[str], language: str) -> bool:
    """Whether most letters of a text are not of the language's alphabet."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    cyrillic = sum(CYRILLIC[0] <= letter <= CYRILLIC[1] for letter in letters)
    latin = sum(letter.isascii() for letter in letters)
    own = cyrillic if language == "ru" else latin
    return len(letters) > 2 * own
