"""A second orbit from a slightly different state, to test what the Jacobians predict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array, Network, take_step
from rnn_demo.dynamics.orbits import Orbit


def perturbed_distances(
    network: Network, drive: Array, orbit: Orbit, at: int, direction: Array, size: float
) -> NDArray[np.float64]:
    """‖s̃_t − s_t‖ for t = at … T after s̃_at = s_at + size · direction, (T − at + 1,).

    Args:
        network: whose states.
        drive: of the orbit, (time, gates, n).
        orbit: the undisturbed one.
        at: the step whose state is disturbed, 0 for the start.
        direction: (state,), of length 1.
        size: ε. As it goes to 0, distance / ε goes to ‖P direction‖.
    """
    if at == orbit.length:
        return np.array([abs(size)])
    states = [orbit.states[at] + size * direction]
    for row in drive[at:]:
        states.append(take_step(network, row, states[-1]).state)
    found: NDArray[np.float64] = np.linalg.norm(np.stack(states) - orbit.states[at:], axis=-1)
    return found
