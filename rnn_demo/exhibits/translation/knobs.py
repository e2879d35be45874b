"""What is translated, into which language, how it has to begin, and how many ways are followed."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.exhibits.translation.compute.translated import BEAM, GREEDY, PLAIN
from rnn_demo.knobs.knob import choice, string, whole
from rnn_demo.knobs.values import check
from rnn_demo.translation.searching import BEAM as FOLLOWED

MOST_TEXT, MOST_FORCED, MOST_FOLLOWED = 400, 600, 8
DIRECTIONS = {
    "en-ru": "English → Russian",
    "en-fr": "English → French",
    "ru-en": "Russian → English",
}
SHOWN = {GREEDY: "Greedy", BEAM: "Beam", PLAIN: "Without attention"}


@dataclass(frozen=True)
class TranslationKnobs:
    """All that the page depends on."""

    direction: str = choice(
        "en-ru", "Direction", DIRECTIONS, widget="segments", told="direction", group="sentence"
    )
    text: str = string(
        "My brother is reading a book.",
        "A sentence of your own",
        linked=MOST_TEXT,  # and no `most`: a box that has one refuses a longer text without a word
        told="sentence",
        group="sentence",
        placeholder="a short sentence",
    )
    forced: str = string(
        "",
        "The translation begins with",
        most=MOST_FORCED,
        told="forced words",
        placeholder="nothing is forced",
        caption="Or click a word and then one of the pieces below. A ¦ at the end: it ends there.",
    )
    shown: str = choice(GREEDY, "Shown first", SHOWN, told="shown first")
    beam: int = whole(FOLLOWED, "Translations followed by the beam", 2, MOST_FOLLOWED, told="beam")

    def __post_init__(self) -> None:
        check(self)
