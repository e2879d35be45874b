"""What was learned of a flow: predictors and their figures, in two files of one folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from rnn_demo.dynamics.cells import Network
from rnn_demo.dynamics.flows import FlowName
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import latest, write_together
from rnn_demo.tasks.learned_dynamics.predictors import Polynomial, Predictor, Recurrent
from rnn_demo.tasks.learned_dynamics.trajectories import Normalisation
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results" / "learned_dynamics"
MAX_BYTES = 16_000_000  # of either file
RING = "ring"  # in place of a recurrent matrix: the weight of a reservoir's ring

Numbers = NDArray[np.float64]


class LearnedDynamicsError(ValueError):
    """Files of a learned flow cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class ForecastSkill:
    """The figures of one predictor over all test orbits.

    Attributes:
        valid: first quartile, median and third quartile of the valid prediction time, in units of
            `Flow.unit`.
        never: share of the test orbits on which it was right to the end of the test.
        error: median error at each step of the test, standard deviations; None where it is beyond
            all bounds.
        exponent: its own largest Lyapunov exponent, nats per unit of time; None if it blows up.
        cycle: amplitude and period that it comes to from inside and from outside, where the flow
            has a cycle.
    """

    valid: tuple[float, float, float]
    never: float
    error: tuple[float | None, ...]
    exponent: float | None
    cycle: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True)
class LearnedFlow:
    """A flow, what learned it, and how well.

    Attributes:
        flow: which.
        noise: of the samples learned from and listened to, standard deviations.
        scale: mean and deviation of the training samples.
        predictors: by name.
        standings: by name; those of the same network at other stages are there too.
        steps: samples of a test orbit that are predicted.
        agreed: how many of them two solvers agree on, the median over the test orbits.
        setting: everything else that the figures depend on.
    """

    flow: FlowName
    noise: float
    scale: Normalisation
    predictors: Mapping[str, Predictor]
    standings: Mapping[str, ForecastSkill]
    steps: int
    agreed: int
    setting: Mapping[str, Any]


def stem_of(flow: FlowName, noise: float) -> str:
    """The name of the files of a flow."""
    return f"{flow}-noise" if noise else flow


def command_of(flow: FlowName, noise: float) -> str:
    """The command that learns a flow."""
    return f"python -m rnn_demo dynamics {flow}" + (f" --noise {noise:g}" if noise else "")


def write_learned(folder: Path, learned: LearnedFlow) -> None:
    """Write STEM.json and STEM.safetensors, both or neither."""
    arrays: dict[str, NDArray[Any]] = {}
    for name, predictor in learned.predictors.items():
        arrays |= {f"{name}/{part}": array for part, array in _arrays(predictor).items()}
    stem = stem_of(learned.flow, learned.noise)
    values = {
        "flow": learned.flow,
        "noise": learned.noise,
        "mean": learned.scale.mean.tolist(),
        "deviation": learned.scale.deviation.tolist(),
        "predictors": {name: _kind(own) for name, own in learned.predictors.items()},
        "standings": {name: vars(own) for name, own in learned.standings.items()},
        "steps": learned.steps,
        "agreed": learned.agreed,
        "setting": dict(learned.setting),
    }
    text = json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n"
    data = save({name: np.ascontiguousarray(array) for name, array in arrays.items()})
    write_together(folder, {f"{stem}.safetensors": data, f"{stem}.json": text})


def read_learned(flow: FlowName, noise: float = 0.0, folder: Path = SHIPPED) -> LearnedFlow:
    """Read what `python -m rnn_demo dynamics` wrote.

    Raises:
        LearnedDynamicsError: a file is missing or damaged.
    """
    stem = stem_of(flow, noise)
    try:
        raw = json.loads(read_regular(latest(folder, f"{stem}.json"), MAX_BYTES))
        arrays = load(read_regular(latest(folder, f"{stem}.safetensors"), MAX_BYTES))
        return LearnedFlow(
            raw["flow"],
            float(raw["noise"]),
            Normalisation(np.array(raw["mean"], float), np.array(raw["deviation"], float)),
            {name: _predictor(kind, name, arrays) for name, kind in raw["predictors"].items()},
            {name: _standing(own) for name, own in raw["standings"].items()},
            int(raw["steps"]),
            int(raw["agreed"]),
            raw["setting"],
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise LearnedDynamicsError(
            sentence(
                "What was learned of {stem} in {folder} cannot be used ({error}): `{command} "
                "--out rnn_demo/results/learned_dynamics` makes it again.",
                stem=stem,
                folder=shown(folder),
                error=repr(error),
                command=command_of(flow, noise),
            )
        ) from None


def _kind(predictor: Predictor) -> str:
    return "polynomial" if isinstance(predictor, Polynomial) else predictor.network.cell


def _arrays(predictor: Predictor) -> dict[str, NDArray[Any]]:
    """The arrays of a predictor; all but readouts are float32 without loss."""
    if isinstance(predictor, Polynomial):
        factors = predictor.factors.astype(np.int32)
        delays = np.array([predictor.delays], np.int32)
        return {"delays": delays, "factors": factors, "readout": predictor.readout}
    network = predictor.network
    ring = ring_of(network)
    recurrent = {RING: np.array([ring])} if ring else {"recurrent": _narrow(network.weights)}
    return recurrent | {
        "recurrent_bias": _narrow(network.recurrent_bias),
        "inputs": _narrow(predictor.input_weights),
        "input_bias": _narrow(predictor.input_bias),
        "readout": predictor.readout,
    }


def ring_of(network: Network) -> float:
    """The one weight of a ring, through which each unit hears the one before it; 0 for others."""
    weights = network.weights
    if len(weights) > 1:
        return 0.0
    weight = float(weights[0, 0, -1])
    ring = weight * np.roll(np.eye(weights.shape[-1]), 1, axis=0)
    return weight if np.array_equal(ring, weights[0]) else 0.0


def _narrow(array: Numbers) -> NDArray[np.float32]:
    return array.astype(np.float32)


def _predictor(kind: str, name: str, arrays: Mapping[str, NDArray[Any]]) -> Predictor:
    prefix = f"{name}/"
    own = {part[len(prefix) :]: a for part, a in arrays.items() if part.startswith(prefix)}
    readout = own["readout"].astype(np.float64)
    if kind == "polynomial":
        return Polynomial(int(own["delays"][0]), own["factors"].astype(np.intp), readout)
    if kind not in ("elman", "gru-torch"):
        raise ValueError(f"no predictor is of the kind {kind!r}")
    bias = own["recurrent_bias"].astype(np.float64)
    if RING in own:
        recurrent = own[RING][0] * np.roll(np.eye(len(bias)), 1, axis=0)[None]
    else:
        recurrent = own["recurrent"].astype(np.float64)
    network = Network("elman" if kind == "elman" else "gru-torch", "tanh", recurrent, bias)
    inputs, input_bias = (own[part].astype(np.float64) for part in ("inputs", "input_bias"))
    return Recurrent(network, inputs, input_bias, readout)


def _standing(raw: Mapping[str, Any]) -> ForecastSkill:
    low, median, high = raw["valid"]
    return ForecastSkill(
        (low, median, high),
        raw["never"],
        tuple(raw["error"]),
        raw["exponent"],
        tuple(None if one is None else (one[0], one[1]) for one in raw["cycle"]),
    )
