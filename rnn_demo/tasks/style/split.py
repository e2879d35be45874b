"""Concepts that are learned and concepts that are not: all drawings of one lie on one side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.style import StyleData
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.emoji import HANDS, EmojiSet
from rnn_demo.words import sentence

Places = NDArray[np.int64]


@dataclass(frozen=True)
class StyleSplit:
    """Places of drawings in an `EmojiSet`.

    Attributes:
        train: learned.
        validation: for choosing.
        test: of concepts that no other part has.
        hand: of every drawing of the set, its place in the configuration's hands; -1 for others.
    """

    train: Places
    validation: Places
    test: Places
    hand: Places


def style_split(emoji: EmojiSet, data: StyleData) -> StyleSplit:
    """The parts, a function of the drawings and of the configuration's seed.

    Raises:
        ConfigurationError: an unknown hand.
    """
    if unknown := sorted(set(data.hands) - set(HANDS)):
        raise ConfigurationError(
            sentence(
                "data.hands names {hand!r}; there are {hands}.",
                hand=unknown[0],
                hands=", ".join(HANDS),
            )
        )
    order = {HANDS.index(hand): place for place, hand in enumerate(data.hands)}
    hand = np.array([order.get(int(one), -1) for one in emoji.hand])
    concepts = sorted({name.concept for name in emoji.names})
    lot = dict(
        zip(concepts, np.random.default_rng(data.split_seed).random(len(concepts)), strict=True)
    )
    drawn = np.array([lot[name.concept] for name in emoji.names])[emoji.name]
    here = hand >= 0
    test, validation = drawn < data.test, drawn >= 1 - data.validation
    return StyleSplit(
        np.flatnonzero(here & ~test & ~validation),
        np.flatnonzero(here & validation),
        np.flatnonzero(here & test),
        hand,
    )
