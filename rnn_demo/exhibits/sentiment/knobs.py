"""Which review is read, and which tool looks closer at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rnn_demo.exhibits.sentiment.tools import TOOLS
from rnn_demo.files.review_length import LONGEST_REVIEW
from rnn_demo.knobs.knob import choice, string
from rnn_demo.knobs.links import LONGEST_LINKED, read_values, write_values
from rnn_demo.knobs.values import check
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS
from rnn_demo.words import sentence

BOTH = "The lecture's two reviews"
CHOICES = {BOTH: "", **LECTURE, **PRESETS}


@dataclass(frozen=True)
class ReviewKnobs:
    """A text to be read, empty for the lecture's two; a link names a known one by its title."""

    review: str = choice(BOTH, "", tuple(CHOICES))
    text: str = string(
        "",
        "Or your own",
        linked=LONGEST_REVIEW,
        widget="area",
        height=120,
        placeholder="Paste or type a review of a film, in English.",
        caption="At most 20,000 characters; the longest of its data’s 100,000 reviews has 14,282.",
    )
    tool: str = choice(next(iter(TOOLS)), "Look closer", tuple(TOOLS), widget="segments")

    def __post_init__(self) -> None:
        check(self)


def read_link(query: Mapping[str, str]) -> tuple[ReviewKnobs, list[str]]:
    """What a link asks for, with its review as text, and a sentence for what cannot be used."""
    known = {n: v for n, v in query.items() if n != "review" or not query.get("text")}
    knobs, problems = read_values(known, ReviewKnobs())
    return replace(knobs, review=BOTH, text=knobs.text or CHOICES[knobs.review]), problems


def write_link(knobs: ReviewKnobs) -> dict[str, str]:
    """The query that restores the page, except for a text that is too long for a link."""
    title = next((title for title, text in CHOICES.items() if text == knobs.text), "")
    if title:
        knobs = replace(knobs, review=title, text="")
    elif len(knobs.text) > LONGEST_LINKED:
        knobs = replace(knobs, text="")
    return write_values(knobs, ReviewKnobs())


def unfit(knobs: ReviewKnobs) -> str:
    """A sentence if a link cannot hold the text."""
    if not knobs.text or {"review", "text"} & set(write_link(knobs)):
        return ""
    return sentence(
        "A review of more than {most:,} characters does not fit into a link.", most=LONGEST_LINKED
    )
