"""Looking for units that follow something countable, chosen on one text, measured on another.

Beside each stands what the same search finds in labels that were moved elsewhere in the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.text_features import FEATURES, Feature
from rnn_demo.engine.forcing import Force, forced_step, forced_texts
from rnn_demo.engine.network import GATES, CharacterNetwork, initial_state
from rnn_demo.sampling import Knobs

STREAMS, WARM, SEEN = 40, 200, 600  # characters: side by side, read first, then looked at
RARE = 0.01  # a feature on fewer characters, or on all but so few, is left out
# How a feature is measured, by whether it is binary, and from where on a unit means something.
MEASURES = {True: "balanced accuracy", False: "squared correlation"}
CLEAR = {True: 0.75, False: 0.25}
SAMPLES, LENGTH, TEMPERATURE = 100, 200, 0.7
SEED = 0

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Looked:
    """What a network did while it read.

    Attributes:
        memory: an LSTM's C, else h, (characters, units): all layers' units, the lowest first.
        texts: the pieces read, each with `WARM` characters before what was looked at.
        below: by gate, share of time below 0.1, (layers, hidden).
        above: by gate, share of time above 0.9.
    """

    memory: NDArray[np.float32]
    texts: tuple[str, ...]
    below: dict[str, Numbers]
    above: dict[str, Numbers]

    def labelled(self, feature: Feature) -> Numbers:
        """The feature of each character looked at, (characters,)."""
        return np.concatenate([feature.labels(text)[WARM:] for text in self.texts])


@dataclass(frozen=True)
class Found:
    """The unit that follows a feature best.

    Attributes:
        feature: its name.
        layer: of the unit, from 0.
        unit: its number.
        score: balanced accuracy of one threshold, or a number's squared correlation with the
            unit's memory, on held-out text.
        chance: the same of a search with the labels moved elsewhere in the text.
        low: its mean memory where the feature is 0, or below its middle.
        high: where it is 1, or above.
    """

    feature: str
    layer: int
    unit: int
    score: float
    chance: float
    low: float
    high: float


def look_at(network: CharacterNetwork, ids: NDArray[np.integer]) -> Looked:
    """Read pieces of a text side by side, and keep what the units did.

    Args:
        network: in full precision.
        ids: the text, longer than a piece; a short one has fewer pieces, for they do not overlap.
    """
    config, size = network.config, WARM + SEEN
    streams = min(STREAMS, len(ids) // size)
    starts = np.linspace(0, len(ids) - size, streams).astype(int)
    pieces = np.stack([ids[start : start + size] for start in starts]).astype(np.int64)
    names = [name for name in GATES[config.cell] if "candidate" not in name]
    sides = {name: np.zeros((2, config.num_layers, config.hidden_size)) for name in names}
    memory = np.empty((streams, SEEN, config.num_layers, config.hidden_size), np.float32)
    state = initial_state(network, streams)
    for t in range(size):
        step = forced_step(network, pieces[:, t], state)
        state = step.state
        if t < WARM:
            continue
        memory[:, t - WARM] = state[:, -1].transpose(1, 0, 2)
        for name in names:
            sides[name][0] += (step.gates[name] < 0.1).mean(1)
            sides[name][1] += (step.gates[name] > 0.9).mean(1)
    return Looked(
        memory.reshape(streams * SEEN, -1),
        tuple(network.tokenizer.decode(piece.tolist()) for piece in pieces),
        {name: both[0] / SEEN for name, both in sides.items()},
        {name: both[1] / SEEN for name, both in sides.items()},
    )


def search(
    network: CharacterNetwork, train: Looked, held: Looked, corpus: str = ""
) -> tuple[list[Found], float]:
    """The best unit for each feature, and the share of units that mean nothing to us.

    Args:
        network: whose units.
        train: what units and thresholds are chosen on.
        held: what they are measured on.
        corpus: which text it is; some features are for one alone.
    """
    found = []
    clear = np.zeros(train.memory.shape[1], bool)
    random = np.random.default_rng(SEED)
    for feature in FEATURES:
        if feature.corpus not in ("", corpus):
            continue
        labels, others = train.labelled(feature), held.labelled(feature)
        if feature.binary and not all(RARE < y.mean() < 1 - RARE for y in (labels, others)):
            continue
        chosen, scores = scored(train.memory, labels, held.memory, others, feature.binary)
        best = int(chosen.argmax())
        clear |= scores >= CLEAR[feature.binary]
        moved = [_moved(y, random) for y in (labels, others)]
        by_chance, again = scored(train.memory, moved[0], held.memory, moved[1], feature.binary)
        middle = 0.5 if feature.binary else float(np.median(labels))
        values = train.memory[:, best]
        found.append(
            Found(
                feature.name,
                best // network.config.hidden_size,
                best % network.config.hidden_size,
                float(scores[best]),
                float(again[by_chance.argmax()]),
                float(values[labels <= middle].mean()),
                float(values[labels > middle].mean()),
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


def clamped(network: CharacterNetwork, one: Found, prompt: str) -> dict[str, tuple[float, float]]:
    """The share of characters with a feature in 100 texts, as it is and with the unit held.

    Returns:
        For "free", "low" and "high": the share, and a standard error over the texts: of "free" its
        own, of the others that of the difference to "free", for the seeds are the same.
    """
    feature = next(f for f in FEATURES if f.name == one.feature)
    what = "cell" if network.config.cell == "lstm" else "hidden"
    holds = {
        "free": None,
        "low": Force(what, one.low, (one.layer,), (one.unit,)),
        "high": Force(what, one.high, (one.layer,), (one.unit,)),
    }
    shares: dict[str, tuple[float, float]] = {}
    for name, force in holds.items():
        texts, _ = forced_texts(
            network, prompt, range(SAMPLES), LENGTH, Knobs(temperature=TEMPERATURE), force
        )
        means = np.array([feature.labels(prompt + text)[len(prompt) :].mean() for text in texts])
        if name == "free":
            free = means
        spread = means if name == "free" else means - free
        shares[name] = (float(means.mean()), float(spread.std(ddof=1) / np.sqrt(SAMPLES)))
    return shares


def _best_threshold(
    values: NDArray[np.float32], is_one: NDArray[np.bool_]
) -> tuple[float, int, float]:
    """Threshold, which side is "one", and the balanced accuracy."""
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
    """Each piece's labels given to another piece, and turned around there.

    Moved within its piece alone, a label would still say how much of it there is in that piece.
    """
    pieces = np.roll(labels.reshape(-1, SEEN), 1, axis=0)
    return np.concatenate([np.roll(piece, int(random.integers(SEEN))) for piece in pieces])
