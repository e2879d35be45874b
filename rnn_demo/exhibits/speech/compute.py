"""A sound as the knobs say, and what a network makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.speech.knobs import (
    FROM_FILE,
    MELODY,
    MICROPHONE,
    MOST_DIGITS,
    NOBODY,
    QUIET,
    SpeechKnobs,
)
from rnn_demo.knobs.values import KnobError, quoted
from rnn_demo.networks.listener_steps import Weights
from rnn_demo.sounds.alignment import MOST_STEPS, by_enumeration, log_chance
from rnn_demo.sounds.hearing import Hearing, hear
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.melody import melody
from rnn_demo.words import sentence

Sound = NDArray[np.float32]
MELODY_SECONDS = 4
CLOSE = 1e-9  # of two sums of the same chances


@dataclass(frozen=True)
class HeardSound:
    """A sound and what is heard in it.

    Attributes:
        samples: (samples,), `RATE` a second.
        hearing: what the network makes of it.
        check: that the forward algorithm adds up the same alignments as an enumeration.
    """

    samples: Sound
    hearing: Hearing
    check: Check


def digits_of(text: str) -> list[int]:
    """The digits that were typed.

    Raises:
        KnobError: there are none, too many, or other signs.
    """
    signs = [sign for sign in text if not sign.isspace() and sign not in ",.;-"]
    for sign in signs:
        if sign not in "0123456789":
            raise KnobError(
                sentence("The digits have {sign}; type 0 to 9, as in 4 2 7.", sign=quoted(sign))
            )
    if not 1 <= len(signs) <= MOST_DIGITS:
        raise KnobError(
            sentence(
                "There are {count} digits; type 1 to {most}, as in 4 2 7.",
                count=len(signs),
                most=MOST_DIGITS,
            )
        )
    return [int(sign) for sign in signs]


def sound_of(
    how: SpeechKnobs, takes: Mapping[str, Mapping[int, Sound]], own: Sound | None
) -> Sound:
    """What is heard.

    Args:
        how: the knobs.
        takes: the recordings of each voice by their digits.
        own: what the visitor said or uploaded.

    Raises:
        KnobError: it cannot be made.
    """
    random = np.random.default_rng(how.seed)
    if how.source in (MICROPHONE, FROM_FILE):
        if own is None:
            raise KnobError(
                sentence("Nothing was recorded yet: press the microphone, and say some digits.")
                if how.source == MICROPHONE
                else sentence("There is no file yet: choose a WAV or FLAC of a voice.")
            )
        sound = own
    elif how.source == MELODY:
        sound = melody(MELODY_SECONDS, random)
    else:
        sound = _joined(how, takes)
    return _played(sound, how, random)


def _joined(how: SpeechKnobs, takes: Mapping[str, Mapping[int, Sound]]) -> Sound:
    """Recordings one after another, each as loud as the others, with pauses."""
    voices = (how.voice, how.voice if how.other == NOBODY else how.other)
    parts: list[Sound] = []
    for place, digit in enumerate(digits_of(how.digits)):
        voice = voices[place % 2]
        take = takes.get(voice, {}).get(digit)
        if take is None:
            raise KnobError(
                sentence(
                    "There is no recording of {digit} by {voice}; choose another voice.",
                    digit=digit,
                    voice=quoted(voice),
                )
            )
        if parts:
            parts.append(np.zeros(int(how.gap * RATE), np.float32))
        parts.append(0.5 * take / max(float(np.abs(take).max()), 1e-6))
    return np.concatenate(parts).astype(np.float32)


def _played(sound: Sound, how: SpeechKnobs, random: np.random.Generator) -> Sound:
    """Backwards, faster or slower, in a hiss, if the knobs say so."""
    if how.backwards:
        sound = sound[::-1]
    if how.speed != 1:
        places = np.arange(0, len(sound) - 1, how.speed)
        sound = np.interp(places, np.arange(len(sound)), sound).astype(np.float32)
    if how.hiss < QUIET and len(sound):
        loudest = float(np.sqrt(np.quantile(sound**2, 0.98))) or 0.1
        noise = random.normal(size=len(sound)) * loudest * 10 ** (-how.hiss / 20)
        sound = (sound + noise).astype(np.float32)
    return np.ascontiguousarray(np.clip(sound, -1, 1), np.float32)


def heard(weights: Weights, samples: Sound) -> HeardSound:
    """Listen, and check the sum over alignments where the first word is."""
    hearing = hear(weights, samples)
    return HeardSound(samples, hearing, _check(hearing))


def _check(hearing: Hearing) -> Check:
    """Both ways to add up alignments, over eight steps around the first word."""
    first = hearing.words[0].begin if hearing.words else 0
    begin = max(0, min(first - 3, len(hearing.log_chances) - MOST_STEPS))
    cut = hearing.log_chances[begin : begin + MOST_STEPS]
    word = hearing.words[0].id if hearing.words else 0
    apart = max(
        abs(log_chance(cut, words) - by_enumeration(cut, words))
        for words in ((), (word,), (word, word), (word, (word + 1) % (cut.shape[1] - 1)))
    )
    return Check(
        apart,
        CLOSE,
        sentence("the sum over every single alignment of eight steps, each written out"),
    )


def likeliest(log_chances: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
    """The chances of every symbol (steps, symbols), for drawing."""
    found: NDArray[np.float32] = np.exp(log_chances).astype(np.float32)
    return found
