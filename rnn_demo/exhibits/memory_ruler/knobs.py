"""Whose memory is measured, on which text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.knobs.knob import choice, string
from rnn_demo.knobs.links import LONGEST_LINKED, read_values, write_values
from rnn_demo.knobs.values import check
from rnn_demo.ui.writers import choices, first_choice, label
from rnn_demo.widgets.read_review.presets import LECTURE
from rnn_demo.words import sentence

CLASSIFIER = "sentiment"
TEXTS = {
    "shakespeare": "ROMEO:\nBut soft, what light through yonder window breaks?\nIt is the east, "
    "and Juliet is the ",
    "war-and-peace": "“What is the matter, my dear friend?” said Prince Andrew, and the countess "
    "looked at her ",
    "tolstoy-ru": "Князь Андрей взглянул на Пьера и, не отвечая, вышел из ",
    "pushkin": "Мой дядя самых честных правил,\nКогда не в шутку ",
}


def readers() -> dict[str, str]:
    """The possible readers: every choice of writers, and the classifier."""
    return {name: label(name) for name in choices()} | {CLASSIFIER: "The sentiment classifier"}


@dataclass(frozen=True)
class RulerKnobs:
    """A reader and its text."""

    reader: str = choice("shakespeare", "Who reads", readers)
    text: str = string("", "Text", 5_000, widget="area", height=110)

    def __post_init__(self) -> None:
        check(self)


def opening(reader: str) -> RulerKnobs:
    """A reader with a text that suits it."""
    if reader == CLASSIFIER:
        return RulerKnobs(reader, min(LECTURE.values(), key=len))
    fitting = (text for name, text in TEXTS.items() if reader.startswith(name))
    return RulerKnobs(reader, next(fitting, TEXTS["shakespeare"]))


def read_link(query: Mapping[str, str]) -> tuple[RulerKnobs, list[str]]:
    """The values that a link asks for, and a sentence for each part that cannot be used."""
    parts = [{name: query[name]} if name in query else {} for name in ("reader", "text")]
    chosen, problems = read_values(parts[0], opening(first_choice()))
    knobs, more = read_values(parts[1], opening(chosen.reader))
    return knobs, problems + more


def write_link(knobs: RulerKnobs) -> dict[str, str]:
    """The query that restores the page, except for a text that is too long for a link."""
    link = {"reader": knobs.reader}
    return link if unfit(knobs) else link | write_values(knobs, opening(knobs.reader))


def unfit(knobs: RulerKnobs) -> str:
    """A sentence if a link cannot hold the text."""
    if len(knobs.text) <= LONGEST_LINKED:
        return ""
    return sentence(
        "A text of more than {most:,} characters does not fit into a link.", most=LONGEST_LINKED
    )
