"""How well a character model predicts a text: three protocols that must not be mixed.

*Cold*: non-overlapping windows, each read from a zero state; every character of a window is
predicted from those before it in the window. The field's nanoGPT protocol without its sampling
noise. *Stateful*: one pass over the whole text, the state carried, weights fixed; lower, because
no prediction lacks context. *Dynamic*: such a pass by a network that goes on learning from what it
has read.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.learning import LEARNING, Adaptation, read_and_learn
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.engine.reading import Network, initial_state, read
from rnn_demo.sampling import log_softmax
from rnn_demo.words import sentence

if TYPE_CHECKING:  # it imports the compiler
    from rnn_demo.engine.float_network import FloatNetwork

Ids = NDArray[np.integer]
PIECE = 2048  # predictions held at once, in characters


def untold(characters: int) -> None:
    """Nobody wants to know how many more characters were read."""


@dataclass(frozen=True)
class Surprise:
    """The surprise of a model at a text.

    Attributes:
        nats: -ln p of each predicted character, (characters,).
    """

    nats: NDArray[np.float64]

    @property
    def characters(self) -> int:
        """How many were predicted."""
        return len(self.nats)

    @property
    def nats_per_character(self) -> float:
        """Mean; not a number when nothing was predicted."""
        return float(self.nats.mean()) if len(self.nats) else math.nan

    @property
    def bits_per_character(self) -> float:
        """The same in bits."""
        return self.nats_per_character / math.log(2)


def figures(surprise: Surprise) -> dict[str, Any]:
    """The same as metrics.json holds it."""
    return {
        "nats_per_character": round(surprise.nats_per_character, 5),
        "bits_per_character": round(surprise.bits_per_character, 5),
        "predictions": surprise.characters,
    }


def stateful(network: Network, ids: Ids, tell: Callable[[int], object] = untold) -> Surprise:
    """One pass with the state carried; the first character is read, not predicted.

    Args:
        network: the model.
        ids: the text, (characters,).
        tell: called now and then with how many more characters were predicted.
    """
    state, costs = initial_state(network), []
    for start in range(0, len(ids) - 1, PIECE):
        targets = ids[start + 1 : start + PIECE + 1]
        logits, state = read(network, ids[None, start : start + len(targets)], state)
        costs.append(_costs(logits[0], targets))
        tell(len(targets))
    return Surprise(np.concatenate(costs) if costs else np.empty(0))


def dynamic(
    network: CharacterNetwork,
    ids: Ids,
    learning: Adaptation = LEARNING,
    tell: Callable[[int], object] = untold,
) -> Surprise:
    """One pass with the state carried, by a network that learns from each segment after reading it.

    See `rnn_demo.engine.learning.read_and_learn`; the given weights stay as they are.

    Args:
        network: the model as it was trained.
        ids: the text, (characters,).
        learning: how it learns.
        tell: called after each segment with how many more characters were predicted.
    """
    steps = read_and_learn(network, ids, learning)
    while True:
        try:
            tell(next(steps))
        except StopIteration as end:
            return Surprise(end.value)


def cold(
    network: Network | FloatNetwork,
    ids: Ids,
    context: int,
    tell: Callable[[int], object] = untold,
) -> Surprise:
    """Windows x[i : i + context] → x[i + 1 : i + context + 1], each from a zero state.

    Windows do not overlap; what does not fill a last window is left out, unless the text is
    shorter than one window: then it is that window.

    Args:
        network: the model.
        ids: the text, (characters,).
        context: characters in a window.
        tell: called now and then with how many more characters were predicted.

    Raises:
        ValueError: the context is no whole number, or below 1.
    """
    if type(context) is not int or context < 1:
        raise ValueError(
            sentence(
                "The context is {context!r}; it must be at least 1 character, a whole number.",
                context=context,
            )
        )
    context = min(context, max(1, len(ids) - 1))
    count = (len(ids) - 1) // context
    if count < 1:
        return Surprise(np.empty(0))
    inputs = ids[: count * context].reshape(count, context)
    targets = ids[1 : count * context + 1].reshape(count, context)
    costs = []
    windows = max(1, min(64, 65_536 // context))
    for start in range(0, count, windows):
        some = slice(start, start + windows)
        if not isinstance(network, CharacterNetwork):
            costs.append(_together(network, inputs[some], targets[some]).reshape(-1))
            tell(costs[-1].size)
            continue
        state = initial_state(network, len(inputs[some]))
        parts = []
        # A long window is read in pieces too, its state carried, so that memory stays bounded.
        for begin in range(0, context, PIECE):
            piece = slice(begin, begin + PIECE)
            logits, state = read(network, inputs[some, piece], state)
            parts.append(_costs(logits, targets[some, piece]))
            tell(parts[-1].size)
        costs.append(np.concatenate(parts, axis=1).reshape(-1))
    return Surprise(np.concatenate(costs))


def _together(
    network: NarrowNetwork | FloatNetwork, inputs: Ids, targets: Ids
) -> NDArray[np.float64]:
    """-ln p of the targets, windows read beside each other from a zero state."""
    # Imported here: who reads one stream in full precision need not wait for the compiler.
    from rnn_demo.engine.reading_together import read_together

    states = np.moveaxis(initial_state(network.full, len(inputs)), 2, 0)
    return read_together(network, inputs, targets, states)[0]


def _costs(logits: NDArray[np.float32], targets: Ids) -> NDArray[np.float64]:
    """-ln p of the targets; logits (..., vocab), targets (...)."""
    log_p = log_softmax(logits)
    chosen = np.take_along_axis(log_p, targets[..., None].astype(np.int64), axis=-1)
    costs: NDArray[np.float64] = -chosen[..., 0]
    return costs
