"""Streams to learn from: recordings varied, joined with gaps, in noise, with other sounds.

Each is varied as another voice, room or microphone would: played faster, stretched, its bands moved
as a longer or shorter throat moves them, cut at its ends, coloured, echoing, in noise. All of it is
done to power spectra.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.sounds.log_mel import BINS, log_bands
from rnn_demo.tasks.speech.material import PITCHES, Material

Array = NDArray[np.float32]
Random = np.random.Generator

HOW_MANY = (0.55, 0.25, 0.2)  # chance of 1, 2, 3 digits in a stream that has any
NOTHING = 0.06  # chance that a stream has none
PACE = (0.7, 1.4)
WARP = (0.82, 1.22)  # of the throat
TRIMMED = 0.12  # of a recording at each end, at most
NO_DIGIT = 0.15  # chance of a sound that is no digit, at each gap
DIFFERENT_VOICES = 0.3  # chance that a stream is not of one speaker
STEPS_OF_WARP = 41
SILENT = -1
LEAST = 6  # frames of a stream


@dataclass(frozen=True)
class Stream:
    """Some sound to learn from.

    Attributes:
        logs: M (frames, bands), float16.
        digits: what is said in it, in order.
        spoken: which digit is being said in each frame, `SILENT` where none is (frames,).
        voices: whose recordings it is made of, as numbers of `Material`.
    """

    logs: NDArray[np.float16]
    digits: tuple[int, ...]
    spoken: NDArray[np.int8]
    voices: frozenset[int]


def stream_of(material: Material, first: int, random: Random) -> Stream:
    """A stream with one of the recordings, unless it is to have no digits.

    Everything in it, what is no digit as well, is made of recordings of its voices.
    """
    many = 0 if random.random() < NOTHING else 1 + int(random.choice(len(HOW_MANY), p=HOW_MANY))
    voices = {int(material.speaker[first])}
    if many > 1 and random.random() < DIFFERENT_VOICES:
        voices.add(int(random.integers(material.speaker.max() + 1)))
    same = np.flatnonzero(np.isin(material.speaker, list(voices)))
    chosen = [first, *map(int, random.choice(same, max(0, many - 1)))][: max(many, 0)]
    random.shuffle(chosen)
    pitch = int(random.integers(len(PITCHES)))
    pace = np.exp(random.uniform(*np.log(PACE)))
    longest = random.uniform(0.1, 0.5)
    parts, says = [_gap(random, 0.25)], {}
    for place, one in enumerate(chosen):
        if place:
            parts.append(_gap(random, longest))
        if random.random() < NO_DIGIT:
            parts += [_no_digit(material, same, random), _gap(random, longest)]
        spoken = _stretched(_trimmed(material.spectra[one][pitch], random), pace, random)
        says[len(parts)] = int(material.digit[one])
        parts.append(spoken * 10 ** random.uniform(-0.6, 0.0))
    if not chosen or random.random() < NO_DIGIT:
        parts += [_gap(random, longest), _no_digit(material, same, random)]
    parts.append(_gap(random, 0.25))
    parts.append(np.zeros((max(0, LEAST - sum(map(len, parts))), BINS), np.float32))
    when = np.repeat([says.get(n, SILENT) for n in range(len(parts))], [len(p) for p in parts])
    power = np.concatenate(parts)
    power = _in_a_room(power, random) * _colour(random, 1.0)
    power = power + _noise(len(power), random)
    warp = float(np.linspace(*WARP, STEPS_OF_WARP)[random.integers(STEPS_OF_WARP)])
    logs = log_bands(power, warp).astype(np.float16)
    return Stream(logs, tuple(says.values()), when.astype(np.int8), frozenset(voices))


def _gap(random: Random, longest: float) -> Array:
    """Nothing, for up to a time in seconds."""
    if random.random() < 0.15:
        return np.zeros((0, BINS), np.float32)
    return np.zeros((int(100 * longest * random.random()), BINS), np.float32)


def _trimmed(power: Array, random: Random) -> Array:
    begin, end = (random.uniform(0, TRIMMED, 2) * len(power)).astype(int)
    found: Array = power[begin : len(power) - end]
    return found


def _stretched(power: Array, pace: float, random: Random) -> Array:
    """Slower or faster, not evenly."""
    many = max(8, round(len(power) * pace * np.exp(random.normal(0, 0.08))))
    speed = np.exp(np.interp(np.arange(many), np.linspace(0, many, 4), random.normal(0, 0.2, 4)))
    places = np.cumsum(speed)
    places = (places - places[0]) / max(places[-1] - places[0], 1e-9) * (len(power) - 1)
    below = np.floor(places).astype(int)
    above = np.minimum(below + 1, len(power) - 1)
    share = (places - below)[:, None].astype(np.float32)
    found: Array = power[below] * (1 - share) + power[above] * share
    return found


def _no_digit(material: Material, same: NDArray[np.int64], random: Random) -> Array:
    """Speech of these recordings played backwards or cut up, chords, a hiss or a click."""
    kind = random.integers(5)
    one = material.spectra[int(random.choice(same))][int(random.integers(len(PITCHES)))]
    if kind == 0:
        return _stretched(one[::-1], 1.0, random)
    if kind == 1:  # pieces of about a tenth of a second of different recordings
        pieces = []
        for _ in range(int(random.integers(3, 7))):
            other = material.spectra[int(random.choice(same))][2]
            begin = int(random.integers(max(1, len(other) - 8)))
            pieces.append(other[begin : begin + int(random.integers(5, 12))])
        return np.concatenate(pieces)
    many = int(random.integers(4, 60))
    if kind == 2:  # chords
        pitch = random.uniform(3, 30) * np.array([1, 1.26, 1.5, 2])
        lines = np.zeros(BINS, np.float32)
        for tone in pitch[: int(random.integers(1, 5))]:
            for harmonic in range(1, int(random.integers(2, 8))):
                place = int(tone * harmonic)
                if place < BINS - 1:
                    lines[place : place + 2] += 1 / harmonic**2
        fading = np.exp(-np.arange(many) / random.uniform(5, 60))
        power = fading[:, None] * lines * BINS / max(float(lines.sum()), 1e-9)
        chords: Array = power.astype(np.float32)
        return chords
    if kind == 3:
        hiss = _hiss(many, random) * _colour(random, 1.5)
        swell = np.hanning(many + 2)[1:-1, None]
        return (hiss * swell).astype(np.float32)
    return _hiss(int(random.integers(1, 4)), random)


def _colour(random: Random, strength: float) -> Array:
    """A smooth factor for every bin: a microphone, a room, a tilt (bins,)."""
    knots = random.normal(0, strength, 6) + random.normal(0, strength) * np.linspace(-1, 1, 6)
    curve = np.interp(np.linspace(0, 5, BINS), np.arange(6), knots)
    found: Array = np.exp(curve).astype(np.float32)
    return found


def _in_a_room(power: Array, random: Random) -> Array:
    """With an echo that fades, in one stream of three."""
    if random.random() > 0.35:
        return power
    fading, share = np.exp(-1 / random.uniform(2, 12)), random.uniform(0.02, 0.25)
    found, echo = np.empty_like(power), np.zeros(BINS, np.float32)
    for time, frame in enumerate(power):
        found[time] = frame + share * echo
        echo = fading * echo + frame
    return found


def _noise(many: int, random: Random) -> Array:
    """A coloured hiss, 8 to 50 dB below the loudest frames."""
    level = 10 ** -random.uniform(0.8, 5.0)
    return (level * _hiss(many, random) * _colour(random, 1.0)).astype(np.float32)


def _hiss(many: int, random: Random) -> Array:
    """Power of white noise of mean power 1 (frames, bins)."""
    found: Array = random.standard_exponential((many, BINS), np.float32)
    return found
