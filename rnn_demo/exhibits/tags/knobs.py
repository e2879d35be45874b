"""The knobs of the page: which language, and the text."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.knobs.knob import choice, string
from rnn_demo.knobs.values import check

FIRST_TEXT = "I left before dinner. I left before she came."
LANGUAGES = {"en": "English", "ru": "Russian"}
MOST_LINKED = 1_000


@dataclass(frozen=True)
class TagKnobs:
    """All that the page depends on, in the order of its widgets."""

    language: str = choice("en", "Language", LANGUAGES, widget="segments", told="language")
    text: str = string(
        FIRST_TEXT,
        "A sentence, or several",
        linked=MOST_LINKED,
        widget="area",
        height=110,
        told="text",
        placeholder="Type or paste a text.",
        caption="At most 1,000 words. A link holds the first 1,000 characters.",
    )

    def __post_init__(self) -> None:
        check(self)
