"""Single sentences from critics' reviews, with the sentiment that readers gave each."""

from __future__ import annotations

import lzma
import os
import re
from pathlib import Path

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence

NAME = "sst/dev.txt"
SOURCE = "https://nlp.stanford.edu/sentiment/ (trees/dev.txt; Socher et al. 2013)"
NEUTRAL = 2  # of 0, very negative, to 4, very positive

_TOKEN = re.compile(r"\(\d ([^()]+)\)")
_SIGNS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"', "\\/": "/"}
_TOUCHING = re.compile(r" (n't|'s|'re|'ve|'ll|'d|'m|[.,;:!?)%])|(\() ")


def critics_sentences() -> list[tuple[str, bool]]:
    """The sentences of the development part that are not neutral, and whether each is positive.

    No network here was trained on them. They are published as tokens; punctuation and endings
    are joined again.

    Raises:
        TextError: the file is missing or does not hold such trees.
    """
    folder = Path(os.environ.get(DATA_VARIABLE, "data"))
    found = [path for path in (folder / NAME, folder / f"{NAME}.xz") if path.is_file()]
    if not found:
        raise TextError(
            sentence(
                "The sentences {path} (or the same with .xz) are missing: get them from {source} "
                "and name the folder that holds sst in {variable}.",
                path=folder / NAME,
                source=SOURCE,
                variable=DATA_VARIABLE,
            )
        )
    raw = found[0].read_bytes()
    text = (lzma.decompress(raw) if found[0].suffix == ".xz" else raw).decode("utf-8")
    sentences = []
    for number, line in enumerate(text.splitlines(), 1):
        tokens = _TOKEN.findall(line)
        if not tokens or not line[1:2].isdigit():
            raise TextError(
                sentence(
                    "Line {number} of {path} is no tree of a sentence.",
                    number=number,
                    path=found[0],
                )
            )
        if int(line[1]) != NEUTRAL:
            sentences.append((_written(tokens), int(line[1]) > NEUTRAL))
    return sentences


def _written(tokens: list[str]) -> str:
    """Tokens as a sentence."""
    for token, sign in _SIGNS.items():
        tokens = [t.replace(token, sign) for t in tokens]
    return _TOUCHING.sub(lambda match: match[1] or match[2], " ".join(tokens))
