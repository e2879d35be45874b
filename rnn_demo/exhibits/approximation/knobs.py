"""The page's knobs: what is approximated, by what net, and how it is trained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnn_demo.exhibits.approximation.compute.classification import PlaneQuestion
from rnn_demo.exhibits.approximation.compute.curve_fit import CurveQuestion
from rnn_demo.exhibits.approximation.compute.network import Activation, Architecture
from rnn_demo.exhibits.approximation.compute.points import PatternName
from rnn_demo.exhibits.approximation.compute.targets import Target, TargetName
from rnn_demo.exhibits.approximation.compute.training import Optimizer
from rnn_demo.exhibits.approximation.drawing import EXAMPLE, parse_drawing, write_drawing
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.values import check

MOST_UNITS, MOST_LAYERS, MOST_UPDATES, MOST_CELLS = 32, 4, 2_000, 256
SUBJECTS = {
    "curve": "a curve, trained",
    "staircase": "a curve, by the proof",
    "plane": "classes in the plane",
}
TARGET_NAMES: dict[TargetName, str] = {
    "sine": "sine",
    "teeth": "saw",
    "chirp": "chirp",
    "bell": "1 / (1 + 25 x²)",
    "root": "√|x|",
    "step": "step",
    "drawn": "your drawing",
}
PATTERN_NAMES: dict[PatternName, str] = {
    "circle": "disc in a ring",
    "xor": "XOR, four quarters",
    "blobs": "two heaps",
    "moons": "two moons",
    "spirals": "two spirals",
}
ACTIVATION_NAMES: dict[Activation, str] = {
    "tanh": "tanh",
    "sigmoid": "σ",
    "relu": "ReLU",
    "square": "z²",
    "linear": "none: linear",
}
BEGINNINGS = {"chance": "by chance", "folding": "folded by hand"}
OPTIMIZER_NAMES: dict[Optimizer, str] = {"adam": "Adam", "lbfgs": "L-BFGS"}


def _curved(now: Any) -> bool:
    return bool(now.subject != "plane")


def _has_a_net(now: Any) -> bool:
    return bool(now.subject != "staircase")


def _can_fold(now: Any) -> bool:
    return bool(
        now.subject == "curve"
        and now.activation == "relu"
        and now.target == "teeth"
        and now.width >= 2
    )


@dataclass(frozen=True)
class ApproximationKnobs:
    """All that the pictures depend on, in the order of the page's widgets."""

    subject: str = choice("curve", "Approximate", SUBJECTS, told="subject")
    target: TargetName = choice(
        "sine", "Function on [−1, 1]", TARGET_NAMES, told="function", shown=_curved
    )
    bumps: int = whole(
        3,
        "Bumps, or teeth",
        1,
        16,
        told="bumps",
        shown=lambda now: _curved(now) and now.target in ("sine", "teeth"),
    )
    drawn: tuple[int, ...] = typed(  # drawn in the picture; () for an example
        (),
        "",
        parse_drawing,
        write_drawing,
        form="65 signs, one for each place",
        told="drawing",
    )
    pattern: PatternName = choice(
        "circle", "Points", PATTERN_NAMES, told="points", shown=lambda now: now.subject == "plane"
    )
    activation: Activation = choice(
        "tanh", "Activation φ", ACTIVATION_NAMES, told="activation", shown=_has_a_net
    )
    width: int = whole(8, "Width: units a layer", 1, MOST_UNITS, told="width", shown=_has_a_net)
    depth: int = whole(1, "Hidden layers", 1, MOST_LAYERS, told="hidden layers", shown=_has_a_net)
    start: str = choice("chance", "First weights", BEGINNINGS, told="start", shown=_can_fold)
    reach: float = number(
        1.5,
        "Shown up to |x| =",
        1,
        4,
        step=0.25,
        told="range shown",
        shown=lambda now: now.subject == "curve",
    )
    cells: int = whole(
        16,
        "Cells n",
        1,
        MOST_CELLS,
        reaches=64,
        told="cells",
        shown=lambda now: now.subject == "staircase",
    )
    steepness: float = number(
        20.0,
        "Steepness K, in cells",
        1,
        200,
        step=1.0,
        reaches=40,
        told="K",
        shown=lambda now: now.subject == "staircase",
    )
    noise: float = number(
        0.05,
        "Noise of the points, at most",
        0,
        0.5,
        step=0.01,
        told="noise",
        shown=lambda now: now.subject == "plane",
    )
    optimizer: Optimizer = choice(
        "adam",
        "Trained by",
        OPTIMIZER_NAMES,
        widget="segments",
        told="training",
        group="training",
        shown=_has_a_net,
    )
    updates: int = whole(
        1_000, "Updates", 10, MOST_UPDATES, step=10, told="updates", group="training",
        shown=_has_a_net,
    )  # fmt: skip
    rate: float = number(
        0.1,
        "Rate of Adam at the beginning",
        0.001,
        0.3,
        step=0.001,
        told="rate",
        group="training",
        shown=lambda now: _has_a_net(now) and now.optimizer == "adam",
    )
    seed: int = whole(
        1, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="training", shown=_has_a_net
    )

    def __post_init__(self) -> None:
        check(self)

    @property
    def curve(self) -> Target:
        """The function; a drawing that nobody has drawn yet is an example."""
        return Target(self.target, self.bumps, self.drawn or EXAMPLE)

    @property
    def folded(self) -> bool:
        """Whether the net begins as one that folds the interval."""
        return self.start == "folding" and _can_fold(self)

    def curve_question(self) -> CurveQuestion:
        """What is asked where a curve is fitted."""
        net = Architecture(1, self.width, self.depth, self.activation)
        return CurveQuestion(
            self.curve, net, self.folded, self.optimizer, self.updates, self.rate, self.seed
        )

    def plane_question(self) -> PlaneQuestion:
        """What is asked where points are told apart."""
        net = Architecture(2, self.width, self.depth, self.activation)
        return PlaneQuestion(
            self.pattern,
            self.noise,
            net,
            self.optimizer,
            self.updates,
            self.rate,
            self.seed,
        )
