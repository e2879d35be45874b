"""Reading a text in whole pieces, in either precision."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine import network as full
from rnn_demo.engine.holding import HeldUnits, Hold, HoldError, nothing_held, put
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import Array, CharacterNetwork
from rnn_demo.words import sentence

Network = CharacterNetwork | NarrowNetwork


def initial_state(network: Network, batch: int = 1) -> Array:
    """Zeros, (layers, parts, batch, hidden)."""
    return full.initial_state(_full(network), batch)


def read(network: Network, ids: NDArray[np.integer], state: Array) -> tuple[Array, Array]:
    """Read a piece of text in each stream, layer by layer.

    Args:
        network: the model, in full precision or narrow.
        ids: (batch, time), time at least 1.
        state: (layers, parts, batch, hidden).

    Returns:
        Logits (batch, time, vocab) and the new state. With a narrow network they are the same to
        the last bit however a text is cut into pieces.
    """
    if isinstance(network, CharacterNetwork):
        return full.read(network, ids, state)
    batch, time = ids.shape
    held = nothing_held(1, *_layers_and_units(state))
    logits = np.empty((batch, time, len(network.weights.head_bias)), np.float32)
    new_state = np.empty_like(state)
    for stream in range(batch):
        own = np.array(state[None, :, :, stream], order="C")  # a copy: states are never changed
        _read_piece(network, ids[stream].astype(np.int64), own, held, logits[stream])
        new_state[:, :, stream] = own[0]
    return logits, new_state


def read_to_the_end(
    network: Network, ids: NDArray[np.integer], state: Array, hold: Hold | None = None
) -> tuple[Array, Array]:
    """Read a piece of one text; return the logits (vocab,) after its end and the new state.

    Args:
        network: the model.
        ids: the piece, (time,).
        state: (layers, parts, 1, hidden).
        hold: units whose memory is set after each character; for a narrow network only.

    Raises:
        HoldError: units are to be held in a network in full precision.
    """
    if isinstance(network, CharacterNetwork):
        if hold:
            raise HoldError(
                sentence(
                    "{name} is in full precision; hold units of it in 8 bits, or use forcing.",
                    name=network.name,
                )
            )
        logits, new_state = full.read(network, ids[None], state)
        return logits[0, -1].copy(), new_state  # a view would keep all the others alive
    last = np.empty((1, len(network.weights.head_bias)), np.float32)
    own = np.array(state[None, :, :, 0], order="C")  # a copy: states are never changed
    held = nothing_held(1, *_layers_and_units(state))
    put(hold, held, 0)
    _read_piece(network, ids.astype(np.int64), own, held, last)
    return last[0], own[0][:, :, None]


def _read_piece(
    network: NarrowNetwork, ids: NDArray[np.int64], state: Array, held: HeldUnits, logits: Array
) -> None:
    # Imported here: reading in full precision need not wait for the compiler.
    from rnn_demo.engine import stand_in
    from rnn_demo.engine.stepping import read_piece

    if stand_in.on_duty():
        stand_in.read_piece(network, ids, state, held, logits)
    else:
        read_piece(network.weights, ids, state, held, logits)


def _layers_and_units(state: Array) -> tuple[int, int]:
    """Layers and units of a state (layers, parts, batch, hidden)."""
    return state.shape[0], state.shape[3]


def _full(network: Network) -> CharacterNetwork:
    return network if isinstance(network, CharacterNetwork) else network.full
