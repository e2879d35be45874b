"""The knobs of the page: what is heard, how it sounds, and who listens."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.speech.loading import FALLBACK, network_names, voice_names
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, string, switch, whole
from rnn_demo.knobs.values import check

SHIPPED, MICROPHONE, FROM_FILE, MELODY = "digits", "microphone", "file", "melody"
SOURCES = {
    SHIPPED: "Digits that you type",
    MICROPHONE: "Your voice",
    FROM_FILE: "Your file",
    MELODY: "A melody",
}
NOBODY = "nobody"
MOST_TYPED = 60  # characters
MOST_DIGITS = 20
QUIET = 60.0  # decibels: so far below nothing is heard of a hiss


def _second() -> dict[str, str]:
    return {NOBODY: "one voice only", **voice_names()}


@dataclass(frozen=True)
class SpeechKnobs:
    """All that the page depends on, except for what a visitor says or uploads."""

    source: str = choice(SHIPPED, "What is heard", SOURCES, told="source")
    digits: str = string(
        "4 2 7", "Digits", MOST_TYPED, told="digits",
        caption="As many as 20, from 0 to 9; each is a recording of its own.",
        shown=lambda now: now.source == SHIPPED,
    )  # fmt: skip
    voice: str = choice(
        FALLBACK, "Voice", voice_names, told="voice", shown=lambda now: now.source == SHIPPED
    )
    other: str = choice(
        NOBODY, "Every second digit by", _second, told="second voice",
        shown=lambda now: now.source == SHIPPED,
    )  # fmt: skip
    gap: float = number(
        0.2, "Pause between digits, seconds", 0.0, 1.0, step=0.05, told="pause",
        shown=lambda now: now.source == SHIPPED,
    )  # fmt: skip
    network: int = choice(0, "A network that", network_names, told="network")
    backwards: bool = switch(False, "Backwards", told="backwards", group="more")
    speed: float = number(
        1.0, "Speed; the pitch follows", 0.5, 2.0, step=0.05, told="speed", group="more"
    )
    hiss: float = number(
        QUIET, "Hiss, decibels below the loudest moment", 0.0, QUIET, step=1.0, told="hiss",
        group="more", help="60 is no hiss at all.",
    )  # fmt: skip
    seed: int = whole(
        0, "Seed of hiss and melody", 0, LARGEST_SEED, widget="box", told="seed", group="more",
        shown=lambda now: now.source == MELODY or now.hiss < QUIET,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
