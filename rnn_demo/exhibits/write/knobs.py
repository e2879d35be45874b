"""The link of the Write page: the settings of its texts, and how they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rnn_demo.knobs.knob import knobs_of, switch
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check
from rnn_demo.ui.writers import first_choice
from rnn_demo.widgets.written_text.settings import Settings, opening_settings

OLD_TEMPERATURE = 0.8  # for links that do not name one: every text used to open with it
KNOBS = knobs_of(Settings)
COURSES = ("first_text", "second_text")  # what became of the texts of the first and second network


@dataclass(frozen=True)
class Looks:
    """How texts are looked at."""

    colour: bool = switch(True, "Colour by surprise")
    gates: bool = switch(
        False,
        "Watch the gates",
        help="Every gate and state of each layer, ten times a second while the text is written; "
        "then of the character that you select. A small square is a unit.",
    )

    def __post_init__(self) -> None:
        check(self)


def read_link(query: Mapping[str, str]) -> tuple[Settings, Looks, list[str]]:
    """The values that a link asks for, and a sentence for each value that cannot be used."""
    model = {name: value for name, value in query.items() if name == "model"}
    chosen, problems = read_values(model, opening_settings(first_choice()))
    usual = opening_settings(chosen.model)
    ours = {*KNOBS, *knobs_of(Looks), *COURSES}
    if "temperature" not in query and not query.keys().isdisjoint(ours):
        usual = replace(usual, temperature=OLD_TEMPERATURE)
    rest = {name: value for name, value in query.items() if name != "model"}
    settings, of_settings = read_values(rest, usual)
    looks, of_looks = read_values(query, Looks())
    return settings, looks, problems + of_settings + of_looks


def write_link(settings: Settings) -> dict[str, str]:
    """The query that restores settings, without what is as the page opens.

    Model and temperature are never left out, because what a text opens with may change. The query
    holds only the end of a long prompt.
    """
    link = {"model": settings.model, "temperature": str(settings.temperature)}
    return link | write_values(settings, opening_settings(settings.model))
