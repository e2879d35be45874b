"""A network whose gates are held: what would it do if it could not forget, or not remember?

The steps are those of `rnn_demo.engine.network`, in full precision, with every gate recorded; a
forced gate has a chosen number instead of its own, and everything else follows from that.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.generation import prompt_ids
from rnn_demo.engine.network import Array, CharacterNetwork, initial_state, sigmoid
from rnn_demo.engine.progress import finished
from rnn_demo.gates import GATES
from rnn_demo.sampling import Knobs, choose, gumbel_noise, narrow
from rnn_demo.words import sentence

STATES = {"lstm": ("cell", "hidden"), "gru": ("hidden",), "elman": ("hidden",)}
LARGEST = 1000.0  # of a forced number; a C can grow to some hundred


class ForceError(ValueError):
    """A gate or state cannot be held so; the message names value, bound and remedy."""


@dataclass(frozen=True)
class Force:
    """A gate or a part of the state, held at a number.

    Attributes:
        what: a gate of `rnn_demo.gates.GATES`, or a part of the state, which is then set
            after each step.
        value: the number.
        layers: in which layers; empty for all.
        units: in which units of them; empty for all.
    """

    what: str
    value: float
    layers: tuple[int, ...] = ()
    units: tuple[int, ...] = ()


class ForcedStep(NamedTuple):
    """One step of a network in each stream.

    Attributes:
        logits: of the next character, (batch, vocab).
        state: after it, (layers, parts, batch, hidden).
        gates: by name as in `GATES`, each (layers, batch, hidden), as they were used.
    """

    logits: Array
    state: Array
    gates: dict[str, Array]


def check(network: CharacterNetwork, force: Force) -> None:
    """Check that a network has what is to be held.

    Raises:
        ForceError: it has no such gate, layer or unit, or the number is out of bounds.
    """
    config = network.config
    known = (*GATES[config.cell], *STATES[config.cell])
    if force.what not in known:
        raise ForceError(
            sentence(
                "{name} has no {what!r}; hold {known}.",
                name=network.name,
                what=force.what[:40],
                known=", ".join(known),
            )
        )
    if not (math.isfinite(force.value) and abs(force.value) <= LARGEST):
        raise ForceError(
            sentence(
                "The forced number is {value:g}; give one from {low:g} to {high:g}.",
                value=force.value,
                low=-LARGEST,
                high=LARGEST,
            )
        )
    for name, asked, count in (
        (sentence("layer"), force.layers, config.num_layers),
        (sentence("unit"), force.units, config.hidden_size),
    ):
        for number in asked:
            if not 0 <= number < count:
                raise ForceError(
                    sentence(
                        "{network} has no {part} {number}; give a number from 0 to {last}.",
                        network=network.name,
                        part=name,
                        number=number,
                        last=count - 1,
                    )
                )


def concerns(force: Force, layer: int, unit: int) -> bool:
    """Whether a unit is among those held."""
    return (not force.layers or layer in force.layers) and (not force.units or unit in force.units)


def forced_step(
    network: CharacterNetwork,
    ids: NDArray[np.integer],
    state: Array,
    force: Force | None = None,
) -> ForcedStep:
    """Read one character in each stream.

    Args:
        network: the model.
        ids: (batch,).
        state: (layers, parts, batch, hidden), before.
        force: what is held; see `check`.
    """
    config = network.config
    names = GATES[config.cell]
    shape = (config.num_layers, len(ids), config.hidden_size)
    gates = {name: np.empty(shape, np.float32) for name in names}
    new_state = np.empty_like(state)
    total = np.zeros(shape[1:], np.float32)
    for layer in range(config.num_layers):
        if layer:
            x = total @ network.input_weights[layer - 1] + network.biases[layer - 1]
        else:
            x = network.table[ids]
        held = force if force and (not force.layers or layer in force.layers) else None
        used = _step_layer(network, layer, x, state[layer], new_state[layer], held)
        for name, values in zip(names, used, strict=True):
            gates[name][layer] = values
        total = total + new_state[layer, 0]
    return ForcedStep(total @ network.head_weight + network.head_bias, new_state, gates)


def _step_layer(
    network: CharacterNetwork, layer: int, x: Array, state: Array, out: Array, force: Force | None
) -> tuple[Array, ...]:
    """One layer; the new state is written into `out`, the gates are returned."""
    cell, weight, size = network.config.cell, network.hidden_weights[layer], x.shape[1]
    hidden = state[0]
    if cell == "lstm":
        size //= 4
        rows = x + hidden @ weight
        i = _hold(force, "input_gate", sigmoid(rows[:, :size]))
        f = _hold(force, "forget_gate", sigmoid(rows[:, size : 2 * size]))
        g = _hold(force, "cell_candidate", np.tanh(rows[:, 2 * size : 3 * size]))
        o = _hold(force, "output_gate", sigmoid(rows[:, 3 * size :]))
        out[1] = _hold(force, "cell", f * state[1] + i * g)
        out[0] = _hold(force, "hidden", o * np.tanh(out[1]))
        return i, f, g, o
    if cell == "gru":
        size //= 3
        both = sigmoid(x[:, : 2 * size] + hidden @ weight[:, : 2 * size])
        z = _hold(force, "update_gate", both[:, :size])
        r = _hold(force, "reset_gate", both[:, size:])
        candidate = np.tanh(x[:, 2 * size :] + (r * hidden) @ weight[:, 2 * size :])
        candidate = _hold(force, "candidate", candidate)
        out[0] = _hold(force, "hidden", hidden + z * (candidate - hidden))
        return z, r, candidate
    candidate = _hold(force, "candidate", np.tanh(x + hidden @ weight))
    out[0] = _hold(force, "hidden", candidate)
    return (candidate,)


def _hold(force: Force | None, what: str, values: Array) -> Array:
    if force is None or force.what != what:
        return values
    held = values.copy()
    held[:, list(force.units) if force.units else slice(None)] = force.value
    return held


class UnitTrace(NamedTuple):
    """What one unit did, after each character that was read.

    Attributes:
        gates: by name as in `GATES`, each (time,).
        state: h, and C after it in an LSTM, (time, parts).
    """

    gates: dict[str, Array]
    state: Array


def forced_texts(
    network: CharacterNetwork,
    prompt: str,
    seeds: Sequence[int],
    length: int,
    knobs: Knobs,
    force: Force | None = None,
    watch: tuple[int, int] = (0, 0),
) -> tuple[list[str], UnitTrace]:
    """Read a prompt freely, then write with something held: one text for each seed.

    With nothing held these are the texts of `rnn_demo.engine.generation.write`.

    Args:
        network: the model, in full precision.
        prompt: known characters only; empty for a line break, as everywhere.
        seeds: of the noise; equal seeds draw the same noise whatever is held.
        length: characters of each text.
        knobs: how to choose.
        force: what is held while it writes.
        watch: layer and unit of the first text to keep.

    Raises:
        ForceError: see `check`.
    """
    return finished(forced_steps(network, prompt, seeds, length, knobs, force, watch))


def forced_steps(
    network: CharacterNetwork,
    prompt: str,
    seeds: Sequence[int],
    length: int,
    knobs: Knobs,
    force: Force | None = None,
    watch: tuple[int, int] = (0, 0),
) -> Generator[float, None, tuple[list[str], UnitTrace]]:
    """The same as `forced_texts`, step by step; yields the share that is done."""
    if force:
        check(network, force)
    layer, unit = watch
    names = GATES[network.config.cell]
    kept: list[list[np.float32]] = []
    states: list[Array] = []

    def take(ids: NDArray[np.integer], state: Array, held: Force | None) -> ForcedStep:
        step = forced_step(network, ids, state, held)
        kept.append([step.gates[name][layer, 0, unit] for name in names])
        states.append(step.state[layer, :, 0, unit])
        return step

    first, *others = prompt_ids(network, prompt)
    # All texts have the same prompt: it is read once, in one stream.
    step = take(np.array([first]), initial_state(network), None)
    whole = 1 + len(others) + length * len(seeds)
    for number, token in enumerate(others):
        step = take(np.array([token]), step.state, None)
        yield (2 + number) / whole
    step = step._replace(
        logits=np.repeat(step.logits, len(seeds), 0), state=np.repeat(step.state, len(seeds), 2)
    )
    written = np.empty((len(seeds), length), np.int64)
    for position in range(length):
        for stream, seed in enumerate(seeds):
            noise = gumbel_noise(seed, position, network.code_points)
            written[stream, position] = choose(narrow(step.logits[stream], knobs), noise)
        step = take(written[:, position], step.state, force)
        yield 1 - (length - position - 1) * len(seeds) / whole
    gates = dict(zip(names, np.array(kept, np.float32).T, strict=True))
    texts = [network.tokenizer.decode(row.tolist()) for row in written]
    return texts, UnitTrace(gates, np.stack(states))
