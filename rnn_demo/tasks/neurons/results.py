"""What the search for neurons found: figures in JSON, and a number for each unit beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from rnn_demo.data.text_features import FEATURES
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import is_there, latest, write_together
from rnn_demo.gates import GATES
from rnn_demo.tasks.neurons.clamping import Effect
from rnn_demo.tasks.neurons.features import FeatureSearch
from rnn_demo.words import Sentence, sentence

SHIPPED = Path(__file__).parents[2] / "results" / "neurons"
MAX_BYTES = 64_000_000  # of either file
PARTS = ("fitted", "score", "low", "high")  # of what was found, an array a feature
ORDER = (*GATES["lstm"], *GATES["gru"])  # of gates: what a safetensors file holds has none

Numbers = NDArray[np.float64]


class NeuronError(ValueError):
    """Files of found units cannot be used; the sentence says why."""


@dataclass(frozen=True, eq=False)
class Neurons:
    """What was found in a model.

    Attributes:
        model: its name.
        weights: SHA-256 of its model.safetensors.
        text: SHA-256 of the text whose parts were read.
        found: how the units follow each feature.
        nothing: share of the units that follow none of them clearly.
        effects: by feature, what holding its best units does to a hundred texts.
        below: by gate, share of time below 0.1, (layers, hidden).
        above: by gate, share of time above 0.9.
    """

    model: str
    weights: str
    text: str
    found: tuple[FeatureSearch, ...]
    nothing: float
    effects: Mapping[str, Effect]
    below: Mapping[str, Numbers]
    above: Mapping[str, Numbers]


def write_neurons(folder: Path, neurons: Neurons) -> Path:
    """Write MODEL.json and MODEL.safetensors, each whole or not at all."""
    values = {
        "model": neurons.model,
        "weights": neurons.weights,
        "text": neurons.text,
        "chance": {one.feature: round(one.chance, 4) for one in neurons.found},
        "nothing": round(neurons.nothing, 4),
        "effects": {feature: _rounded(asdict(own)) for feature, own in neurons.effects.items()},
    }
    arrays = {f"below/{gate}": shares for gate, shares in neurons.below.items()}
    arrays |= {f"above/{gate}": shares for gate, shares in neurons.above.items()}
    for one in neurons.found:
        arrays |= {f"{part}/{one.feature}": getattr(one, part) for part in PARTS}
    data = save({name: array.astype(np.float32) for name, array in arrays.items()})
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    write_together(folder, {f"{neurons.model}.safetensors": data, f"{neurons.model}.json": text})
    return folder / f"{neurons.model}.json"


def of_other_weights(model: str, error: str) -> Sentence:
    """What to do about units that a model does not have."""
    return sentence(
        "{error} What was found is of other weights: `python -m rnn_demo neurons {model} --out "
        "rnn_demo/results/neurons`.",
        error=error,
        model=model,
    )


def read_neurons(model: str, folder: Path = SHIPPED) -> Neurons:
    """Read them again.

    Raises:
        NeuronError: missing, or not such files.
    """
    if not is_there(folder, f"{model}.json"):
        raise NeuronError(
            sentence(
                "Nobody has looked into {model} yet: `python -m rnn_demo neurons {model} --out "
                "rnn_demo/results/neurons` does.",
                model=model,
            )
        )
    path = latest(folder, f"{model}.json")
    try:
        raw = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        arrays = load(read_regular(latest(folder, f"{model}.safetensors"), MAX_BYTES))
        if unknown := raw["chance"].keys() - {feature.name for feature in FEATURES}:
            raise ValueError(
                sentence("no such features: {unknown}", unknown=", ".join(sorted(unknown)))
            )
        wide = {name: array.astype(np.float64) for name, array in arrays.items()}
        return Neurons(
            raw["model"],
            raw["weights"],
            raw["text"],
            tuple(
                FeatureSearch(
                    feature, float(chance), *(wide[f"{part}/{feature}"] for part in PARTS)
                )
                for feature, chance in raw["chance"].items()
            ),
            float(raw["nothing"]),
            {feature: _effect(own) for feature, own in raw["effects"].items()},
            *(
                {gate: wide[side + gate] for gate in ORDER if side + gate in wide}
                for side in ("below/", "above/")
            ),
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        SafetensorError,
        RecursionError,
    ) as error:
        raise NeuronError(
            sentence("{path} cannot be used: {error}.", path=shown(path), error=repr(error))
        ) from None


def _rounded(own: Any) -> Any:
    """Figures with four decimals, at any depth."""
    if isinstance(own, dict):
        return {str(key): _rounded(value) for key, value in own.items()}
    return [round(float(x), 4) for x in own]


def _effect(raw: Any) -> Effect:
    def both(pair: Any) -> tuple[float, float]:
        mean, error = map(float, pair)
        return mean, error

    low, high = ({int(n): both(pair) for n, pair in raw[side].items()} for side in ("low", "high"))
    return Effect(both(raw["free"]), low, high)
