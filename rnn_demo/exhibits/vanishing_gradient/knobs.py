"""The simulator's knobs: one entry each, from which all else about them comes.

Only their names stand once more, for type checkers: `rnn_demo.interface.simulation.KnobChanges`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rnn_demo.dynamics.cells import ACTIVATIONS, Activation, Cell
from rnn_demo.dynamics.clipping import CLIPPINGS, Clipping
from rnn_demo.dynamics.weights import Kind
from rnn_demo.exhibits.vanishing_gradient.matrix import MOST_UNITS, Matrix, as_rows, parse_matrix
from rnn_demo.knobs.knob import LARGEST_SEED, choice, number, typed, whole
from rnn_demo.knobs.links import write_values
from rnn_demo.knobs.values import PLAIN, check, with_text

MOST_STEPS = 1_000
TYPED = "typed by hand"  # in place of a kind of weights, only on the page
CELL_NAMES: dict[Cell, str] = {
    "elman": "Elman",
    "lstm-1997": "LSTM of 1997, no forget gate",
    "lstm": "LSTM",
    "gru-slide": "GRU of the slide",
    "gru-torch": "GRU of torch",
}
WEIGHT_NAMES: dict[Kind, str] = {
    "orthogonal": "orthogonal · g",
    "gaussian": "Gaussian, N(0, g²/n)",
    "identity": "identity · g (IRNN with ReLU)",
    "symmetric": "symmetric",
    "jordan": "Jordan block, g on the diagonal",
    "sparse": "sparse, 15 inputs a unit, ρ = g",
    "counterexample": "counterexample, g [[1, 1], [−1, −1]]",
}
LOSS_NAMES = {"last": "of the last step", "every": "of every step"}


@dataclass(frozen=True)
class SimulationKnobs:
    """All that a simulation depends on, in the order of the page's widgets."""

    cell: Cell = choice("elman", "Cell", CELL_NAMES, told="cell")
    activation: Activation = choice(  # φ of an Elman cell
        "tanh", "φ", ACTIVATIONS, shown=lambda now: now.cell == "elman"
    )
    weights: Kind = choice("gaussian", "Recurrent weights", WEIGHT_NAMES, told="weights")
    matrix: Matrix = typed(  # used instead of a kind of weights; () for none
        (),
        "W, one row a line",
        parse_matrix,
        as_rows,
        form='rows of numbers by semicolon, as in "8 8; -8 -8"',
        told="W",
        height=80,
        shown=lambda now: now.weights == TYPED,
    )
    gain: float = number(1.0, "Gain g", 0, 20, step=0.01, reaches=10, told="gain g")
    # What the input adds to each pre-activation at each step.
    input_noise: float = number(0.3, "Input σ_in", 0, 10, step=0.01, reaches=2, told="σ_in")
    gate_bias: float = number(  # b_f of an LSTM, b_z of a GRU
        0.0,
        "Bias of the forget gate b_f",
        -10,
        10,
        step=0.1,
        told="bias",
        shown=lambda now: now.cell in ("lstm", "gru-slide", "gru-torch"),
    )
    n: int = whole(
        32, "Units n", 1, MOST_UNITS, told="n", group="more", shown=lambda now: now.weights != TYPED
    )
    steps: int = whole(100, "Steps T", 1, MOST_STEPS, reaches=200, told="T", group="more")
    seed: int = whole(  # of weights, input and start
        0, "Seed", 0, LARGEST_SEED, widget="box", told="seed", group="more"
    )
    loss: str = choice("last", "Loss", LOSS_NAMES, told="loss", group="more")
    truncation: int = whole(
        0, "Truncation: steps back, 0 for all", 0, MOST_STEPS, told="truncation", group="more"
    )
    clipping: Clipping = choice(
        "off", "Clipping of ∂L/∂W", CLIPPINGS, told="clipping", group="more"
    )
    threshold: float = number(
        1.0,
        "Threshold θ",
        1e-6,
        1e6,
        widget="box",
        told="θ",
        group="more",
        shown=lambda now: now.clipping != "off",
    )
    precision: str = choice(  # of the network's own numbers
        "float64", "Arithmetic", ("float64", "float32"), told="arithmetic", group="more"
    )

    def __post_init__(self) -> None:
        check(self)


def set_knob(knobs: SimulationKnobs, name: str, value: str, called: str = PLAIN) -> SimulationKnobs:
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
    return replace(changed, matrix=()) if name in ("n", "weights") else changed


def changed(knobs: SimulationKnobs, usual: SimulationKnobs) -> dict[str, str]:
    """The knobs that differ from `usual`, as text that `set_knob` reads in this order."""
    found = write_values(knobs, usual)
    if "matrix" in found:
        found.pop("n", None)
    return found
