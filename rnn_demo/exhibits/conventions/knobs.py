"""Whose weights, who reads them, and which network: everything that a comparison depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rnn_demo.cells.conventions import CONVENTIONS, MOST_STEPS, MOST_UNITS, Family
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, switch, whole
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check

FAMILIES: dict[Family, str] = {"gru": "GRU", "lstm": "LSTM"}
FIRST = {"gru": ("torch", "slide"), "lstm": ("peepholes", "torch")}
FITTING = {
    "gru": "The candidate's recurrent matrix is diagonal, its recurrent bias 0",
    "lstm": "The forget gate is 1, the peepholes are 0",
}
NAMES = tuple(dict.fromkeys(name for own in CONVENTIONS.values() for name in own))


@dataclass(frozen=True)
class ConventionKnobs:
    """Two conventions of one family, and a network that runs under both.

    Attributes:
        family: the family of both conventions.
        source: the convention that the weights were made for.
        target: the convention that reads them.
        hidden_size: the number of units.
        steps: T.
        gain: g; U is drawn with a standard deviation of g / √hidden_size.
        seed: the seed of weights and input.
        fitting: whether the weights are such that a conversion is possible. GRU: U_h diagonal and
            c_h = 0;
            LSTM: peepholes 0 and a forget gate that is 1.
    """

    family: Family = choice("gru", "Cell", FAMILIES, widget="segments")
    source: str = choice("torch", "The weights are made for", NAMES)
    target: str = choice("slide", "They are read by", NAMES)
    hidden_size: int = whole(4, "Units", 1, MOST_UNITS, group="network")
    steps: int = whole(40, "Steps T", 1, MOST_STEPS, reaches=100, group="network")
    gain: float = number(1.5, "Gain g of the recurrent weights", 0, 4, step=0.05, group="network")
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", group="network")
    fitting: bool = switch(False, FITTING["gru"])

    def __post_init__(self) -> None:
        check(self)


def opening(family: Family) -> ConventionKnobs:
    """The knobs that a family opens with."""
    return ConventionKnobs(family, *FIRST[family])


def read_link(query: Mapping[str, str]) -> tuple[ConventionKnobs, list[str]]:
    """The values that a link asks for, and a sentence for each part that cannot be used."""
    family = {name: value for name, value in query.items() if name == "family"}
    chosen, problems = read_values(family, ConventionKnobs())
    offered = {"offered": tuple(CONVENTIONS[chosen.family])}
    knobs, more = read_values(
        {name: value for name, value in query.items() if name != "family"},
        opening(chosen.family),
        beside=(),
        narrower={"source": offered, "target": offered},
    )
    return knobs, problems + more


def write_link(knobs: ConventionKnobs) -> dict[str, str]:
    """The query that restores the page; it always names the family and both conventions."""
    link: dict[str, str] = {"family": knobs.family, "source": knobs.source, "target": knobs.target}
    return link | write_values(knobs, opening(knobs.family))
