"""Recall: a state follows its inputs until no unit wants to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnn_demo.dynamics.chance import ORDER, shuffled, words
from rnn_demo.exhibits.hopfield.compute.memories import NEARLY, Array, StoredWeights
from rnn_demo.knobs.bitmaps import Pixels

Update = Literal["asynchronous", "synchronous"]
MOST_FLIPS = 3_000
MOST_UPDATES = 60  # of all units at once
SHOWN_AGAIN = 3  # rounds of a cycle


@dataclass(frozen=True)
class Recall:
    """A recall, step by step.

    Attributes:
        start: ±1, (units,).
        flips: asynchronous: the unit of each step.
        states: synchronous: the state after each step, (steps, units).
        energies: before the first step and after each, (steps + 1,).
        promised: asynchronous: 2 s_i h_i of each flip, s_i before it, which for symmetric weights
            is the change of energy, (steps,).
        settled: whether no unit wants to change at the end.
        period: synchronous: after how many updates a state comes again; 1 for a state that stays,
            0 for neither.
        final: ±1, (units,).
    """

    start: Array
    flips: tuple[int, ...]
    states: Array
    energies: Array
    promised: Array
    settled: bool
    period: int
    final: Array


def recall(memory: StoredWeights, start: Pixels, update: Update, seed: int) -> Recall:
    """Let a state follow its inputs: s_i ← sgn(h_i), and s_i stays where h_i = 0.

    Args:
        memory: the weights.
        start: ±1, (units,).
        update: asynchronous, one unit after the other in an order by chance, sweep after sweep,
            or synchronous, all units at once.
        seed: of the order.
    """
    if update == "synchronous":
        return _together(memory, start.astype(np.float64))
    return _one_by_one(memory, start.astype(np.float64), seed)


def _one_by_one(memory: StoredWeights, start: Array, seed: int) -> Recall:
    state, luck = start.copy(), words(seed, ORDER)
    left, right = memory.a.T @ state, memory.b.T @ state  # Aᵀs and Bᵀs
    trace, ink = float(memory.diagonal.sum()), float(state.sum())
    energies, promised, flips = [memory.energy(state)], [], list[int]()
    quiet = False
    while not quiet and len(flips) < MOST_FLIPS:
        quiet = True
        for i in shuffled(len(state), luck):
            pull = float(memory.a[i] @ right) - memory.diagonal[i] * state[i]
            field = memory.scale * pull + memory.theta
            if abs(field) <= NEARLY or (field > 0) == (state[i] > 0):
                continue
            quiet = False
            flips.append(int(i))
            promised.append(2 * float(state[i]) * field)
            state[i] = -state[i]
            left += 2 * state[i] * memory.a[i]
            right += 2 * state[i] * memory.b[i]
            ink += 2 * float(state[i])
            energies.append(
                -0.5 * memory.scale * (float(left @ right) - trace) - memory.theta * ink
            )
            if len(flips) == MOST_FLIPS:
                break
    none = np.empty((0, len(state)))
    return Recall(
        start, tuple(flips), none, np.array(energies), np.array(promised), quiet, int(quiet), state
    )


def _together(memory: StoredWeights, start: Array) -> Recall:
    state, states, seen = start, list[Array](), {start.tobytes(): 0}
    period, most = 0, MOST_UPDATES
    while len(states) < most:
        fields = memory.inputs(state)
        state = np.where(np.abs(fields) <= NEARLY, state, np.where(fields > 0, 1.0, -1.0))
        at = len(states) + 1
        if not period and state.tobytes() in seen:
            period = at - seen[state.tobytes()]
            if period == 1:
                break
            most = min(most, at + SHOWN_AGAIN * period)
        seen.setdefault(state.tobytes(), at)
        states.append(state)
    path = np.array(states).reshape(-1, len(start))
    energies = np.array([memory.energy(one) for one in (start, *states)])
    final = states[-1] if states else start
    return Recall(start, (), path, energies, np.empty(0), period == 1, period, final)
