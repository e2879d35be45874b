"""What a simulation depends on, its bounds, and the network it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import ACTIVATIONS, CELLS, Activation, Array, Cell, Network
from rnn_demo.dynamics.clipping import CLIPPINGS, Clipping
from rnn_demo.dynamics.weights import KINDS, Kind, recurrent_weights
from rnn_demo.gates import GATES

MOST_UNITS = 128
MOST_STEPS = 1_000
MOST_GATES = max(map(len, GATES.values()))
SHOWN = 40
CHOICES: Mapping[str, tuple[str, ...]] = {
    "cell": CELLS,
    "activation": ACTIVATIONS,
    "weights": KINDS,
    "loss": ("last", "every"),
    "clipping": CLIPPINGS,
    "precision": ("float64", "float32"),
}
NUMBERS: Mapping[str, tuple[type, float, float]] = {
    "n": (int, 1, MOST_UNITS),
    "steps": (int, 1, MOST_STEPS),
    "gain": (float, 0, 20),
    "seed": (int, 0, 2**53 - 1),
    "input_noise": (float, 0, 10),
    "gate_bias": (float, -10, 10),
    "threshold": (float, 1e-6, 1e6),
    "truncation": (int, 0, MOST_STEPS),
}


class KnobError(ValueError):
    """A knob cannot stand there; the sentence says how far it goes."""


@dataclass(frozen=True)
class SimulationKnobs:
    """All that a simulation depends on.

    Attributes:
        cell: see `rnn_demo.dynamics.cells`.
        activation: φ of an Elman cell.
        n: units.
        steps: T.
        weights: kind of the recurrent weights, see `rnn_demo.dynamics.weights`.
        gain: g, their scale.
        seed: of weights, input and start.
        input_noise: σ_in, what the input adds to each pre-activation at each step.
        gate_bias: b_f of an LSTM's forget gate or b_z of a GRU's update gate.
        loss: whether the last step alone has a loss, or every step one.
        clipping: of the gradient.
        threshold: θ of the clipping.
        truncation: how many of the last steps backpropagation goes through; 0 for all.
        precision: of the network's own arithmetic.
        matrix: recurrent weights typed by hand, rows of numbers, instead of a kind; () for none.
    """

    cell: Cell = "elman"
    activation: Activation = "tanh"
    n: int = 32
    steps: int = 100
    weights: Kind = "gaussian"
    gain: float = 1.0
    seed: int = 0
    input_noise: float = 0.3
    gate_bias: float = 0.0
    loss: str = "last"
    clipping: Clipping = "off"
    threshold: float = 1.0
    truncation: int = 0
    precision: str = "float64"
    matrix: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        for name, offered in CHOICES.items():
            if getattr(self, name) not in offered:
                raise KnobError(
                    f"{name} is {_shown(getattr(self, name))}; it can be {', '.join(offered)}."
                )
        for name, (kind, low, high) in NUMBERS.items():
            value = getattr(self, name)
            right = isinstance(value, int | kind) and not isinstance(value, bool)
            if not (right and low <= value <= high):  # NaN is in no interval
                wanted = "a whole number" if kind is int else "a number"
                raise KnobError(
                    f"{name} is {_shown(value)}; give {wanted} from {low:g} to {high:,.7g}."
                )
        if self.matrix and (
            len(self.matrix) != self.n or any(len(row) != self.n for row in self.matrix)
        ):
            raise KnobError(f"The matrix typed by hand must have {self.n} × {self.n} numbers.")


def set_knob(knobs: SimulationKnobs, name: str, value: str) -> SimulationKnobs:
    """The same knobs with one set from text, as on a command line or in a link.

    Raises:
        KnobError: no such knob, or not a value of it.
    """
    known = [field.name for field in fields(SimulationKnobs)]
    if name not in known:
        raise KnobError(f"There is no knob {_shown(name)}; there are {', '.join(known)}.")
    if name == "matrix":
        rows = parse_matrix(value)
        return replace(knobs, matrix=rows, n=len(rows) or knobs.n)
    changes: dict[str, Any] = {name: value}
    if name in NUMBERS:
        kind, low, high = NUMBERS[name]
        try:
            changes[name] = kind(value)
        except (ValueError, OverflowError):
            wanted = "a whole number" if kind is int else "a number"
            raise KnobError(
                f"{name} is {_shown(value)}; give {wanted} from {low:g} to {high:,.7g}."
            ) from None
    if name in ("n", "weights"):
        changes["matrix"] = ()
    return replace(knobs, **changes)


def changed(knobs: SimulationKnobs, usual: SimulationKnobs) -> dict[str, str]:
    """The knobs that are not as in `usual`, as text that `set_knob` reads."""
    own, others = asdict(knobs), asdict(usual)
    found = {name: str(value) for name, value in own.items() if value != others[name]}
    if "matrix" in found:
        found["matrix"] = ";".join(" ".join(f"{x!r}" for x in row) for row in knobs.matrix)
        found.pop("n", None)
    return found


def parse_matrix(text: str) -> tuple[tuple[float, ...], ...]:
    """A square matrix typed by hand: rows by line or semicolon, numbers by space or comma.

    Raises:
        KnobError: not square, not numbers, too large.
    """
    rows = [row.replace(",", " ").split() for row in text.replace(";", "\n").splitlines()]
    rows = [row for row in rows if row]
    if not rows:
        return ()
    if any(len(row) != len(rows) for row in rows) or len(rows) > MOST_UNITS:
        sizes = ", ".join(str(len(row)) for row in rows[:6]) + (", …" if len(rows) > 6 else "")
        raise KnobError(
            f"The matrix has {len(rows)} rows of {sizes} numbers; give as many numbers in a row "
            f"as there are rows, at most {MOST_UNITS}."
        )
    found = []
    for row in rows:
        numbers = []
        for word in row:
            try:
                number = float(word)
            except ValueError:
                number = np.nan
            if not abs(number) <= 1e6:
                raise KnobError(f"The matrix holds {_shown(word)}; give numbers from -1e6 to 1e6.")
            numbers.append(number)
        found.append(tuple(numbers))
    return tuple(found)


class DrivenNetwork(NamedTuple):
    """The network of some knobs, with its input and first state, see `rnn_demo.dynamics.orbits`."""

    network: Network
    drive: Array
    start: Array


def build(knobs: SimulationKnobs) -> DrivenNetwork:
    """Draw weights, input and start.

    The start is tanh of a standard normal for each h (a standard normal for φ without bounds, and
    for c). The counterexample starts at its fixed point a* = (0, artanh ½) instead, where
    J = [[8, 8], [−6, −6]] at gain 8, and has the bias that makes it one.
    """
    weights_of, input_of, start_of = (np.random.default_rng([knobs.seed, k]) for k in range(3))
    gates, n = len(GATES[knobs.cell]), knobs.n
    drawn = [recurrent_weights(knobs.weights, n, knobs.gain, weights_of) for _ in range(gates)]
    weights = np.stack([np.array(knobs.matrix) if knobs.matrix else one for one in drawn])
    network = Network(knobs.cell, knobs.activation, weights, np.zeros(n))
    start = start_of.standard_normal(network.state_size)
    bounded = knobs.cell != "elman" or knobs.activation in ("tanh", "logistic")
    start[:n] = np.tanh(start[:n]) if bounded else start[:n]
    # Drawn for as many gates as any cell has, so that all cells meet the same input.
    drive = knobs.input_noise * input_of.standard_normal((knobs.steps, MOST_GATES, n))[:, :gates]
    for gate, name in enumerate(GATES[knobs.cell]):
        if name in ("forget_gate", "update_gate"):
            drive[:, gate] += knobs.gate_bias
    if knobs.weights == "counterexample" and not knobs.matrix and bounded:
        at = np.zeros(n)
        at[1::2] = np.arctanh(0.5)
        if knobs.cell == "elman" and knobs.activation == "tanh":
            start[:n] = np.tanh(at)
            drive[:, 0] += at - weights[0] @ start[:n]
    dtype = np.dtype(knobs.precision)
    network = network._replace(
        weights=weights.astype(dtype), recurrent_bias=network.recurrent_bias.astype(dtype)
    )
    return DrivenNetwork(network, drive.astype(dtype), start.astype(dtype))


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
