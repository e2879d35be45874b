"""What a cell's diagram shows, as knobs, each declared in one entry."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.artifacts.kinds import model_names
from rnn_demo.engine.forcing import LARGEST, Force
from rnn_demo.gates import LETTERS
from rnn_demo.knobs.knob import choice, number, string, whole
from rnn_demo.knobs.values import check
from rnn_demo.sampling import MAX_TEMPERATURE
from rnn_demo.ui.writers import SHIPPED
from rnn_demo.widgets.cell_diagram.compute import MOST_PROMPT, MOST_WRITTEN

PLACES = {"unit": "this unit", "layer": "its layer", "all": "every unit"}
MOST_TEXT = 5_000  # characters in the box, of which the last `MOST_PROMPT` are read
LARGEST_SEED = 10**9
QUOTE = (
    '"I have been thinking of you all this while," said Prince Andrew, and he went on in a low '
    'voice: "'
)


def known_models() -> list[str]:
    """The shipped generators, followed by every other one that exists."""
    shipped = [name for networks in SHIPPED.values() for name in networks]
    return list(dict.fromkeys([*shipped, *model_names()]))


@dataclass(frozen=True)
class BeltSettings:
    """A unit of a network, what is read, and what is held while it writes on."""

    model: str = choice("war-and-peace-lstm", "Network", known_models, told="network")
    text: str = string(
        QUOTE,
        f"Text, its last {MOST_PROMPT} characters are read",
        MOST_TEXT,
        keeps="end",
        widget="area",
        height=110,
        told="text",
    )
    # A network that has fewer layers or units bounds them further.
    layer: int = whole(1, "Layer", 1, 100, widget="box", told="layer")
    unit: int = whole(420, "Unit", 0, 100_000, widget="box", told="unit")
    held: str = choice("forget_gate", "Force", {"": "nothing", **LETTERS}, told="force")
    value: float = number(0.0, "to", -LARGEST, LARGEST, step=0.1, widget="box", told="forced to")
    where: str = choice("unit", "in", PLACES, told="in")
    seed: int = whole(0, "Seed", 0, LARGEST_SEED, widget="box", told="")
    temperature: float = number(
        0.7, "Temperature", 0, MAX_TEMPERATURE, step=0.1, widget="box", told="temperature"
    )
    length: int = whole(
        250, "Characters to write", 1, MOST_WRITTEN, widget="box", told="characters"
    )
    mark: str = string('"', "Count texts with", 20, told="")  # counted over many texts

    def __post_init__(self) -> None:
        check(self)

    @property
    def force(self) -> Force | None:
        """What is held, for the engine; None for nothing."""
        if not self.held:
            return None
        layers = () if self.where == "all" else (self.layer - 1,)
        units = (self.unit,) if self.where == "unit" else ()
        return Force(self.held, self.value, layers, units)
