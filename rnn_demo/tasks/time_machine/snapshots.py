"""What is measured on a generator at one step of its training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.text_features import after_blank_line, line_position, word_position
from rnn_demo.engine.forcing import forced_step, forced_texts
from rnn_demo.engine.gradient import prediction_gradient
from rnn_demo.engine.network import CharacterNetwork, initial_state
from rnn_demo.gates import GATES, SIGMOID_GATES
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.generator.measure import cold
from rnn_demo.tasks.neurons.features import squared_correlations

CONTEXT = 256
MEASURED = 20_000  # characters whose loss is measured
LAGS = 80  # characters that gradients are followed back
WINDOWS = 24
STREAMS, WARM, SEEN = 32, 100, 300  # pieces side by side; characters read first, then recorded
LEAST = WARM + SEEN + 1  # characters of held-out text
SAMPLE = 300
TEMPERATURE = 0.7

Numbers = NDArray[np.float64]
Labels = Callable[[str], Numbers]


TRACKED: dict[str, Labels] = {
    "position in the line": line_position,
    "letters of the word": word_position,
    "a speaker's name": after_blank_line,
}


@dataclass(frozen=True)
class Snapshot:
    """A network after so many steps of training.

    Attributes:
        step: of training.
        loss: nats per character on held-out text, windows of 256.
        below: by gate, share of units and time below 0.1.
        above: by gate, share above 0.9.
        reach: mean length of the gradient of the last character's log-probability by the row of
            each character read, 1 … `LAGS` characters back, nats.
        tracked: by what is tracked, the best unit and its R² on text that it was not chosen on.
        sample: a text at temperature 0.7.
    """

    step: int
    loss: float
    below: dict[str, float]
    above: dict[str, float]
    reach: Numbers
    tracked: dict[str, tuple[int, float]]
    sample: str


def take_snapshot(network: CharacterNetwork, held_out: NDArray[np.integer], step: int) -> Snapshot:
    """Measure a network of one layer.

    Args:
        network: in full precision.
        held_out: ids of text that it is not trained on.
        step: of training.
    """
    gates, memory, texts = _streams(network, held_out)
    named = {name: gates[name] for name in GATES[network.config.cell] if name in SIGMOID_GATES}
    half = STREAMS // 2
    return Snapshot(
        step,
        cold(network, held_out[: MEASURED + 1], CONTEXT).nats_per_character,
        {name: float((values < 0.1).mean()) for name, values in named.items()},
        {name: float((values > 0.9).mean()) for name, values in named.items()},
        _reach(network, held_out),
        {
            what: best_unit(
                memory[:half], _labelled(texts[:half], labels),
                memory[half:], _labelled(texts[half:], labels),
            )
            for what, labels in TRACKED.items()
        },
        forced_texts(network, "\n", [0], SAMPLE, Knobs(temperature=TEMPERATURE))[0][0],
    )  # fmt: skip


def best_unit(
    memory: NDArray[np.floating], labels: Numbers, other: NDArray[np.floating], held: Numbers
) -> tuple[int, float]:
    """The unit that follows a number best, and how well on other text.

    Equation: R² = the squared correlation of the unit's memory with the number.

    Args:
        memory: to choose on, (streams, time, units).
        labels: the number at each character of it, (streams, time).
        other: to measure on.
        held: the number there.
    """
    chosen = int(squared_correlations(memory.reshape(labels.size, -1), labels.ravel()).argmax())
    own = other[:, :, chosen].reshape(-1, 1)
    return chosen, float(squared_correlations(own, held.ravel())[0])


def _streams(
    network: CharacterNetwork, ids: NDArray[np.integer]
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.float32], list[str]]:
    """Gates and memory over pieces of the text read side by side, and those pieces' texts."""
    size = WARM + SEEN
    starts = np.linspace(0, len(ids) - size, STREAMS).astype(int)
    pieces = np.stack([ids[start : start + size] for start in starts]).astype(np.int64)
    state = initial_state(network, STREAMS)
    names = GATES[network.config.cell]
    shape = (STREAMS, SEEN, network.config.hidden_size)
    gates = {name: np.empty(shape, np.float32) for name in names}
    memory = np.empty(shape, np.float32)
    for t in range(size):
        step = forced_step(network, pieces[:, t], state)
        state = step.state
        if t >= WARM:
            memory[:, t - WARM] = state[0, -1]
            for name in names:
                gates[name][:, t - WARM] = step.gates[name][0]
    return gates, memory, [network.tokenizer.decode(piece.tolist()) for piece in pieces]


def _labelled(texts: list[str], labels: Labels) -> Numbers:
    return np.stack([labels(text)[WARM:] for text in texts])


def _reach(network: CharacterNetwork, ids: NDArray[np.integer]) -> Numbers:
    lengths = []
    for start in np.linspace(0, len(ids) - LAGS - 1, WINDOWS).astype(int):
        window = ids[start : start + LAGS].astype(np.int64)
        _, by_row = prediction_gradient(network, window, int(ids[start + LAGS]))
        lengths.append(np.linalg.norm(by_row.astype(np.float64), axis=1)[::-1])
    return np.asarray(np.mean(lengths, axis=0))
