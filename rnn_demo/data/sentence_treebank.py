"""Single sentences from critics' reviews, with the sentiment that readers gave each."""

from __future__ import annotations

import lzma
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

TRAINING, DEVELOPMENT = "sst/train.txt", "sst/dev.txt"
PLACE = "https://nlp.stanford.edu/sentiment/"
SOURCE = f"{PLACE} (trees/dev.txt; Socher et al. 2013)"
NEUTRAL = 2  # of 0, very negative, to 4, very positive

_PARTS = re.compile(r"[()]|[^()\s]+")
_SIGNS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"', "\\/": "/"}
_TOUCHING = re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m|[.,;:!?)%])|(\() ")


@dataclass(frozen=True)
class Phrase:
    """A sentence or a part of one.

    Attributes:
        text: its words, punctuation and endings joined again.
        label: 0, very negative, to 4, very positive.
        words: how many tokens it has.
    """

    text: str
    label: int
    words: int


Tree = tuple[Phrase, ...]  # the whole sentence, then its parts, each before its own parts


def critics_sentences() -> list[tuple[str, bool]]:
    """The sentences of the development part that are not neutral, and whether each is positive.

    No network here was trained on them.

    Raises:
        TextError: the file is missing or does not hold such trees.
    """
    wholes = (tree[0] for tree in sentence_trees(DEVELOPMENT))
    return [(whole.text, whole.label > NEUTRAL) for whole in wholes if whole.label != NEUTRAL]


def critics_phrases(fewest: int, most: int) -> list[tuple[str, bool]]:
    """The different parts of the development part's sentences that have so many words.

    Those that are not neutral, each with whether it is positive; none of them is also a part of a
    sentence of the training part.

    Raises:
        TextError: a file is missing or does not hold such trees.
    """
    development = sentence_trees(DEVELOPMENT)
    training = without_sentences_of(sentence_trees(TRAINING), development)
    learned = {_folded(phrase.text) for tree in training for phrase in tree}
    return [
        (phrase.text, phrase.label > NEUTRAL)
        for phrase in {phrase.text: phrase for tree in development for phrase in tree}.values()
        if phrase.label != NEUTRAL
        and fewest <= phrase.words <= most
        and _folded(phrase.text) not in learned
    ]


def sentence_trees(name: str) -> list[Tree]:
    """The sentences of a part with all their phrases.

    They are published as tokens in brackets, `(3 (2 a) (3 splash))`.

    Args:
        name: `TRAINING` or `DEVELOPMENT`.

    Raises:
        TextError: the file is missing or does not hold such trees.
    """
    folder = Path(os.environ.get(DATA_VARIABLE, "data"))
    found = [path for path in (folder / name, folder / f"{name}.xz") if path.is_file()]
    if not found:
        raise TextError(
            sentence(
                "The sentences {path} (or the same with .xz) are missing: get them from {source} "
                "and name the folder that holds sst in {variable}.",
                path=folder / name,
                source=f"{PLACE} (trees/{Path(name).name}; Socher et al. 2013)",
                variable=DATA_VARIABLE,
            )
        )
    raw = found[0].read_bytes()
    text = (lzma.decompress(raw) if found[0].suffix == ".xz" else raw).decode("utf-8")
    trees = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            parts = iter(_PARTS.findall(line))
            if next(parts) != "(":
                raise ValueError
            tree = tuple(_phrases(parts)[1])
            if next(parts, None) is not None:
                raise ValueError
        except (ValueError, StopIteration):
            raise TextError(
                sentence(
                    "Line {number} of {path} is no tree of a sentence.",
                    number=number,
                    path=found[0],
                )
            ) from None
        trees.append(tree)
    return trees


def without_sentences_of(trees: Sequence[Tree], others: Sequence[Tree]) -> list[Tree]:
    """The trees whose sentence is not among the others', and of them the phrases that are not.

    The training part as it is passed around holds the development part as well. Capital letters,
    signs and spaces make no difference here.
    """
    known = {_folded(other[0].text) for other in others}
    return [
        tuple(phrase for phrase in tree if _folded(phrase.text) not in known)
        for tree in trees
        if _folded(tree[0].text) not in known
    ]


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _phrases(parts: Iterator[str]) -> tuple[list[str], list[Phrase]]:
    """The tokens of the bracket that has just been opened, and its phrases, itself first."""
    label, tokens, inner = int(next(parts)), [], []
    if not 0 <= label <= 4:
        raise ValueError
    while (part := next(parts)) != ")":
        if part == "(":
            more, below = _phrases(parts)
            tokens += more
            inner += below
        else:
            tokens.append(part)
    if not tokens:
        raise ValueError
    return tokens, [Phrase(_written(tokens), label, len(tokens)), *inner]


def _written(tokens: list[str]) -> str:
    """Tokens as a sentence."""
    for token, sign in _SIGNS.items():
        tokens = [t.replace(token, sign) for t in tokens]
    return _TOUCHING.sub(lambda match: match[1] or match[2], " ".join(tokens))
