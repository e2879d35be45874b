"""A second orbit from a slightly different state, to test what the Jacobians predict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array, Network
from rnn_demo.dynamics.orbits import Orbit, follow


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
    other = follow(network, drive[at:], orbit.states[at] + size * direction)
    found: NDArray[np.float64] = np.linalg.norm(other.states - orbit.states[at:], axis=-1)
    return found
