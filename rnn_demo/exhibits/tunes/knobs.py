"""The knobs of the page: one entry each, from which all else about them comes."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, string, whole
from rnn_demo.knobs.values import check
from rnn_demo.music.keys import MODE_NAMES, MusicalKey
from rnn_demo.music.tune import METERS
from rnn_demo.tasks.tunes.writing import MOST_SHARED
from rnn_demo.tokenizers.tunes import ANY, KINDS

MOST_START = 2_000
LINKED_START = 600
SLOWEST_TEMPO, FASTEST_TEMPO = 40, 320  # quarter notes a minute
TONICS = ("C", "D", "E", "F", "G", "A", "B", "Bb", "Eb", "Ab", "F#", "C#")
KIND_NAMES = {ANY: "any dance"} | {kind: kind for kind in KINDS}
SHARED_NAMES = {
    "0": "any number",
    "16": "at most 16",
    "12": "at most 12",
    "10": "at most 10",
    "8": "at most 8",
}


@dataclass(frozen=True)
class TuneKnobs:
    """All that the page depends on, in the order of its widgets."""

    kind: str = choice("jig", "Dance", KIND_NAMES, told="dance")
    meter: str = choice("6/8", "Meter", METERS, told="meter")
    tonic: str = choice("D", "Key", TONICS, told="key")
    mode: str = choice("maj", "Mode", MODE_NAMES, told="mode")
    start: str = string(
        "",
        "A start of your own, in ABC",
        most=MOST_START,
        linked=LINKED_START,
        widget="area",
        height=100,
        placeholder="D | G2 B d2 B …",
        told="start",
        help="What ends with |] is a whole tune: the network reads it and adds nothing.",
    )
    temperature: float = number(
        0.7, "Temperature", 0, 2, step=0.05, told="temperature",
        help="Divides the logits: 0 always takes the likeliest note, 1 takes each as often as the "
        "network expects it, more takes the unlikely ones more often.",
    )  # fmt: skip
    most_shared: str = choice(
        str(MOST_SHARED), "Notes in a row that it may copy", SHARED_NAMES, told="copying",
        help="A note that would make a longer run of a training tune, in whatever key, is not "
        "taken, and the next one by chance is.",
    )  # fmt: skip
    seed: int = whole(1, "Seed", 0, LARGEST_SEED, widget="box", told="seed")
    tempo: int = whole(180, "", SLOWEST_TEMPO, FASTEST_TEMPO, step=5)  # the score has its slider

    def __post_init__(self) -> None:
        check(self)


def key_of(now: TuneKnobs) -> MusicalKey:
    """The key that the knobs name.

    Raises:
        ValueError: it would have more than seven sharps or flats.
    """
    return MusicalKey(now.tonic[0], now.tonic[1:], now.mode)
