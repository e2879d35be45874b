"""metrics.json of networks that name signs: figures, controls, rivals, and the mistakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.signs import SignArtifact
from rnn_demo.data.landmarks import Landmarks, features_of
from rnn_demo.data.sign_clips import SignClips
from rnn_demo.networks.sign_reader import logits_of, probabilities
from rnn_demo.tasks.signs.controls import (
    CONTROLS,
    LOST,
    ORDERS,
    backwards,
    losing_hands,
    shuffled,
)
from rnn_demo.tasks.signs.measure import (
    calibration_error,
    nats_per_frame,
    reliability,
    shares_right,
)
from rnn_demo.tasks.signs.parts import checked_clips, parts_of
from rnn_demo.tasks.signs.regression import Regression
from rnn_demo.tasks.signs.rivals import (
    frame_regression,
    held,
    rivals_of,
    running_mean,
    running_regression,
)
from rnn_demo.words import sentence

Array = NDArray[np.floating[Any]]


def evaluate(
    artifact: SignArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure the networks, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its clips.
        report: hears how many more controls were played.

    Raises:
        ValueError: a text is given.
        TextError: the clips are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; this network is measured on its clips of signs.")
        )
    return measured(artifact, report)


def measured(
    artifact: SignArtifact, report: Callable[[int, str], None] = lambda more, unit: None
) -> dict[str, Any]:
    """The figures; those of the controls are means over the networks.

    Args:
        artifact: the model.
        report: hears how many more controls were played.
    """
    parts = parts_of(checked_clips(artifact.config), artifact.config.data)
    test, networks = parts.test, range(artifact.config.network.networks)

    def read(clips: Landmarks) -> list[Array]:
        frames = features_of(clips)
        report(1, "controls")
        return [logits_of(artifact.reader(network), frames) for network in networks]

    plain, reversed_ = read(test.clips), read(backwards(test))
    in_orders = [read(shuffled(test, order)) for order in range(ORDERS)]
    every_order = [one for order in in_orders for one in order]
    controls = {name: _means(read(play(test)), test) for name, play in CONTROLS.items()}
    alone = frame_regression(parts.train, parts.validation)
    so_far = running_regression(parts.train, parts.validation)
    lost = [losing_hands(test, share) for share in LOST]
    last = [shares_right(logits, test.label)[0] for logits in plain]
    served, temperature = plain[0], artifact.temperature()
    return {
        "unit": "shares of the clips, or of their frames; nats per frame",
        "parameters": artifact.parameters,
        "test": {
            "clips": len(test),
            "networks": [
                _network(logits, test, artifact.temperature(one))
                for one, logits in enumerate(plain)
            ],
            "last_mean": round(float(np.mean(last)), 4),
            "last_deviation": round(float(np.std(last, ddof=1)) if len(last) > 1 else 0.0, 4),
            "by_frame": _by_frame(plain, test),
            "reversed_by_frame": _by_frame(reversed_, test),
            "shuffled_by_frame": _by_frame(every_order, test),
        },
        "controls": {"shuffled": _means(every_order, test), **controls},
        "rivals": rivals_of(parts, alone),
        "lost_hands": {
            "shares": list(LOST),
            "network": [_means(read(clips), test)["every"] for clips in lost],
            **_lost_rivals(lost, alone, so_far, test),
        },
        "by_word": _by_word(served, test),
        "mistakes": _mistakes(served, test, temperature),
        "reliability": [
            {
                "confidence": round(one.confidence, 4),
                "accuracy": round(one.accuracy, 4),
                "count": one.count,
            }
            for one in reliability(served, test.label, temperature)
        ],
    }


def _lost_rivals(
    lost: list[Landmarks], alone: Regression, so_far: Regression, test: SignClips
) -> dict[str, list[float]]:
    """How often the rivals are right, over all frames, at each share of lost hands."""
    label, frames = test.label[:, None], [features_of(clips) for clips in lost]
    kept = [
        held(alone.logits(seen), clips).argmax(-1) for seen, clips in zip(frames, lost, strict=True)
    ]
    return {
        "each_frame_alone": [round(alone.share_right(seen, label), 4) for seen in frames],
        "mean_so_far": [round(so_far.share_right(running_mean(seen), label), 4) for seen in frames],
        "last_answer_kept": [round(float((named == label).mean()), 4) for named in kept],
    }


def _network(logits: Array, clips: SignClips, temperature: float) -> dict[str, float]:
    last, every = shares_right(logits, clips.label)
    error = calibration_error(reliability(logits, clips.label, temperature))
    return {
        "last": round(last, 4),
        "every": round(every, 4),
        "nats": round(nats_per_frame(logits, clips.label, temperature), 4),
        "calibration_error": round(error, 4),
    }


def _means(found: list[Array], clips: SignClips) -> dict[str, float]:
    """Over networks, of the frames that show the word: the last ones, as many as a clip has."""
    shares = [shares_right(logits[:, -clips.clips.frames :], clips.label) for logits in found]
    last, every = np.mean(shares, axis=0)
    return {"last": round(float(last), 4), "every": round(float(every), 4)}


def _by_frame(found: list[Array], clips: SignClips) -> list[float]:
    right = [logits.argmax(-1) == clips.label[:, None] for logits in found]
    return [round(float(share), 4) for share in np.mean(right, axis=(0, 1))]


def _by_word(logits: Array, clips: SignClips) -> dict[str, dict[str, int]]:
    """For each word, as what its clips were named in the end."""
    named = logits[:, -1].argmax(-1)
    return {
        word: {
            clips.words[other]: int(count)
            for other, count in enumerate(
                np.bincount(named[clips.label == label], minlength=len(clips.words))
            )
            if count
        }
        for label, word in enumerate(clips.words)
    }


def _mistakes(logits: Array, clips: SignClips, temperature: float) -> list[dict[str, Any]]:
    likely = probabilities(logits[:, -1], temperature)
    return [
        {
            "clip": f"{clips.words[clips.label[row]]} {clips.number[row]}",
            "taken_for": clips.words[likely[row].argmax()],
            "probability": round(float(likely[row].max()), 4),
        }
        for row in np.flatnonzero(likely.argmax(-1) != clips.label)
    ]
