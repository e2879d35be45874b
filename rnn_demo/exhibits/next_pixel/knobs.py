"""The knobs of the page: one entry each."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.knobs.bitmaps import Bitmap, parse_bitmaps, write_bitmaps
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.values import check

SIDE = 28
SCENES = {
    "edge": "both turn back at an edge",
    "straight": "both go straight on",
    "covered": "one covers the other",
    "strangers": "no digits",
    "chance": "by chance",
}
PIXELS = SIDE * SIDE


@dataclass(frozen=True)
class PixelKnobs:
    """All that the eight pictures depend on."""

    temperature: float = number(
        1.0, "Temperature T", 0.1, 5, step=0.05, reaches=2, told="temperature"
    )
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", told="seed")
    # What the visitor sets in the picture itself.
    given: int = whole(PIXELS // 2, "", 0, PIXELS, told="pixels given")
    drawn: tuple[Bitmap, ...] = typed(  # one drawing, or none for an empty canvas
        (), "", parse_bitmaps, write_bitmaps, form="a drawing as SIDE.BITS", told="drawing"
    )

    film: str = choice("edge", "Film", SCENES, told="film", group="film")
    film_seed: int = whole(
        0, "Seed of the film", 0, LARGEST_SEED, widget="box", told="seed of the film", group="film",
        shown=lambda now: now.film == "chance",
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
