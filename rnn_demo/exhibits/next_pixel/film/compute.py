"""A film, what the network makes of its first frames, and what two rivals make of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.configuration.frames import FrameSize
from rnn_demo.data.moving_digits import Array, Films, by_chance, filmed, moves_on, stays
from rnn_demo.exhibits.next_pixel.film.digits import own_digits, own_signs
from rnn_demo.networks.frame_steps import Weights, foretell

# Two digits, the corners where they begin (row, column), and their steps a frame.
SCENES = {
    "edge": ((2, 5), ((8, 5), (15, 8)), ((1, -1), (-1, 1))),
    "straight": ((3, 7), ((7, 0), (4, 3)), ((-1, 1), (1, 2))),
    "covered": ((0, 8), ((10, 18), (18, 3)), ((-2, 1), (1, -1))),
    "strangers": ((0, 1), ((8, 7), (7, 4)), ((2, -1), (-1, 1))),
}


@dataclass(frozen=True)
class ForetoldFilm:
    """One film, of frames (time, side, side) with ink from 0 to 1.

    Attributes:
        truth: all frames.
        network: its predictions of all frames but the first.
        stays: of the frames that were not seen, the last one seen.
        moves_on: of the frames that were not seen, the last steps repeated.
        seen: frames that were seen.
    """

    truth: Array
    network: Array
    stays: Array
    moves_on: Array
    seen: int

    def errors(self, frames: Array) -> Array:
        """Mean squared error of a pixel in each frame that was not seen (foretold,)."""
        truth = self.truth[self.seen :]
        found: Array = ((frames[-len(truth) :] - truth) ** 2).mean((1, 2))
        return found


def foretold_film(weights: Weights, size: FrameSize, scene: str, seed: int) -> ForetoldFilm:
    """The film of a scene, or one by chance.

    Args:
        weights: of the network.
        size: of the network.
        scene: of `SCENES`; any other name stands for chance.
        seed: of the film by chance.
    """
    films, seen = _films(size, scene, seed), size.seen
    network = foretell(weights, films.frames[:, :seen], size.foretold)
    return ForetoldFilm(
        films.frames[0], network[0], stays(films, seen)[0], moves_on(films, seen)[0], seen
    )


def _films(size: FrameSize, scene: str, seed: int) -> Films:
    time = size.seen + size.foretold
    if scene not in SCENES:
        return by_chance(own_digits(), 1, time, size.side, np.random.default_rng(seed))
    digits, start, speed = SCENES[scene]
    pictures = (own_signs() if scene == "strangers" else own_digits())[list(digits)]
    return filmed(pictures[None], np.array([start]), np.array([speed]), time, size.side)
