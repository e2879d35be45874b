"""What the search for neurons found, in one small JSON file a model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tasks.neurons import Found

SHIPPED = Path(__file__).parent.parent / "results" / "neurons"

Numbers = NDArray[np.float64]


class NeuronError(ValueError):
    """A file of found units cannot be used; the sentence says why."""


@dataclass(frozen=True)
class Neurons:
    """What was found in a model.

    Attributes:
        model: its name.
        weights: SHA-256 of its model.safetensors.
        found: the best unit for each feature.
        nothing: share of the units that follow none of them clearly.
        clamped: by feature, the share of characters with it in 100 texts, with its standard
            error: "free", and with the unit held "low" and "high".
        below: by gate, share of time below 0.1, (layers, hidden).
        above: by gate, share of time above 0.9.
    """

    model: str
    weights: str
    found: tuple[Found, ...]
    nothing: float
    clamped: Mapping[str, Mapping[str, tuple[float, float]]]
    below: Mapping[str, Numbers]
    above: Mapping[str, Numbers]


def write_neurons(folder: Path, neurons: Neurons) -> Path:
    """Write the file of a model; a whole one stands there or none."""
    values = {
        "model": neurons.model,
        "weights": neurons.weights,
        "found": [
            {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(one).items()}
            for one in neurons.found
        ],
        "nothing": round(neurons.nothing, 4),
        "clamped": {
            feature: {how: [round(x, 4) for x in both] for how, both in shares.items()}
            for feature, shares in neurons.clamped.items()
        },
        "below": {gate: np.round(shares, 3).tolist() for gate, shares in neurons.below.items()},
        "above": {gate: np.round(shares, 3).tolist() for gate, shares in neurons.above.items()},
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{neurons.model}.json"
    written = path.with_suffix(".writing")
    written.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
    written.replace(path)
    return path


def read_neurons(model: str, folder: Path = SHIPPED) -> Neurons:
    """Read them again.

    Raises:
        NeuronError: missing, or not such a file.
    """
    path = folder / f"{model}.json"
    if not path.exists():
        raise NeuronError(
            f"Nobody has looked into {model} yet: `python -m rnn_demo neurons {model}` does."
        )
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Neurons(
            raw["model"],
            raw["weights"],
            tuple(Found(**entry) for entry in raw["found"]),
            float(raw["nothing"]),
            {
                feature: {how: (float(share), float(error)) for how, (share, error) in own.items()}
                for feature, own in raw["clamped"].items()
            },
            {gate: np.array(shares, float) for gate, shares in raw["below"].items()},
            {gate: np.array(shares, float) for gate, shares in raw["above"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NeuronError(f"{path} cannot be used: {error!r}.") from None
