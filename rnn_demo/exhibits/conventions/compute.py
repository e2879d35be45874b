"""Conventions: the same weights under other rules, with and without a conversion."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn_demo.cells.conventions import (
    OPEN,
    Array,
    Convention,
    Trajectory,
    Weights,
    convention_named,
    run,
    take_step,
)
from rnn_demo.cells.conversion import Refusal, convert, read_as
from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.conventions.knobs import ConventionKnobs
from rnn_demo.words import sentence

INPUT_SIZE = 3
BOUND = 1e-12  # for one step: rounding alone stays below 1e-15
# All letters of all conventions, so that a seed's W_z is the same in each convention.
LETTERS = tuple(f"{kind}_{gate}" for kind in "WUbcp" for gate in "zrhifCo")


@dataclass(frozen=True)
class Comparison:
    """One network, run as its source, and twice by the target.

    Attributes:
        source: the convention that the weights were made for.
        target: the convention that reads them.
        read: max |Δh| over the units at each step, (time,), when the numbers are read as they are.
        converted: the same after the conversion, (time,); None if there is no conversion.
        how: what the conversion did, in sentences.
        refusal: a sentence that says why there is no conversion; "" if there is one.
        check: the largest |Δh| of one step that both take from the same state; None without a
            conversion. It measures the conversion itself: where small differences grow, rounding
            grows as well, and `converted` shows that.
    """

    source: Convention
    target: Convention
    read: Array
    converted: Array | None
    how: tuple[str, ...]
    refusal: str
    check: Check | None

    @property
    def most_read(self) -> float:
        """The largest |Δh| when the numbers are read as they are."""
        return float(self.read.max())

    @property
    def most_converted(self) -> float:
        """The largest |Δh| after the conversion; nan if there is none."""
        return math.nan if self.converted is None else float(self.converted.max())

    @property
    def drifts(self) -> bool:
        """Whether rounding has grown into a difference that can be seen."""
        return self.most_converted > BOUND


def compare(knobs: ConventionKnobs) -> Comparison:
    """Draw a network and an input, and run them under both conventions.

    Source: see `rnn_demo.cells.conventions` and `rnn_demo.cells.conversion`.
    """
    source = convention_named(knobs.family, knobs.source)
    target = convention_named(knobs.family, knobs.target)
    weights, inputs = drawn(knobs, source)
    true = run(weights, source, inputs)
    read = _apart(true, run(read_as(weights, source, target), target, inputs))
    found = convert(weights, source, target)
    if isinstance(found, Refusal):
        return Comparison(source, target, read, None, (), found.why, None)
    again = run(found.weights, target, inputs)
    check = Check(
        step_residual(true, found.weights, target, inputs),
        BOUND,
        sentence("each step, from the same state"),
    )
    return Comparison(source, target, read, _apart(true, again), found.how, "", check)


def drawn(knobs: ConventionKnobs, convention: Convention) -> tuple[dict[str, Array], Array]:
    """The weights of a convention and x_1 … x_T, (time, input), all normally distributed.

    The standard deviations are 1/√input for W, g/√hidden for U, ½ for biases and peepholes, and 1
    for x.
    """
    size, found = knobs.hidden_size, {}
    spread = {"W": INPUT_SIZE**-0.5, "U": knobs.gain * size**-0.5, "b": 0.5, "c": 0.5, "p": 0.5}
    for name, shape in convention.shapes(size, INPUT_SIZE).items():
        luck = np.random.default_rng([knobs.seed, LETTERS.index(name)])
        found[name] = spread[name[0]] * luck.standard_normal(shape)
    if knobs.fitting:
        _fit(found)
    luck = np.random.default_rng([knobs.seed, len(LETTERS)])
    return found, luck.standard_normal((knobs.steps, INPUT_SIZE))


def step_residual(true: Trajectory, weights: Weights, target: Convention, inputs: Array) -> float:
    """The largest |Δh| of a single step that the target takes from the source's own states."""
    hidden = np.vstack([np.zeros_like(true.hidden[:1]), true.hidden])
    cells = hidden if true.cell is None else np.vstack([np.zeros_like(true.cell[:1]), true.cell])
    return max(
        float(np.abs(take_step(weights, target, x, hidden[t], cells[t])[0] - hidden[t + 1]).max())
        for t, x in enumerate(inputs)
    )


def _fit(found: dict[str, Array]) -> None:
    if "U_h" in found:
        found["U_h"] = np.diag(np.diag(found["U_h"]))
    if "b_f" in found:
        found |= {name: np.zeros_like(found[name]) for name in ("W_f", "U_f")}
        found["b_f"] = np.full_like(found["b_f"], OPEN)
    empty = [name for name in found if name in ("c_h", "c_f") or name.startswith("p_")]
    found |= {name: np.zeros_like(found[name]) for name in empty}


def _apart(one: Trajectory, other: Trajectory) -> Array:
    return np.asarray(np.abs(one.hidden - other.hidden).max(axis=1))
