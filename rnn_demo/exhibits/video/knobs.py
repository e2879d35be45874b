"""The knobs of the page: which clip, how it is played, what of it is seen, and who reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rnn_demo.exhibits.video.clips import clip_names, network_names
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, string, switch, whole
from rnn_demo.knobs.values import KnobError, check, quoted
from rnn_demo.words import sentence

FIRST_CLIP, NOTHING = "hello 76", "nothing"
ORDERS = {
    "forwards": "as it was",
    "backwards": "backwards",
    "shuffled": "shuffled",
    "still": "standing still",
}
HANDS = {
    "both": "both",
    "left": "the left one only",
    "right": "the right one only",
    "none": "neither",
}
MOST_FRAMES = 240
MOST_LEFT_OUT = 200  # characters
SPAN = re.compile(r"(\d{1,4})(?:[-–](\d{1,4}))?")


def _own_or_shipped() -> dict[str, str]:
    return clip_names()


def _second() -> dict[str, str]:
    return {NOTHING: NOTHING, **clip_names()}


@dataclass(frozen=True)
class VideoKnobs:
    """All that the page depends on but a visitor's own clip, in the order of its widgets."""

    clip: str = choice(FIRST_CLIP, "Clip", _own_or_shipped, told="clip")
    then: str = choice(NOTHING, "Then, without a pause", _second, told="then")
    order: str = choice("forwards", "Played", ORDERS, told="played")
    frame: int = whole(
        12, "Frame that stands still", 1, MOST_FRAMES, reaches=24, told="frame",
        shown=lambda now: now.order == "still",
    )  # fmt: skip
    seed: int = whole(
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed",
        shown=lambda now: now.order == "shuffled" or now.lost > 0 or now.noise > 0,
    )  # fmt: skip
    hands: str = choice("both", "Hands that are seen", HANDS, told="hands")
    lost: float = number(
        0.0, "Share of the frames in which they are lost", 0.0, 1.0, step=0.05, told="hands lost",
        help="By chance, both at once: finders of hands do lose them.",
    )  # fmt: skip
    mirrored: bool = switch(False, "In a mirror", told="mirror")
    size: float = number(1.0, "Size in the picture", 0.3, 1.5, step=0.05, told="size", group="more")
    aside: float = number(
        0.0, "Moved to the right, picture widths", -0.4, 0.4, step=0.05, told="moved",
        group="more",
    )  # fmt: skip
    noise: float = number(
        0.0, "Trembling points, shoulder widths", 0.0, 0.3, step=0.01, told="trembling",
        group="more",
        help="The standard deviation of a normal error of each coordinate in each frame. In "
        "training it was about 0.01.",
    )  # fmt: skip
    left_out: str = string(
        "", "Frames left out, as in 3 7-9", MOST_LEFT_OUT, told="frames left out",
        placeholder="none", group="more",
    )  # fmt: skip
    network: int = choice(0, "Network", network_names, told="network", group="more")

    def __post_init__(self) -> None:
        check(self)


def frames_left_out(text: str, frames: int) -> tuple[int, ...]:
    """The frames that a text names, counted from 0, in their order.

    Args:
        text: numbers from 1 on, and spans, by space or comma.
        frames: how many there are; those beyond are passed over.

    Raises:
        KnobError: it is something else, or nothing would be left.
    """
    found: set[int] = set()
    for word in text.replace(",", " ").split():
        span = SPAN.fullmatch(word)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= first <= last:
            raise KnobError(
                sentence(
                    "The frames left out have {word}; give numbers from 1 on and spans, as in "
                    "3 7-9.",
                    word=quoted(word),
                )
            )
        found.update(range(first - 1, min(last, frames)))
    if len(found) >= frames:
        raise KnobError(
            sentence("All {frames} frames are left out; keep one at least.", frames=frames)
        )
    return tuple(sorted(found))


def frames_beyond(text: str, frames: int) -> int:
    """The last frame that a text names, where the clip ends before it; 0 if it does not.

    Args:
        text: that `frames_left_out` reads.
        frames: how many there are.
    """
    last = max((int(number) for number in re.findall(r"\d+", text)), default=0)
    return last if last > frames else 0


def as_left_out(frames: list[int] | tuple[int, ...]) -> str:
    """A text that `frames_left_out` reads: spans where frames follow each other."""
    parts: list[list[int]] = []
    for frame in sorted(frames):
        if parts and frame == parts[-1][1] + 1:
            parts[-1][1] = frame
        else:
            parts.append([frame, frame])
    return " ".join(
        f"{first + 1}" if first == last else f"{first + 1}-{last + 1}" for first, last in parts
    )
