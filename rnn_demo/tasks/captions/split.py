"""Which drawings are learned, which serve for choosing, and which are the two tests.

- hand: all drawings of the hands that are held out. Their names are known, their style is not.
- tone: of some concepts one skin tone, drawn by the other hands. The concept is known in the other
  four tones, and the tone from other concepts; the two together are new. They are in no other part.
- validation: single drawings of the training hands whose name is learned from another hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.captions import DrawingData
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.emoji import HANDS, EmojiSet
from rnn_demo.words import sentence

TONES = 5
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Places of drawings in an `EmojiSet`.

    Attributes:
        train: learned.
        validation: for choosing.
        hand: of the hands that were held out.
        tone: of the combinations that were held out.
        tone_names: which names these are (names,).
    """

    train: Places
    validation: Places
    hand: Places
    tone: Places
    tone_names: Places


def split_of(emoji: EmojiSet, data: DrawingData) -> Split:
    """The parts, a function of the drawings and of the configuration's seed.

    Raises:
        ConfigurationError: an unknown hand, or more is held out than there is.
    """
    if unknown := sorted(set(data.held_out_hands) - set(HANDS)):
        raise ConfigurationError(
            sentence(
                "data.held_out_hands names {hand!r}; there are {hands}.",
                hand=unknown[0],
                hands=", ".join(HANDS),
            )
        )
    random = np.random.default_rng(data.split_seed)
    tone_names = _one_tone_each(emoji, data.held_out_tones, random)
    away = np.isin(emoji.hand, [HANDS.index(hand) for hand in data.held_out_hands])
    tone = np.isin(emoji.name, tone_names)
    here = ~away & ~tone
    # How many of the training hands draw a name.
    drawn = np.bincount(emoji.name[here], minlength=len(emoji.names))
    free = random.permutation(np.flatnonzero(here & (drawn[emoji.name] > 1)))
    _, first = np.unique(emoji.name[free], return_index=True)
    # At most one drawing of a name, so that the others stay.
    chosen = free[np.sort(first)[: data.validation]]
    if len(chosen) < data.validation:
        raise ConfigurationError(
            sentence(
                "data.validation is {asked}; there are {found} names with a second drawing.",
                asked=data.validation,
                found=len(chosen),
            )
        )
    kept = np.zeros(len(emoji.name), bool)
    kept[chosen] = True
    return Split(
        np.flatnonzero(here & ~kept),
        np.sort(chosen),
        np.flatnonzero(away),
        np.flatnonzero(tone & ~away),
        tone_names,
    )


def _one_tone_each(emoji: EmojiSet, count: int, random: np.random.Generator) -> Places:
    """Names: one skin tone of each of so many concepts that are drawn in all of them."""
    by_concept: dict[str, list[int]] = {}
    for place, name in enumerate(emoji.names):
        if name.tone:
            by_concept.setdefault(name.concept, []).append(place)
    whole = [places for places in by_concept.values() if len(places) == TONES]
    if count > len(whole):
        raise ConfigurationError(
            sentence(
                "data.held_out_tones is {asked}; {found} concepts have all skin tones.",
                asked=count,
                found=len(whole),
            )
        )
    picked = random.choice(len(whole), count, replace=False)
    tones = random.integers(0, TONES, count)
    return np.sort([whole[p][t] for p, t in zip(picked, tones, strict=True)]).astype(np.int64)
