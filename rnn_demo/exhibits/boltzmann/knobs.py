"""The knobs of the small machine: one entry each, from which all else about them comes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnn_demo.exhibits.boltzmann.typed import (
    MOST_UNITS,
    Matrix,
    parse_biases,
    parse_patterns,
    parse_weights,
    write_biases,
    write_patterns,
    write_weights,
)
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.links import write_values
from rnn_demo.knobs.values import PLAIN, KnobError, check, quoted, with_text
from rnn_demo.words import sentence

MOST_SWEEPS, MOST_CHAINS, MOST_ANNEALING, MOST_UPDATES = 1_000, 1_000, 500, 1_000
TYPED = "typed"  # in place of a kind of weights, only on the page
WEIGHT_NAMES = {
    "all": "w between all units",
    "ring": "w round a ring",
    "random": "random, N(0, w²)",
    "layers": "random, only between visible and hidden",
}
START_NAMES = {"coins": "tossed coins", "zeros": "all units 0", "ones": "all units 1"}


@dataclass(frozen=True)
class MachineKnobs:
    """All that the small machine depends on, in the order of the page's widgets."""

    weights: str = choice("all", "Weights", WEIGHT_NAMES, told="weights")
    matrix: Matrix = typed(  # used instead of a kind of weights; () for none
        (),
        "W, one row a line",
        parse_weights,
        write_weights,
        form='rows of numbers by semicolon, as in "0 2; 2 0"',
        told="W",
        height=120,
        shown=lambda now: now.weights == TYPED,
    )
    biases: tuple[float, ...] = typed(  # used instead of one bias for all; () for none
        (),
        "b, one number a unit",
        parse_biases,
        write_biases,
        form='numbers, as in "-1 -1"',
        told="b",
        shown=lambda now: now.weights == TYPED,
    )
    n: int = whole(2, "Units n", 2, MOST_UNITS, told="n", shown=lambda now: now.weights != TYPED)
    strength: float = number(
        2.0,
        "Weight w",
        -10,
        10,
        step=0.1,
        told="w",
        shown=lambda now: now.weights != TYPED,
    )
    bias: float = number(
        -1.0,
        "Bias b of every unit",
        -20,
        20,
        step=0.1,
        reaches=10,
        told="b",
        shown=lambda now: now.weights != TYPED,
    )
    temperature: float = number(1.0, "Temperature T", 0.05, 20, step=0.05, reaches=5, told="T")
    annealing: int = whole(
        0, "Annealing: sweeps on the way to T", 0, MOST_ANNEALING, reaches=300, told="annealing"
    )
    hot: float = number(
        10.0, "from the temperature", 0.05, 100, step=0.05, reaches=20, told="first temperature",
        shown=lambda now: now.annealing > 0,
    )  # fmt: skip
    sweeps: int = whole(
        300, "Sweeps that are sampled", 1, MOST_SWEEPS, reaches=600, told="sweeps", group="more"
    )
    chains: int = whole(10, "Chains", 1, MOST_CHAINS, reaches=200, told="chains", group="more")
    start: str = choice("coins", "Chains begin with", START_NAMES, told="start", group="more")
    seed: int = whole(  # of random weights, first states and luck
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="more"
    )
    data: tuple[str, ...] = typed(
        (),
        "Patterns to learn, one digit a visible unit",
        parse_patterns,
        write_patterns,
        form='patterns of 0 and 1, as in "000 011"',
        told="patterns",
        group="learning",
        height=90,
    )
    updates: int = whole(
        0, "Learning steps", 0, MOST_UPDATES, reaches=500, told="learning steps", group="learning"
    )
    rate: float = number(0.5, "Rate ε", 0, 5, step=0.05, reaches=2, told="ε", group="learning")
    visible: int = whole(
        MOST_UNITS,
        "Visible units, the others are hidden",
        1,
        MOST_UNITS,
        told="visible units",
        group="learning",
        shown=lambda now: not now.data.strip(),
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def seen(self) -> int:
        """How many units are visible, the first ones: as many as a pattern has digits."""
        return min(len(self.data[0]) if self.data else self.visible, self.n)


def set_knob(knobs: MachineKnobs, name: str, value: str, called: str = PLAIN) -> MachineKnobs:
    """The same knobs with one set from text; a matrix sets its own n and replaces the kind of W.

    Args:
        knobs: the knobs as they are.
        name: the name of the knob that is set.
        value: the text, from a link or a command line.
        called: see `rnn_demo.knobs.values.with_text`.

    Raises:
        KnobError: there is no such knob, or it cannot have this value.
    """
    changed = with_text(knobs, name, value, called)
    if name == "matrix":
        return replace(changed, n=len(changed.matrix) or knobs.n)
    if name == "biases" and changed.biases and not changed.matrix:
        raise KnobError(
            sentence(
                "{knob} is {value}, but there is no W of one's own: give matrix first, or bias, "
                "the same for every unit.",
                knob=sentence(called, name=name),
                value=quoted(value),
            )
        )
    if name in ("n", "weights"):
        return replace(changed, matrix=(), biases=())
    return changed


def changed(knobs: MachineKnobs, usual: MachineKnobs) -> dict[str, str]:
    """The knobs that differ from `usual`, as text that `set_knob` reads in this order."""
    found = write_values(knobs, usual)
    if "matrix" in found:
        found.pop("n", None)
    return found
