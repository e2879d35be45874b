"""A search for units that follow a feature of the text, chosen on one text, measured on another.

For comparison the same search is made with labels that were moved elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.passages import passages
from rnn_demo.data.text_features import FEATURES, Feature
from rnn_demo.engine.forcing import forced_step
from rnn_demo.engine.network import CharacterNetwork, initial_state
from rnn_demo.gates import GATES, SIGMOID_GATES
from rnn_demo.tasks.generator.measure import untold

STREAMS, WARM, SEEN = 40, 200, 600  # pieces side by side; characters read first, then recorded
RARE = 0.01  # a feature of a smaller share of characters, or of a larger than 0.99, is left out
# How a feature is measured, by whether it is binary, and from which score on a unit counts.
MEASURES = {True: "balanced accuracy", False: "squared correlation"}
CLEAR = {True: 0.75, False: 0.25}
SEED = 0

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class UnitRecording:
    """The activity of a network while it read.

    Attributes:
        memory: an LSTM's C, else h, (characters, units): all layers' units, the lowest first.
        texts: the pieces read, each with the `WARM` characters before those recorded.
        below: by gate, share of time below 0.1, (layers, hidden).
        above: by gate, share of time above 0.9.
    """

    memory: NDArray[np.float32]
    texts: tuple[str, ...]
    below: dict[str, Numbers]
    above: dict[str, Numbers]

    def labelled(self, feature: Feature) -> Numbers:
        """The feature of each recorded character, (characters,)."""
        return np.concatenate([feature.labels(text)[WARM:] for text in self.texts])


@dataclass(frozen=True, eq=False)
class FeatureSearch:
    """How well each unit of a network follows a feature; each array is (layers, hidden).

    Attributes:
        feature: its name.
        chance: held-out score of the best unit when the labels are moved elsewhere.
        fitted: balanced accuracy of one threshold, or a number's squared correlation with the
            unit's memory, on the text that units and thresholds are chosen on.
        score: the same on held-out text.
        low: mean memory where the feature is 0, or not above its middle.
        high: where it is 1, or above.
    """

    feature: str
    chance: float
    fitted: Numbers
    score: Numbers
    low: Numbers
    high: Numbers

    @property
    def best(self) -> tuple[int, int]:
        """Layer, from 0, and number of the unit that follows it best on the text to choose on."""
        layer, unit = self.followers(1)[0]
        return layer, unit

    @property
    def best_score(self) -> float:
        """Of that unit, on held-out text."""
        return float(self.score[self.best])

    def followers(self, count: int) -> list[tuple[int, int]]:
        """Layers and numbers of the units that follow it best, the best first.

        Args:
            count: how many; of a small network all.
        """
        order = np.argsort(-self.fitted, axis=None, kind="stable")[:count]
        layers, units = np.unravel_index(order, self.fitted.shape)
        return list(zip(layers.tolist(), units.tolist(), strict=True))


def look_at(
    network: CharacterNetwork,
    ids: NDArray[np.integer],
    tell: Callable[[int], object] = untold,
) -> UnitRecording:
    """Read passages of a text side by side, and record the units.

    Args:
        network: in full precision.
        ids: the text, longer than a passage; a short one has fewer, for they do not overlap.
        tell: called now and then with how many more characters were read.
    """
    config, size = network.config, WARM + SEEN
    starts = passages(network.tokenizer.decode(ids.tolist()), STREAMS, size)
    streams = len(starts)
    pieces = np.stack([ids[start : start + size] for start in starts]).astype(np.int64)
    names = [name for name in GATES[config.cell] if name in SIGMOID_GATES]
    sides = {name: np.zeros((2, config.num_layers, config.hidden_size)) for name in names}
    memory = np.empty((streams, SEEN, config.num_layers, config.hidden_size), np.float32)
    state = initial_state(network, streams)
    for t in range(size):
        step = forced_step(network, pieces[:, t], state)
        state = step.state
        tell(streams)
        if t < WARM:
            continue
        memory[:, t - WARM] = state[:, -1].transpose(1, 0, 2)
        for name in names:
            sides[name][0] += (step.gates[name] < 0.1).mean(1)
            sides[name][1] += (step.gates[name] > 0.9).mean(1)
    return UnitRecording(
        memory.reshape(streams * SEEN, -1),
        tuple(network.tokenizer.decode(piece.tolist()) for piece in pieces),
        {name: both[0] / SEEN for name, both in sides.items()},
        {name: both[1] / SEEN for name, both in sides.items()},
    )


def search(
    network: CharacterNetwork, train: UnitRecording, held: UnitRecording, corpus: str = ""
) -> tuple[list[FeatureSearch], float]:
    """How units follow each feature, and the share of units that follow none.

    Args:
        network: whose units.
        train: units and thresholds are chosen on it.
        held: they are measured on it.
        corpus: which text it is; some features are for one alone.
    """
    found = []
    clear = np.zeros(train.memory.shape[1], bool)
    random = np.random.default_rng(SEED)
    shape = (network.config.num_layers, network.config.hidden_size)
    for feature in FEATURES:
        if feature.corpus not in ("", corpus):
            continue
        labels, others = train.labelled(feature), held.labelled(feature)
        if feature.binary and not all(RARE < y.mean() < 1 - RARE for y in (labels, others)):
            continue
        fitted, scores = scored(train.memory, labels, held.memory, others, feature.binary)
        clear |= scores >= CLEAR[feature.binary]
        moved = [_moved(y, random) for y in (labels, others)]
        by_chance, again = scored(train.memory, moved[0], held.memory, moved[1], feature.binary)
        above = labels > (0.5 if feature.binary else float(np.median(labels)))
        low, high = (train.memory[side].mean(0, dtype=np.float64) for side in (~above, above))
        found.append(
            FeatureSearch(
                feature.name,
                float(again[by_chance.argmax()]),
                *(values.reshape(shape) for values in (fitted, scores, low, high)),
            )
        )
    return found, float(1 - clear.mean())


def scored(
    memory: NDArray[np.float32],
    labels: Numbers,
    held: NDArray[np.float32],
    others: Numbers,
    binary: bool,
) -> tuple[Numbers, Numbers]:
    """How well each unit follows a feature: on the text it is fitted on, and on the other.

    Args:
        memory: (characters, units).
        labels: (characters,).
        held: the other text's memory.
        others: the other text's labels.
        binary: balanced accuracy of the best threshold, chosen on the first text; else the squared
            correlation with the labels, which has nothing to choose but the unit.
    """
    if not binary:
        return squared_correlations(memory, labels), squared_correlations(held, others)
    is_one, is_other = labels > 0.5, others > 0.5
    fitted, measured = np.empty(memory.shape[1]), np.empty(memory.shape[1])
    for unit in range(memory.shape[1]):
        threshold, sign, fitted[unit] = _best_threshold(memory[:, unit], is_one)
        above = sign * held[:, unit] > sign * threshold
        measured[unit] = (above[is_other].mean() + (~above[~is_other]).mean()) / 2
    return fitted, measured


def squared_correlations(memory: NDArray[np.floating], labels: Numbers) -> Numbers:
    """Of each unit's memory with a number, (units,); 0 where either never changes.

    Args:
        memory: (characters, units).
        labels: (characters,).
    """
    x = memory - memory.mean(0, dtype=np.float64)
    y = labels - labels.mean()
    both = (x * x).sum(0) * (y @ y)
    return np.asarray(np.where(both > 0, (y @ x) ** 2 / np.where(both > 0, both, 1), 0.0))


def _best_threshold(
    values: NDArray[np.float32], is_one: NDArray[np.bool_]
) -> tuple[float, int, float]:
    """Threshold, the side that means "one", and the balanced accuracy."""
    order = np.argsort(values, kind="stable")
    ones = is_one[order]
    below_ones = np.cumsum(ones) / max(1, ones.sum())
    below_others = np.cumsum(~ones) / max(1, (~ones).sum())
    accuracy = (below_others + 1 - below_ones) / 2  # "one" above the threshold
    ordered = values[order]
    accuracy[:-1][ordered[1:] == ordered[:-1]] = 0.5  # no threshold fits between equal values
    best = int(np.abs(accuracy - 0.5).argmax())
    sign = 1 if accuracy[best] >= 0.5 else -1
    return float(ordered[best]), sign, float(max(accuracy[best], 1 - accuracy[best]))


def _moved(labels: Numbers, random: np.random.Generator) -> Numbers:
    """Give each piece's labels to another piece, rotated by a random amount.

    Rotated within its own piece, a label would still tell how common it is in that piece.
    """
    pieces = np.roll(labels.reshape(-1, SEEN), 1, axis=0)
    return np.concatenate([np.roll(piece, int(random.integers(SEEN))) for piece in pieces])
