"""The conventions of papers and libraries for the same cell, and their steps, in float64."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.cells.numbers import ConventionError as ConventionError
from rnn_demo.cells.numbers import as_numbers
from rnn_demo.cells.numbers import shown as shown
from rnn_demo.words import sentence

Array = NDArray[np.float64]
Weights = Mapping[str, Array]
Family = Literal["gru", "lstm"]
MOST_UNITS = 16
MOST_STEPS = 500
OPEN = 40.0  # σ(40) is 1 to the last digit of float64


@dataclass(frozen=True)
class Convention:
    """The rules by which weights become a step.

    Attributes:
        family: "gru" or "lstm".
        name: as in a link.
        title: as on the page.
        gates: letters of the layers; in the order of the rows where a file has rows.
        stored: whether it is a library's, with rows in a file, or a paper's, with letters only.
        biases: 1, or 2 where the recurrent product has its own, c beside b.
        keeps: GRU: whether z keeps the old state (else it writes the candidate).
        reset_after: GRU: whether r acts on the product U h (else on h, before the matrix).
        peepholes: LSTM: whether the gates see the cell state.

    Example:
        >>> convention = convention_named("gru", "slide")
        >>> convention.gates, convention.shapes(hidden_size=2, input_size=1)["W_z"]
        (('z', 'r', 'h'), (2, 1))
    """

    family: Family
    name: str
    title: str
    gates: tuple[str, ...]
    stored: bool = False
    biases: int = 1
    keeps: bool = False
    reset_after: bool = False
    peepholes: bool = False

    def shapes(self, hidden_size: int, input_size: int) -> dict[str, tuple[int, ...]]:
        """Name and shape of every weight.

        W reads x (hidden, input), U reads h (hidden, hidden), b and c are biases (hidden,), p
        peepholes (hidden,): a diagonal matrix. Each has its layer's letter after it: W_z.
        """
        n = hidden_size
        found: dict[str, tuple[int, ...]] = {}
        for gate in self.gates:
            found |= {f"W_{gate}": (n, input_size), f"U_{gate}": (n, n), f"b_{gate}": (n,)}
            if self.biases == 2:
                found[f"c_{gate}"] = (n,)
            if self.peepholes and gate != "C":
                found[f"p_{gate}"] = (n,)
        return found


# Cho et al. 2014 is arXiv:1406.1078: equation 8 of v1 and v2 has r ⊙ (U h), that of v3 U (r ⊙ h).
_ALL = (
    Convention("gru", "slide", "The slide", ("z", "r", "h")),
    Convention(
        "gru", "cho-v1", "Cho et al. 2014, v1", ("z", "r", "h"), keeps=True, reset_after=True
    ),
    Convention("gru", "cho-v3", "Cho et al. 2014, v3", ("z", "r", "h"), keeps=True),
    Convention("gru", "torch", "torch.nn.GRU", ("r", "z", "h"), True, 2, True, True),
    Convention("gru", "keras", "Keras GRU", ("z", "r", "h"), True, 2, True, True),
    Convention("lstm", "lstm-1997", "LSTM of 1997", ("i", "C", "o")),
    Convention("lstm", "lstm-2000", "LSTM of 2000", ("i", "f", "C", "o")),
    Convention("lstm", "peepholes", "LSTM with peepholes", ("i", "f", "C", "o"), peepholes=True),
    Convention("lstm", "torch", "torch.nn.LSTM", ("i", "f", "C", "o"), True, 2),
)
CONVENTIONS: dict[Family, dict[str, Convention]] = {
    family: {one.name: one for one in _ALL if one.family == family} for family in ("gru", "lstm")
}


class Trajectory(NamedTuple):
    """States and gates while a sequence is read by one convention.

    Attributes:
        hidden: h_1 … h_T, (time, hidden).
        cell: C_1 … C_T of an LSTM, (time, hidden); else None.
        gates: by letter, the outputs of its layer, (time, hidden); C is C̃, and h is h̃.
    """

    hidden: Array
    cell: Array | None
    gates: dict[str, Array]


def convention_named(family: str, name: str) -> Convention:
    """The convention with a name.

    Raises:
        ConventionError: no such family or name.
    """
    for own, named in CONVENTIONS.items():
        if own == family:
            if name not in named:
                raise ConventionError(
                    sentence(
                        "There is no {family} convention {name}; there are {known}.",
                        family=family,
                        name=shown(name),
                        known=", ".join(named),
                    )
                )
            return named[name]
    raise ConventionError(
        sentence(
            "There is no family {family}; there are {known}.",
            family=shown(family),
            known=", ".join(CONVENTIONS),
        )
    )


def checked(weights: Weights, convention: Convention) -> dict[str, Array]:
    """The weights in float64, checked for completeness and shapes.

    Raises:
        ConventionError: a name, a shape, a size or a number is wrong.
    """
    own = {name: as_numbers(name, value) for name, value in weights.items()}
    first = own.get(f"W_{convention.gates[0]}")
    if first is None or first.ndim != 2:
        raise ConventionError(
            sentence(
                "W_{gates} is missing or no matrix; give one of shape (hidden, input).",
                gates=convention.gates[0],
            )
        )
    hidden_size, input_size = first.shape
    for what, size in (("hidden", hidden_size), ("input", input_size)):
        if not 1 <= size <= MOST_UNITS:
            raise ConventionError(
                sentence(
                    "The {what} size is {size}; give one from 1 to {most}.",
                    what=what,
                    size=size,
                    most=MOST_UNITS,
                )
            )
    wanted = convention.shapes(hidden_size, input_size)
    if unknown := [name for name in own if name not in wanted]:
        raise ConventionError(
            sentence(
                "{title} has no weight {unknown}; it has {wanted}.",
                title=convention.title,
                unknown=shown(unknown[0]),
                wanted=", ".join(wanted),
            )
        )
    for name, shape in wanted.items():
        if name not in own:
            raise ConventionError(
                sentence(
                    "{name} is missing; {title} needs it, shape {shape}.",
                    name=name,
                    title=convention.title,
                    shape=shape,
                )
            )
        if own[name].shape != shape:
            raise ConventionError(
                sentence(
                    "{name} has shape {own}; give it shape {shape}.",
                    name=name,
                    own=own[name].shape,
                    shape=shape,
                )
            )
    return {name: own[name] for name in wanted}


def run(weights: Weights, convention: Convention, inputs: Array) -> Trajectory:
    """Read a sequence from a zero state.

    Args:
        weights: as `Convention.shapes` names them.
        convention: whose rules.
        inputs: x_1 … x_T, (time, input).

    Raises:
        ConventionError: weights or inputs cannot be used.
    """
    own, x = checked(weights, convention), as_numbers(sentence("The input"), inputs)
    hidden_size, input_size = own[f"W_{convention.gates[0]}"].shape
    if x.ndim != 2 or x.shape[1] != input_size or not 1 <= len(x) <= MOST_STEPS:
        raise ConventionError(
            sentence(
                "The input has shape {shape}; give 1 to {most} steps of {size} numbers.",
                shape=x.shape,
                most=MOST_STEPS,
                size=input_size,
            )
        )
    hidden = cell = np.zeros(hidden_size)
    steps = []
    for now in x:
        hidden, cell, gates = take_step(own, convention, now, hidden, cell)
        steps.append((hidden, cell, gates))
    return Trajectory(
        np.stack([step[0] for step in steps]),
        np.stack([step[1] for step in steps]) if convention.family == "lstm" else None,
        {gate: np.stack([step[2][gate] for step in steps]) for gate in steps[0][2]},
    )


def take_step(
    weights: Weights, convention: Convention, x: Array, hidden: Array, cell: Array
) -> tuple[Array, Array, dict[str, Array]]:
    """Take one step; weights and x are taken as they are.

    Equations, a(g) = W_g x + U_g h_{t-1} + b_g (+ c_g), with c_g where there are two biases::

        GRU   z = σ(a(z));  r = σ(a(r))
              reset before:  h̃ = tanh(W_h x + b_h + U_h (r ⊙ h_{t-1}))
              reset after:   h̃ = tanh(W_h x + b_h + r ⊙ (U_h h_{t-1} (+ c_h)))
              z keeps:       h = z ⊙ h_{t-1} + (1 − z) ⊙ h̃
              z writes:      h = (1 − z) ⊙ h_{t-1} + z ⊙ h̃
        LSTM  i = σ(a(i) + p_i ⊙ C_{t-1});  f = σ(a(f) + p_f ⊙ C_{t-1}), or 1 without that gate
              C̃ = tanh(a(C));  C = f ⊙ C_{t-1} + i ⊙ C̃
              o = σ(a(o) + p_o ⊙ C);  h = o ⊙ tanh(C)

    Args:
        weights: as `Convention.shapes` names them.
        convention: whose rules.
        x: (input,).
        hidden: h_{t-1}, (hidden,).
        cell: C_{t-1}, (hidden,); a GRU hands it on.

    Returns:
        h_t, C_t and the layers' outputs by letter.

    Source: slides "GRU (Gated recurrent units)" and "Long Short Term Memory" 1-5; Cho et al. 2014,
    arXiv:1406.1078 v1 and v3; torch.nn.GRU; tf.keras.layers.GRU (reset_after); Hochreiter and
    Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000; Gers and Schmidhuber 2000. The papers of
    1997 and 2000 squash with logistic functions from −2 to 2 and −1 to 1 where here is tanh.
    """

    def total(gate: str) -> Array:
        own = weights[f"W_{gate}"] @ x + weights[f"U_{gate}"] @ hidden + weights[f"b_{gate}"]
        return own + weights[f"c_{gate}"] if convention.biases == 2 else own

    if convention.family == "gru":
        z, r = sigmoid(total("z")), sigmoid(total("r"))
        from_x = weights["W_h"] @ x + weights["b_h"]
        if convention.reset_after:
            second = weights["c_h"] if convention.biases == 2 else 0.0
            candidate = np.tanh(from_x + r * (weights["U_h"] @ hidden + second))
        else:
            candidate = np.tanh(from_x + weights["U_h"] @ (r * hidden))
        keep, write = (z, 1 - z) if convention.keeps else (1 - z, z)
        return keep * hidden + write * candidate, cell, {"z": z, "r": r, "h": candidate}

    def gate_of(gate: str, seen: Array) -> Array:
        peep = weights[f"p_{gate}"] * seen if convention.peepholes else 0.0
        return sigmoid(total(gate) + peep)

    i = gate_of("i", cell)
    f = gate_of("f", cell) if "f" in convention.gates else np.ones_like(cell)
    candidate = np.tanh(total("C"))
    new = f * cell + i * candidate
    o = gate_of("o", new)
    return o * np.tanh(new), new, {"i": i, "f": f, "C": candidate, "o": o}


def sigmoid(a: Array) -> Array:
    """1 / (1 + e^−a), without overflow."""
    small = np.exp(-np.abs(a))
    return np.asarray(np.where(a >= 0, 1.0, small) / (1 + small))
