"""metrics.json of a network that foretells frames: errors by horizon, beside two rivals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.frames import FrameArtifact
from rnn_demo.data.moving_digits import Array, Films, by_chance, moves_on, shrunk, stays, turned
from rnn_demo.networks.frame_steps import foretell
from rnn_demo.tasks.digits import SIDE, checked_digits, parts_of
from rnn_demo.words import sentence

SEED = 0  # of the films
FILMS = 1_000  # of each part
AT_ONCE = 50
SURE = 0.01  # a rival that is wrong would otherwise cost infinitely many nats


def evaluate(
    artifact: FrameArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a network, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its films.
        report: hears how many more films were foretold.

    Raises:
        ValueError: a text is given.
        TextError: the pictures are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; this network is measured on its films.")
        )
    digits = checked_digits(artifact.config.data, SIDE**2)
    _, validation = parts_of(digits.train, artifact.config.data.validation)
    parts = {"validation": validation, "test": digits.test}
    return {
        "unit": "a pixel of a frame: squared error, and cross-entropy in nats; by horizon",
        "parameters": artifact.parameters,
        **{
            name: measured(artifact, shrunk(grey, SIDE), report)
            for name, grey in parts.items()
            if len(grey)
        },
    }


def measured(
    artifact: FrameArtifact, digits: Array, report: Callable[[int, str], None], count: int = FILMS
) -> dict[str, Any]:
    """Errors on films of some digits."""
    size = artifact.config.network
    random = np.random.default_rng(SEED)
    films = by_chance(digits, count, size.seen + size.foretold, size.side, random)
    predicted = []
    for begin in range(0, count, AT_ONCE):
        some = films.frames[begin : begin + AT_ONCE, : size.seen]
        predicted.append(foretell(artifact.weights, some, size.foretold)[:, -size.foretold :])
        report(len(some), "films")
    network = np.concatenate(predicted)
    back = turned(films, size.seen)
    rivals = {"stays": stays(films, size.seen), "moves_on": moves_on(films, size.seen)}
    sure = {name: np.clip(frames, SURE, 1 - SURE) for name, frames in rivals.items()}
    return {
        "films": count,
        "turned": round(float(back.mean()), 4),
        "network": _errors(films, network, network, back),
        **{name: _errors(films, frames, sure[name], back) for name, frames in rivals.items()},
    }


def _errors(
    films: Films, frames: Array, unsure: Array, back: NDArray[np.bool_]
) -> dict[str, list[float]]:
    truth = films.frames[:, -frames.shape[1] :]
    squared = ((frames - truth).astype(np.float64) ** 2).mean((2, 3))
    likely = np.clip(unsure, 1e-7, 1 - 1e-7).astype(np.float64)
    nats = -(truth * np.log(likely) + (1 - truth) * np.log(1 - likely)).mean((2, 3))
    return {
        "squared_error": _rounded(squared.mean(0)),
        "squared_error_turned": _rounded(squared[back].mean(0)),
        "squared_error_straight": _rounded(squared[~back].mean(0)),
        "cross_entropy": _rounded(nats.mean(0)),
    }


def _rounded(values: Array) -> list[float]:
    return [round(float(value), 5) for value in values]
