"""Five flows dx/dt = f(x) that a recurrent network can be asked to imitate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
FlowName = Literal["lorenz", "van-der-pol", "rossler", "pendulum", "predator-prey"]
FLOWS: tuple[FlowName, ...] = get_args(FlowName)


@dataclass(frozen=True)
class Flow:
    """A system of ordinary differential equations.

    Attributes:
        name: its name in links and files.
        variables: the names of the coordinates.
        field: f, from (..., dimensions) to the same shape.
        step: time from one sample to the next, in the units of t.
        low: the least start of each coordinate, for training and for visitors.
        high: the largest.
        settles: time after which an orbit is taken to be near the attractor; 0 where every start
            counts.
        exponent: the largest Lyapunov exponent, nats per unit of time; that of the slowest decay
            where all orbits end in a point.
    """

    name: FlowName
    variables: tuple[str, ...]
    field: Callable[[Numbers], Numbers]
    step: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    settles: float
    exponent: float

    @property
    def chaotic(self) -> bool:
        """Whether neighbours part exponentially."""
        return self.exponent > 0

    @property
    def unit(self) -> float:
        """The Lyapunov time 1/λ of a chaotic flow; else 1, the unit of t."""
        return 1 / self.exponent if self.chaotic else 1.0


def lorenz(x: Numbers) -> Numbers:
    """ẋ = 10 (y − x), ẏ = x (28 − z) − y, ż = xy − 8/3 z.  Source: Lorenz 1963."""
    a, b, c = np.moveaxis(x, -1, 0)
    return np.stack([10 * (b - a), a * (28 - c) - b, a * b - 8 / 3 * c], -1)


def van_der_pol(x: Numbers) -> Numbers:
    """ẋ = y, ẏ = μ (1 − x²) y − x with μ = 1.  Source: van der Pol 1926."""
    a, b = np.moveaxis(x, -1, 0)
    return np.stack([b, (1 - a * a) * b - a], -1)


def rossler(x: Numbers) -> Numbers:
    """ẋ = −y − z, ẏ = x + 0.2 y, ż = 0.2 + z (x − 5.7).  Source: Rössler 1976."""
    a, b, c = np.moveaxis(x, -1, 0)
    return np.stack([-b - c, a + 0.2 * b, 0.2 + c * (a - 5.7)], -1)


def pendulum(x: Numbers) -> Numbers:
    """θ̇ = ω, ω̇ = −sin θ − 0.2 ω: a damped pendulum, time in units of √(l/g)."""
    a, b = np.moveaxis(x, -1, 0)
    return np.stack([b, -np.sin(a) - 0.2 * b], -1)


def predator_prey(x: Numbers) -> Numbers:
    """ẋ = x (1 − y), ẏ = y (x − 1): prey x, predators y.  Source: Lotka 1925, Volterra 1926."""
    a, b = np.moveaxis(x, -1, 0)
    return np.stack([a * (1 - b), b * (a - 1)], -1)


# Exponents: Lorenz 0.906 and Rössler 0.0714 (Sprott 2003, Chaos and Time-Series Analysis), the
# first measured again by the tests; a cycle and a conserved orbit have 0, the pendulum −0.2/2.
_FLOWS: dict[FlowName, Flow] = {
    flow.name: flow
    for flow in (
        Flow(
            "lorenz", ("x", "y", "z"), lorenz, 0.05,
            (-20.0, -25.0, 1.0), (20.0, 25.0, 48.0), 5.0, 0.906,
        ),
        Flow("van-der-pol", ("x", "y"), van_der_pol, 0.1, (-3.0, -4.0), (3.0, 4.0), 0.0, 0.0),
        Flow(
            "rossler", ("x", "y", "z"), rossler, 0.2,
            (-9.0, -10.0, 0.0), (11.0, 8.0, 20.0), 50.0, 0.0714,
        ),
        Flow("pendulum", ("θ", "ω"), pendulum, 0.2, (-2.0, -1.0), (2.0, 1.0), 0.0, -0.1),
        Flow("predator-prey", ("x", "y"), predator_prey, 0.1, (0.4, 0.4), (2.5, 2.5), 0.0, 0.0),
    )
}  # fmt: skip


def flow_of(name: FlowName) -> Flow:
    """The flow of this name."""
    return _FLOWS[name]
