"""Dynamic evaluation: a network that goes on learning while it reads.

A segment is predicted by the weights as they are, and only then learnt from: no character is
predicted by weights that have seen it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.network import Array, CharacterNetwork, initial_state
from rnn_demo.engine.segment import Factors, matrices, read_segment
from rnn_demo.words import sentence

ROWS = 64  # of a matrix that are moved at once: they stay in the processor's own memory


@dataclass(frozen=True)
class Adaptation:
    """How a network learns while it reads.

    Attributes:
        rate: η, of the steps down the gradient of a segment's surprise in nats.
        decay: λ, which share of the way back to the trained weights it goes with each segment.
        segment: characters between two steps.

    Raises:
        ValueError: a number is not in its range.
    """

    rate: float
    decay: float
    segment: int

    def __post_init__(self) -> None:
        if not 0 <= self.rate <= 1:
            raise ValueError(
                sentence("The rate is {rate:g}; it must lie between 0 and 1.", rate=self.rate)
            )
        if not 0 <= self.decay <= 1:
            raise ValueError(
                sentence("The decay is {decay:g}; it must lie between 0 and 1.", decay=self.decay)
            )
        if self.segment < 1:
            raise ValueError(
                sentence(
                    "A segment of {segment} characters is too short: it needs at least 1.",
                    segment=self.segment,
                )
            )


# Chosen on the validation part of War and Peace, see docs/figures.md; Tiny Shakespeare has none.
LEARNING = Adaptation(rate=3e-4, decay=0.002, segment=20)


def read_and_learn(
    network: CharacterNetwork, ids: NDArray[np.integer], learning: Adaptation
) -> Generator[int, None, NDArray[np.float64]]:
    """Read a text, the state carried, and take a step after each segment.

    Equation, after segment s of the text, θ_g being the trained weights::

        θ ← θ - η ∂/∂θ Σ_{t in s} -ln p_θ(c_t | c_0 … c_{t-1}) + λ (θ_g - θ)

    The gradient goes back as far as the beginning of the segment. What is learnt is in weights of
    its own: those of `network` stay as they are.

    Args:
        network: the model as it was trained.
        ids: the text, (characters,); the first is read and not predicted.
        learning: how it learns.

    Yields:
        How many more characters were predicted.

    Returns:
        -ln p of each predicted character, (characters - 1,).

    Source: Krause, Kahembwe, Murray and Renals, "Dynamic Evaluation of Neural Sequence Models",
    ICML 2018, their plain gradient steps with a decay towards the trained weights.
    """
    own, state, nats = own_copy(network), initial_state(network), [np.empty(0)]
    pairs = list(zip(matrices(own), matrices(network), strict=True))
    for start in range(0, len(ids) - 1, learning.segment):
        targets = ids[start + 1 : start + 1 + learning.segment]
        read = read_segment(own, ids[start : start + len(targets)], targets, state)
        nats.append(read.nats)
        state = read.state
        for (weight, trained), factors in zip(pairs, read.gradient, strict=True):
            _move(weight, trained, factors, learning)
        yield len(targets)
    return np.concatenate(nats)


def own_copy(network: CharacterNetwork) -> CharacterNetwork:
    """The same network with weights that may be changed: nobody else has them."""
    return replace(
        network,
        table=network.table.copy(),
        input_weights=tuple(weight.copy() for weight in network.input_weights),
        biases=tuple(bias.copy() for bias in network.biases),
        hidden_weights=tuple(weight.copy() for weight in network.hidden_weights),
        head_weight=network.head_weight.copy(),
        head_bias=network.head_bias.copy(),
    )


def _move(weight: Array, trained: Array, factors: Factors, learning: Adaptation) -> None:
    """θ ← (1 - λ) θ + λ θ_g - η inputsᵀ errors, in place, some rows at once."""
    inputs = factors.inputs * np.float32(-learning.rate)
    for start in range(0, len(weight), ROWS):
        some = slice(start, start + ROWS)
        step = inputs[:, some].T @ factors.errors
        step += trained[some] * np.float32(learning.decay)
        weight[some] *= np.float32(1 - learning.decay)
        weight[some] += step
