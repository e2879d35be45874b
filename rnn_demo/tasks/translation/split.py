"""What is learned, chosen by and measured on: split by sentence, whatever its capitals and marks.

The Russian pairs come with their parts. The French ones are split here, by a hash of the folded
English sentence, for the file is sorted and one sentence has several translations. A sentence of a
dev or test part, in any language, is in no pair that is learned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rnn_demo.configuration.translation import PairData
from rnn_demo.data.sentence_pairs import Pair, SentencePairs, folded
from rnn_demo.words import sentence

LEAST_RATIO = 0.4  # characters of the shorter side of a further pair to those of the longer one


@dataclass(frozen=True)
class Learned:
    """A pair to learn from.

    Attributes:
        source: a sentence.
        target: its translation.
        direction: e.g. "en-ru".
    """

    source: str
    target: str
    direction: str


@dataclass(frozen=True)
class Asked:
    """A sentence to be translated and measured.

    Attributes:
        source: the sentence.
        references: all its translations that are known.
    """

    source: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class TranslationSplit:
    """The parts; dev and test by direction.

    Attributes:
        train: pairs of all directions.
        dev: to choose by.
        test: to measure on.
    """

    train: tuple[Learned, ...]
    dev: Mapping[str, tuple[Asked, ...]]
    test: Mapping[str, tuple[Asked, ...]]


def split_pairs(pairs: SentencePairs, data: PairData) -> TranslationSplit:
    """Split all pairs."""
    held_english = {folded(e) for e, _ in (*pairs.russian_dev, *pairs.russian_test)}
    held_russian = {folded(r) for _, r in (*pairs.russian_dev, *pairs.russian_test)}
    for english, references in pairs.references.items():
        held_english.add(folded(english))
        held_russian.update(map(folded, references))
    french_dev, french_test = _french_parts(pairs.french, held_english, data)
    held_french = {folded(f) for part in (french_dev, french_test) for _, f in part}
    held_english |= {folded(e) for part in (french_dev, french_test) for e, _ in part}
    further = [pair for name in data.extra for pair in pairs.extra[name] if _alike(pair)]
    kept = {
        "ru": _without((*pairs.russian, *further), held_english, held_russian),
        "fr": _without(pairs.french, held_english, held_french),
    }
    dev = {"ru": _asked(pairs.russian_dev, pairs.references), "fr": _asked(french_dev)}
    test = {"ru": _asked(pairs.russian_test, pairs.references), "fr": _asked(french_test)}
    train: list[Learned] = []
    parts: tuple[dict[str, tuple[Asked, ...]], ...] = ({}, {})
    for direction in data.directions:
        source, target = direction.split("-")
        foreign = target if source == "en" else source
        for pair in kept[foreign]:
            read, written = pair if source == "en" else pair[::-1]
            train.append(Learned(read, written, direction))
        for part, forth, whole in zip(
            parts, (dev, test), (pairs.russian_dev, pairs.russian_test), strict=True
        ):
            part[direction] = forth[foreign] if source == "en" else _asked(_turned(whole))
    return TranslationSplit(tuple(train), *parts)


def check_held_out(split: TranslationSplit) -> None:
    """Refuse a split in which a sentence of dev or test, in any language, is learned.

    Raises:
        ValueError: such a sentence is there.
    """
    held: dict[str, dict[str, str]] = {}
    for part in (split.dev, split.test):
        for direction, asked in part.items():
            source, target = direction.split("-")
            for one in asked:
                held.setdefault(source, {})[folded(one.source)] = one.source
                held.setdefault(target, {}).update((folded(r), r) for r in one.references)
    for pair in split.train:
        for language, text in zip(
            pair.direction.split("-"), (pair.source, pair.target), strict=True
        ):
            if (key := folded(text)) in held.get(language, {}):
                raise ValueError(
                    sentence(
                        "{text!r} is learned, and {held!r} is kept for the test: training and test "
                        "must not share a sentence.",
                        text=text,
                        held=held[language][key],
                    )
                )


def _french_parts(
    french: Sequence[Pair], taken: set[str], data: PairData
) -> tuple[list[Pair], list[Pair]]:
    """Pairs of dev and of test: the English sentences with the least hashes, test first.

    Sentences of the Russian parts are in neither, and no French sentence is in both.
    """
    by_english: dict[str, list[Pair]] = {}
    for english, other in french:
        if (key := folded(english)) and folded(other) and key not in taken:
            by_english.setdefault(key, []).append((english, other))
    order = sorted(by_english, key=lambda key: hashlib.sha256(key.encode()).hexdigest())
    test = [pair for key in order[: data.french_test] for pair in by_english[key]]
    seen = {folded(other) for _, other in test}
    dev: list[Pair] = []
    left = data.french_dev
    for key in order[data.french_test :]:
        if not left:
            break
        own = by_english[key]
        if not any(folded(other) in seen for _, other in own):
            dev += own
            left -= 1
    return dev, test


def _without(
    pairs: Iterable[Pair], held_english: set[str], held_other: set[str]
) -> tuple[Pair, ...]:
    """The pairs of which neither side is kept for dev or test, each once."""
    found: dict[Pair, None] = {}
    for english, other in pairs:
        first, second = folded(english), folded(other)
        if first and second and first not in held_english and second not in held_other:
            found[english, other] = None
    return tuple(found)


def _alike(pair: Pair) -> bool:
    """Whether two sides are of about one length; of further pairs, some are loose or cut off."""
    short, long = sorted(map(len, pair))
    return short >= LEAST_RATIO * long


def _turned(pairs: Iterable[Pair]) -> list[Pair]:
    return [(second, first) for first, second in pairs]


def _asked(
    pairs: Iterable[Pair], references: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Asked, ...]:
    """Each sentence once, with all its translations.

    Sentences that differ only in capitals or marks are one, asked for as it is written first.
    """
    first: dict[str, str] = {}
    known: dict[str, dict[str, None]] = {}
    for source, target in pairs:
        key = folded(source)
        first.setdefault(key, source)
        own = known.setdefault(key, {})
        own.update(dict.fromkeys((target, *(references or {}).get(source, ()))))
    return tuple(Asked(first[key], tuple(known[key])) for key in first)
