"""Gates and states of a text, step by step, in full precision.

The thread that asks computes them from the characters of the text, so the engine keeps nothing for
it while a text is written, and is not slowed down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.forcing import forced_step
from rnn_demo.engine.generation import prompt_ids
from rnn_demo.engine.network import Array, CharacterNetwork, initial_state, read
from rnn_demo.engine.writing import Writing
from rnn_demo.gates import GATES
from rnn_demo.words import sentence


@dataclass(frozen=True)
class Activity:
    """Gates and states of a network while it read some characters.

    Attributes:
        gates: by name, each (time, layers, hidden): those of `rnn_demo.cells`.
        hidden: h after each character, (time, layers, hidden).
        cell: C after each character, same shape; an LSTM's only.
    """

    gates: dict[str, Array]
    hidden: Array
    cell: Array | None


def activity(
    network: CharacterNetwork, ids: NDArray[np.integer], state: Array
) -> tuple[Activity, Array]:
    """Read characters and record gates and states.

    Args:
        network: the model, in full precision.
        ids: (time,).
        state: (layers, parts, 1, hidden), before the first of them.

    Returns:
        The activity and the new state.
    """
    config = network.config
    shape = (len(ids), config.num_layers, config.hidden_size)
    gates = {name: np.empty(shape, np.float32) for name in GATES[config.cell]}
    states = np.empty((len(ids), *state.shape[:2], config.hidden_size), np.float32)
    for t, token in enumerate(ids):
        step = forced_step(network, np.array([token]), state)
        for name, values in step.gates.items():
            gates[name][t] = values[:, 0]
        state = step.state
        states[t] = state[:, :, 0]
    cell = states[:, :, 1] if state.shape[1] > 1 else None
    return Activity(gates, states[:, :, 0], cell), state


def activity_of(writing: Writing, start: int, stop: int, kept: str = "") -> Activity:
    """Gates and states while characters start … stop - 1 of a text were read.

    The prompt and the characters before `start` are read first, in whole pieces.

    Args:
        writing: the text, finished or not.
        start: the first character.
        stop: one after the last.
        kept: the text between the prompt and the first character, after a rewind.

    Raises:
        ValueError: these are not characters of the text so far, or `kept` is of another length.
    """
    if len(kept) != writing.request.position:
        raise ValueError(
            sentence(
                "{count} kept characters were given; this text begins at character "
                "{position}: give all before it.",
                count=len(kept),
                position=writing.request.position,
            )
        )
    if not 0 <= start < stop <= writing.count:
        raise ValueError(
            sentence(
                "Characters {start} to {stop} are not in this text of {count}: choose a "
                "beginning from 0 and a larger end.",
                start=start,
                stop=stop,
                count=writing.count,
            )
        )
    network = writing.network.full
    ids = writing.transcript.ids[:stop].astype(np.int64)
    first = [prompt_ids(network, writing.request.prompt), network.tokenizer.encode(kept)]
    before = np.concatenate([*first, ids[:start]])
    _, state = read(network, before[None].astype(np.int64), initial_state(network))
    return activity(network, ids[start:], state)[0]
