"""Films of digits that move straight on and bounce off the edges, made from still pictures.

A digit is shrunk to half its size. It moves by whole pixels, each step by the same, and a step that
would leave the frame is taken the other way in that direction. Where digits overlap the darker one
is seen, and none pushes the other.

Source of the idea: N. Srivastava, E. Mansimov and R. Salakhutdinov, Unsupervised learning of video
representations using LSTMs (2015), whose films (Moving MNIST) are larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
SHRUNK = 2  # pixels that become one


@dataclass(frozen=True)
class Films:
    """Films and how they were made.

    Attributes:
        frames: (films, time, side, side), ink from 0 to 1.
        digits: the moving pictures (films, digits, size, size).
        places: upper left corner of each, row and column (films, time, digits, 2).
    """

    frames: Array
    digits: Array
    places: Whole


def shrunk(grey: NDArray[np.uint8], side: int) -> Array:
    """Pictures (count, side²) of 0 … 255 at half their size (count, side/2, side/2), 0 to 1."""
    half = side // SHRUNK
    parts = grey.reshape(-1, half, SHRUNK, half, SHRUNK).astype(np.float32)
    found: Array = parts.mean((2, 4)) / np.float32(255)
    return found


def by_chance(
    pictures: Array, films: int, time: int, side: int, random: np.random.Generator, fastest: int = 2
) -> Films:
    """Films of two digits each.

    Args:
        pictures: to choose from (count, size, size).
        films: how many.
        time: frames of each.
        side: of a frame.
        random: where they begin and how fast they are.
        fastest: pixels a frame at most, down and to the right alike; none stands still.
    """
    size = pictures.shape[-1]
    digits = pictures[random.integers(0, len(pictures), (films, 2))]
    start = random.integers(0, side - size + 1, (films, 2, 2))
    speed = random.integers(1, fastest + 1, (films, 2, 2)) * random.choice([-1, 1], (films, 2, 2))
    return filmed(digits, start, speed, time, side)


def filmed(digits: Array, start: Whole, speed: Whole, time: int, side: int) -> Films:
    """Films of digits (films, digits, size, size) from places with speeds (films, digits, 2)."""
    places = paths(start, speed, time, side - digits.shape[-1])
    return Films(drawn(digits, places, side), digits, places)


def paths(start: Whole, speed: Whole, time: int, room: int) -> Whole:
    """Places (films, time, digits, 2) of corners from 0 to `room`, which turn back at the edges.

    A step is at most half of the room.
    """
    found = [start]
    for _ in range(time - 1):
        ahead = found[-1] + speed
        speed = np.where((ahead < 0) | (ahead > room), -speed, speed)
        found.append(found[-1] + speed)
    return np.stack(found, 1)


def drawn(digits: Array, places: Whole, side: int) -> Array:
    """Frames (films, time, side, side) of digits at places; what is outside is cut off."""
    films, time, many, _ = places.shape
    size = digits.shape[-1]
    reach = np.arange(size)
    frames = np.zeros((films, time, side, side), digits.dtype)
    film = np.arange(films)[:, None, None, None]
    moment = np.arange(time)[None, :, None, None]
    for k in range(many):
        rows = places[:, :, k, 0, None, None] + reach[:, None]
        columns = places[:, :, k, 1, None, None] + reach
        inside = (rows >= 0) & (rows < side) & (columns >= 0) & (columns < side)
        at = (film, moment, np.clip(rows, 0, side - 1), np.clip(columns, 0, side - 1))
        ink = np.where(inside, digits[:, None, k], 0)
        np.maximum.at(frames, np.broadcast_arrays(*at), ink)
    return frames


def stays(films: Films, seen: int) -> Array:
    """The rival that repeats the last frame that was seen (films, foretold, side, side)."""
    last = films.frames[:, seen - 1 : seen]
    return np.repeat(last, films.frames.shape[1] - seen, 1)


def moves_on(films: Films, seen: int) -> Array:
    """The rival that knows both digits and repeats their last steps, as if there were no edges.

    It is told what the network has to find out: which digits there are, where they are, and what
    each hides of the other.
    """
    last, before = films.places[:, seen - 1], films.places[:, seen - 2]
    ahead = np.arange(1, films.frames.shape[1] - seen + 1)[:, None, None]
    places = last[:, None] + ahead * (last - before)[:, None]
    return drawn(films.digits, places, films.frames.shape[-1])


def turned(films: Films, seen: int) -> NDArray[np.bool_]:
    """Whether a digit turns back in the frames that are foretold (films,)."""
    steps = np.diff(films.places, axis=1)[:, seen - 2 :]
    found: NDArray[np.bool_] = (steps[:, 1:] != steps[:, :1]).any((1, 2, 3))
    return found
