"""The tunes of a configuration: split, encoded, and their vocabulary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.tunes import TuneConfig
from rnn_demo.data.text import TextError
from rnn_demo.data.tunes import CollectedTune, parts_of, read_collection
from rnn_demo.music.measures import bars_add_up
from rnn_demo.tokenizers.tunes import TuneTokenizer, needed_tokens, tune_tokens
from rnn_demo.words import sentence

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class TunePart:
    """One part of the collection.

    Attributes:
        tunes: its tunes.
        ids: their tokens, one array a tune.
    """

    tunes: tuple[CollectedTune, ...]
    ids: tuple[Ids, ...]


@dataclass(frozen=True)
class PreparedTunes:
    """The three parts.

    Attributes:
        config: completed with the vocabulary and the checksum.
        tokenizer: the vocabulary.
        train: what is learned.
        validation: what choices are made on.
        test: what is measured in the end.
        entries: tunes that the file has.
        unread: of these, those that change key or meter or have what is not read.
        unfit: of the others, those that are too long or have a rare token, and in the training part
            those whose bars do not add up.
    """

    config: TuneConfig
    tokenizer: TuneTokenizer
    train: TunePart
    validation: TunePart
    test: TunePart
    entries: int
    unread: int
    unfit: int


def prepare_tunes(config: TuneConfig, tokenizer: TuneTokenizer | None = None) -> PreparedTunes:
    """Read, split and encode the tunes that a configuration names.

    Args:
        config: the configuration.
        tokenizer: of the model; None for the vocabulary of the training part.

    Raises:
        TextError: the tunes are missing, damaged, too few or others.
    """
    collection, data = read_collection(), config.data
    if data.sha256 not in ("", collection.sha256):
        raise TextError(
            sentence(
                "The tunes here are not those that config.json names: their sha256 is {sha256}…, "
                "expected {expected}….",
                sha256=collection.sha256[:12],
                expected=data.sha256[:12],
            )
        )
    tunes = collection.tunes
    tokens = [tune_tokens(one.tune) for one in tunes]
    numbers = parts_of(tunes, data.split, config.seed)
    tokenizer = tokenizer or _vocabulary([tokens[i] for i in numbers[0]], data.rarest)

    def fits(i: int) -> bool:
        return len(tokens[i]) <= config.recipe.sequence_length and all(
            token in tokenizer.ids for token in tokens[i]
        )

    parts = []
    for place, part in enumerate(numbers):
        kept = [i for i in part if fits(i) and (place or bars_add_up(tunes[i].tune))]
        if not kept:
            raise TextError(sentence("A part of the tunes is empty: use more of them."))
        ids = tuple(tokenizer.encode(tokens[i]) for i in kept)
        parts.append(TunePart(tuple(tunes[i] for i in kept), ids))
    completed = replace(
        config,
        network=replace(config.network, vocab_size=tokenizer.vocab_size),
        data=replace(data, sha256=collection.sha256),
    )
    kept_in_all = sum(len(part.ids) for part in parts)
    return PreparedTunes(
        completed,
        tokenizer,
        parts[0],
        parts[1],
        parts[2],
        collection.entries,
        collection.entries - len(tunes),
        len(tunes) - kept_in_all,
    )


def _vocabulary(tunes: list[list[str]], rarest: int) -> TuneTokenizer:
    needed = needed_tokens()
    seen = Counter(token for tokens in tunes for token in set(tokens))
    notes = sorted(t for t, count in seen.items() if count >= rarest and t not in needed)
    return TuneTokenizer([*needed, *notes])
