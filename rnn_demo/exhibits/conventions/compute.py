"""Conventions: the same weights under other rules, with and without a conversion."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from rnn_demo.cells.conventions import (
    MOST_STEPS,
    MOST_UNITS,
    OPEN,
    Array,
    Convention,
    ConventionError,
    Trajectory,
    Weights,
    convention_named,
    run,
    shown,
    take_step,
)
from rnn_demo.cells.conversion import Refusal, convert, read_as
from rnn_demo.dynamics.checks import Check
from rnn_demo.words import sentence

INPUT_SIZE = 3
BOUND = 1e-12  # of one step: rounding alone stays below 1e-15
NUMBERS: dict[str, tuple[type, float, float]] = {
    "hidden_size": (int, 1, MOST_UNITS),
    "steps": (int, 1, MOST_STEPS),
    "gain": (float, 0, 4),
    "seed": (int, 0, 2**53 - 1),
}
WORDS = {"0": False, "1": True}
# All the letters there are, so that a seed's W_z is the same in each convention.
LETTERS = tuple(f"{kind}_{gate}" for kind in "WUbcp" for gate in "zrhifCo")


@dataclass(frozen=True)
class Setting:
    """All that a comparison depends on.

    Attributes:
        family: "gru" or "lstm".
        source: the convention that the weights were made for.
        target: the one that reads them.
        hidden_size: units.
        steps: T.
        gain: g; U is drawn with a standard deviation of g / √hidden_size.
        seed: of weights and input.
        fitting: whether the weights are such that they pass. GRU: U_h diagonal and c_h = 0;
            LSTM: peepholes 0 and a forget gate that is 1.
    """

    family: str = "gru"
    source: str = "torch"
    target: str = "slide"
    hidden_size: int = 4
    steps: int = 40
    gain: float = 1.5
    seed: int = 0
    fitting: bool = False

    def __post_init__(self) -> None:
        for name in (self.source, self.target):
            convention_named(self.family, name)
        for name, (kind, low, high) in NUMBERS.items():
            value = getattr(self, name)
            right = isinstance(value, int | kind) and not isinstance(value, bool)
            if not (right and low <= value <= high):  # NaN is in no interval
                raise ConventionError(_asked(name, value))
        if not isinstance(self.fitting, bool):
            raise ConventionError(
                sentence("fitting is {value}; give 0 or 1.", value=shown(self.fitting))
            )


def set_one(setting: Setting, name: str, value: str) -> Setting:
    """The same setting with one part from text, as in a link.

    Raises:
        ConventionError: there is no such part, or not a value of it.
    """
    known = [field.name for field in fields(Setting)]
    if name not in known:
        raise ConventionError(
            sentence(
                "There is no setting {name}; there are {known}.",
                name=shown(name),
                known=", ".join(known),
            )
        )
    found: Any = value
    if name in NUMBERS:
        try:
            found = NUMBERS[name][0](value)
        except (ValueError, OverflowError):
            raise ConventionError(_asked(name, value)) from None
    elif name == "fitting":
        found = WORDS.get(value, value)
    return replace(setting, **{name: found})


@dataclass(frozen=True)
class Comparison:
    """One network, run as its source, and twice by the target.

    Attributes:
        source: whose weights.
        target: who reads them.
        read: max |Δh| over the units at each step, (time,): the numbers read as they are.
        converted: the same after the conversion, (time,); None where there is none.
        how: what the conversion did, in sentences.
        refusal: why there is none, a sentence; "" where there is one.
        check: the largest |Δh| of one step taken by both from the same state; None without a
            conversion. It measures the map: where small differences grow, rounding grows as well,
            and `converted` shows that.
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
        """The largest |Δh| of the numbers read as they are."""
        return float(self.read.max())

    @property
    def most_converted(self) -> float:
        """The largest |Δh| after the conversion; nan where there is none."""
        return math.nan if self.converted is None else float(self.converted.max())

    @property
    def drifts(self) -> bool:
        """Whether rounding has grown into a difference that can be seen."""
        return self.most_converted > BOUND


def compare(setting: Setting) -> Comparison:
    """Draw a network and an input, and run them under both conventions.

    Source: see `rnn_demo.cells.conventions` and `rnn_demo.cells.conversion`.
    """
    source = convention_named(setting.family, setting.source)
    target = convention_named(setting.family, setting.target)
    weights, inputs = drawn(setting, source)
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


def drawn(setting: Setting, convention: Convention) -> tuple[dict[str, Array], Array]:
    """Weights of a convention and x_1 … x_T, (time, input), all normal.

    The standard deviations are 1/√input for W, g/√hidden for U, ½ for biases and peepholes, and 1
    for x.
    """
    size, found = setting.hidden_size, {}
    spread = {"W": INPUT_SIZE**-0.5, "U": setting.gain * size**-0.5, "b": 0.5, "c": 0.5, "p": 0.5}
    for name, shape in convention.shapes(size, INPUT_SIZE).items():
        luck = np.random.default_rng([setting.seed, LETTERS.index(name)])
        found[name] = spread[name[0]] * luck.standard_normal(shape)
    if setting.fitting:
        _fit(found)
    luck = np.random.default_rng([setting.seed, len(LETTERS)])
    return found, luck.standard_normal((setting.steps, INPUT_SIZE))


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


def _asked(name: str, value: object) -> str:
    kind, low, high = NUMBERS[name]
    wrong = {"name": name, "value": shown(value), "low": low, "high": high}
    if kind is int:
        return sentence(
            "{name} is {value}; give a whole number from {low:g} to {high:,.7g}.", **wrong
        )
    return sentence("{name} is {value}; give a number from {low:g} to {high:,.7g}.", **wrong)
