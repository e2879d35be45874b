"""The clips of a configuration, and their parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.configuration.signs import EXAMPLE, SignConfig, SignData
from rnn_demo.data.landmarks import FEATURES
from rnn_demo.data.sign_clips import SignClips, read_sign_clips
from rnn_demo.data.text import TextError
from rnn_demo.words import sentence


@dataclass(frozen=True)
class SignParts:
    """The clips of each part: of every word the first ones, those after them, and the last ones.

    Attributes:
        train: learned from.
        validation: looked at for choices.
        test: looked at once.
    """

    train: SignClips
    validation: SignClips
    test: SignClips


def checked_clips(config: SignConfig) -> SignClips:
    """The clips that a configuration names.

    Raises:
        TextError: missing, damaged, or others.
    """
    clips = read_sign_clips()
    if config.data.sha256 not in ("", clips.sha256):
        raise TextError(
            sentence(
                "The clips are not those that config.json names: their sha256 is {found}…, "
                "expected {sha256}….",
                found=clips.sha256[:12],
                sha256=config.data.sha256[:12],
            )
        )
    network = config.network
    if (len(clips.words), FEATURES) != (network.vocab_size, network.features):
        raise TextError(
            sentence(
                "The clips show {found} signs and {features} numbers are read of a frame; "
                "config.json says {words} and {own}.",
                found=len(clips.words),
                features=FEATURES,
                words=network.vocab_size,
                own=network.features,
            )
        )
    return clips


def parts_of(clips: SignClips, data: SignData) -> SignParts:
    """The clips of each part.

    Neighbours in time are alike, so that a random split would flatter.

    Raises:
        TextError: there are too few clips of a word.
    """
    counts = np.bincount(clips.label, minlength=len(clips.words))
    if counts.min() <= data.validation + data.test:
        raise TextError(
            sentence(
                "There are {count} clips of “{word}”: too few to keep {kept} from training.",
                count=int(counts.min()),
                word=clips.words[int(counts.argmin())],
                kept=data.validation + data.test,
            )
        )
    left = counts[clips.label] - clips.number  # how many of its word come from this one on
    test = left <= data.test
    validation = ~test & (left <= data.test + data.validation)
    return SignParts(clips.some(~test & ~validation), clips.some(validation), clips.some(test))


def example_places(clips: SignClips, data: SignData) -> list[int]:
    """Which of the clips the examples of a configuration are.

    Raises:
        TextError: there is no such clip, or it is not of the test part.
    """
    found = []
    counts = np.bincount(clips.label, minlength=len(clips.words))
    for example in data.examples:
        named = EXAMPLE.fullmatch(example)
        assert named  # SignData has checked it
        label = clips.words.index(named["word"]) if named["word"] in clips.words else -1
        number = int(named["number"])
        here = np.flatnonzero((clips.label == label) & (clips.number == number))
        if not len(here) or counts[label] - number > data.test:
            raise TextError(
                sentence(
                    "data.examples holds {example!r}, and the test part has no such clip.",
                    example=example,
                )
            )
        found.append(int(here[0]))
    return found
