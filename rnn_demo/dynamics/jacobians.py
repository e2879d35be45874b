"""The Jacobians of an orbit, found again whenever they are asked for.

All of them at once need state² · steps numbers: 524 MB for an LSTM of 128 units over 1,000 steps.
The orbit that they follow from needs a hundredth of that, and finding them takes less time than
any product of them, so no more than a block of them is ever there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.orbits import Orbit

BLOCK_BYTES = 4_000_000
AT_ONCE_BYTES = 16_000_000  # as much may be there while many things are asked of them


@dataclass(frozen=True)
class Jacobians:
    """J_1 … J_T in float64, (time, ..., state, state): an array that is not there yet.

    Attributes:
        of: J of each step of an orbit, see `rnn_demo.dynamics.orbits.jacobians`.
        orbit: the states that they follow from.
    """

    of: Callable[[Orbit], Array]
    orbit: Orbit

    @property
    def shape(self) -> tuple[int, ...]:
        """Of the array that they would be."""
        *batch, size = self.orbit.states.shape[1:]
        return (len(self), *batch, size, size)

    def __len__(self) -> int:
        return self.orbit.length

    def __getitem__(self, some: int | slice | list[int]) -> Array:
        if isinstance(some, slice):
            start, stop, step = some.indices(len(self))
            return np.asarray(self._block(start, max(start, stop))[::step], np.float64)
        if isinstance(some, list):
            return np.stack([self[one] for one in some])
        place = range(len(self))[some]
        return np.asarray(self._block(place, place + 1)[0])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return self[:].astype(dtype or np.float64)

    def __iter__(self) -> Iterator[Array]:
        for block in in_blocks(self):
            yield from block

    def __reversed__(self) -> Iterator[Array]:
        each = _steps_of_a_block(self)
        for stop in range(len(self), 0, -each):
            yield from self._block(max(0, stop - each), stop)[::-1]

    def _block(self, start: int, stop: int) -> Array:
        with np.errstate(all="ignore"):  # numbers that are not finite are shown as such
            found = self.of(self.orbit.part(start, stop))
            return found.astype(np.float64, copy=False)


Steps = Array | Jacobians  # functions take both


def at_once(steps: Jacobians) -> Steps:
    """All of them, found once, if there is room for that; for whoever does not keep them."""
    return steps[:] if 8 * int(np.prod(steps.shape)) <= AT_ONCE_BYTES else steps


def in_blocks(steps: Steps) -> Iterator[Array]:
    """As many steps at a time as fit into a block, (some, ..., state, state)."""
    each = _steps_of_a_block(steps)
    for start in range(0, len(steps), each):
        yield steps[start : start + each]


def _steps_of_a_block(steps: Steps) -> int:
    return max(1, BLOCK_BYTES // (8 * int(np.prod(steps.shape[1:]))))
