"""The words with which a name has to begin, as a visitor or a link writes them."""

from __future__ import annotations

from collections.abc import Sequence

from rnn_demo.pictures.naming import LONGEST
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.name_words import END, NameWords
from rnn_demo.words import sentence

STOP = " ."  # after the last word of a name that is to end there


class ForcedError(ValueError):
    """Words that cannot begin a name; the message says why and what would do."""


def read_forced(text: str, words: NameWords) -> tuple[int, ...]:
    """The ids of forced words, `END` last if the name is to end there.

    Raises:
        ForcedError: a word that the network does not know, or too many.
    """
    text = text.lower().strip()
    last = f" {text}".rsplit(" ", 1)[-1]
    stops = last.endswith(STOP.strip()) and last not in words.words  # “Mrs.” is a word
    try:
        ids = words.encode(text.removesuffix(STOP.strip()) if stops else text)
    except TokenizerError as error:
        raise ForcedError(
            sentence(
                "{problem} The network knows {count:,} words, those of the names of emoji.",
                problem=error,
                count=words.vocab_size - 1,
            )
        ) from None
    if len(ids) > LONGEST - 1:
        raise ForcedError(
            sentence(
                "{count} words were given; a name has at most {most}.",
                count=len(ids),
                most=LONGEST - 1,
            )
        )
    return (*ids, END) if stops else tuple(ids)


def write_forced(ids: Sequence[int], words: NameWords) -> str:
    """A text that `read_forced` turns into these ids."""
    own = [one for one in ids if one != END]
    return words.decode(own) + (STOP if END in ids else "")
