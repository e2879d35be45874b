"""Which picture is named, how its name has to begin, and how many names are followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.exhibits.captions.compute.samples import SAMPLES
from rnn_demo.knobs.knob import choice, string, whole
from rnn_demo.knobs.values import check
from rnn_demo.pictures.naming import BEAM

FROM_SET, DRAWN, FROM_FILE = "set", "drawn", "file"
SOURCES = {FROM_SET: "A drawing", DRAWN: "Draw it", FROM_FILE: "Your file"}
LONGEST_FORCED = 200  # characters


def _names() -> Mapping[str, str]:
    return {key: sample.name for key, sample in SAMPLES.items()}


@dataclass(frozen=True)
class CaptionKnobs:
    """All that the page depends on, except for what a visitor draws or uploads."""

    source: str = choice(FROM_SET, "The picture", SOURCES, widget="segments", told="picture")
    drawing: str = choice(
        next(iter(SAMPLES)),
        "A hand that the network never saw",
        _names,
        told="drawing",
        shown=lambda now: now.source == FROM_SET,
    )
    words: str = string(
        "",
        "The name begins with",
        most=LONGEST_FORCED,
        told="forced words",
        placeholder="nothing is forced",
        caption="Or click a word under the picture. A full stop after the last word ends the name.",
    )
    beam: int = whole(BEAM, "Names followed at a time", 1, 8, told="beam", group="more")

    def __post_init__(self) -> None:
        check(self)
