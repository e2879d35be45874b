"""How far gradients reach back in a recurrent network, measured step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from rnn_demo.exhibits.vanishing_gradient.compute import Simulation
from rnn_demo.exhibits.vanishing_gradient.compute import simulate as simulate_knobs
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.matrix import Matrix, as_rows, parse_matrix
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS
from rnn_demo.interface.curve import curve
from rnn_demo.interface.plain import plain
from rnn_demo.knobs.values import KnobError, quoted
from rnn_demo.words import message, sentence

Array = NDArray[np.float64]


class KnobChanges(TypedDict, total=False):
    """Any of the knobs of `rnn_demo.exhibits.vanishing_gradient.knobs.SimulationKnobs`."""

    cell: str
    activation: str
    n: int
    steps: int
    weights: str
    gain: float
    seed: int
    input_noise: float
    gate_bias: float
    loss: str
    clipping: str
    threshold: float
    truncation: int
    precision: str
    matrix: Sequence[Sequence[float]] | Array


@dataclass(frozen=True, eq=False)
class GradientSimulation:
    """How a network's gradient grows or vanishes; a notebook shows the curve.

    Example:
        >>> import rnn_demo
        >>> found = rnn_demo.simulate("linear-orthogonal", gain=0.9, steps=200)
        >>> f"10^{found.log10_norms[-1]:.3f} is left after 200 steps: 0.9^200"
        '10^-9.151 is left after 200 steps: 0.9^200'

    Attributes:
        knobs: everything that the result depends on.
        lags: l = 1 … steps, (steps,).
        log10_norms: log₁₀ of the largest singular value of ∂s_T/∂s_{T−l}, (steps,).
        log10_bounds: the bounds that theory gives for `log10_norms`, (steps,).
        heat_map: log₁₀ ‖∂L_t/∂s_k‖ in row t − 1, column k − 1; NaN above the diagonal.
        exponents: the growth rates of all directions in nats per step, largest first, (state,);
            −inf for those that die, NaN, last, for those that rounding in float64 hides.
        spectral_radius: the spectral radius of the recurrent weights.
        largest_singular_value: the largest singular value of the recurrent weights.
        details: states, Jacobians, all singular values, gradients of the weights, clipping, and the
            checks of each of them.
    """

    knobs: SimulationKnobs
    lags: NDArray[np.int64] = field(repr=False)
    log10_norms: Array = field(repr=False)
    log10_bounds: Array = field(repr=False)
    heat_map: Array = field(repr=False)
    exponents: Array = field(repr=False)
    spectral_radius: float
    largest_singular_value: float
    details: Simulation = field(repr=False)

    def _repr_html_(self) -> str:
        knobs = self.knobs
        return curve(
            f"{knobs.cell}, {knobs.n} units, gain {knobs.gain:g}: log₁₀ of what is left of a "
            "gradient, by steps back",
            self.lags,
            self.log10_norms,
        )


def simulate(
    start: str | SimulationKnobs | None = None, /, **changes: Unpack[KnobChanges]
) -> GradientSimulation:
    """Follow a random network and measure how a gradient passes through it, at every lag.

    Args:
        start: the name of a preset of the Vanishing gradient page, or knobs; None for an Elman
            network of 32 tanh units over 100 steps, its weights drawn with gain 1.
        **changes: knobs that differ from `start`; `rnn-demo simulate --help` gives their bounds. A
            `matrix` of recurrent weights sets `n` to its size.

    Raises:
        ValueError: there is no such preset or knob, or a knob is out of its bounds.
    """
    knobs = SimulationKnobs() if start is None else start
    if isinstance(knobs, str):
        knobs = preset_knobs(knobs)
    if not isinstance(knobs, SimulationKnobs):
        raise KnobError(
            sentence(
                "{value} is no start: give the name of a preset, or the `knobs` of a simulation.",
                value=quoted(start),
            )
        )
    found = simulate_knobs(_changed(knobs, dict(changes)), all_lags=True)
    limits = found.bounds
    worst = limits.norms if limits.worst is None else limits.worst
    return GradientSimulation(
        knobs=found.knobs,
        lags=found.spectrum.lags,
        log10_norms=found.spectrum.log_norms / np.log(10),
        log10_bounds=worst / np.log(10),
        heat_map=found.heat,
        exponents=found.exponents,
        spectral_radius=found.radius,
        largest_singular_value=found.largest,
        details=found,
    )


def preset_knobs(preset: str) -> SimulationKnobs:
    """The knobs of a preset.

    Raises:
        KnobError: there is no such preset.
    """
    if preset not in PRESETS:
        raise KnobError(
            sentence(
                "There is no preset {preset!r}; there are {presets}.",
                preset=preset,
                presets=", ".join(PRESETS),
            )
        )
    return PRESETS[preset].knobs


def _changed(knobs: SimulationKnobs, changes: dict[str, Any]) -> SimulationKnobs:
    known = [one.name for one in fields(SimulationKnobs)]
    for name in changes:
        if name not in known:
            raise KnobError(
                sentence(
                    "There is no knob {name!r}; there are {known}.",
                    name=name,
                    known=", ".join(known),
                )
            )
    changes = {name: plain(value) for name, value in changes.items()}
    if "matrix" in changes:
        changes["matrix"] = _matrix(changes["matrix"])
        n = len(changes["matrix"]) or knobs.n
        if changes.setdefault("n", n) != n:
            raise KnobError(
                sentence(
                    "n is {n!r}; leave it out: the matrix has {rows} rows.", n=changes["n"], rows=n
                )
            )
    elif {"n", "weights"} & set(changes):
        changes["matrix"] = ()
    return replace(knobs, **changes)


def _matrix(rows: Any) -> Matrix:
    """Rows of numbers, from a numpy array or lists, within the limits of a matrix on the page."""
    try:
        # Of a complex number NumPy would take the real part, with a warning.
        real = np.asarray(rows).astype(np.float64, casting="same_kind")
        numbers = np.atleast_2d(real).tolist()
    except (TypeError, ValueError):
        raise KnobError(sentence("matrix is not rows of numbers, all of one length.")) from None
    try:
        return parse_matrix(as_rows(tuple(map(tuple, numbers))))
    except ValueError as error:
        raise KnobError(sentence("matrix {error}", error=message(error))) from None
