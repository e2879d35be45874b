"""metrics.json of a network that draws pixel by pixel: nats a digit, beside plain rivals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.pixels import PixelArtifact
from rnn_demo.data.digits import Pixels, black_and_white
from rnn_demo.networks.pixel_steps import Array, logits, nats
from rnn_demo.tasks.digits import checked_digits, mean_of, parts_of
from rnn_demo.tasks.pixels.template import counted, template_nats
from rnn_demo.words import sentence

SEED = 0  # of the coins that make pixels black or white
AT_ONCE = 100  # digits
DECILES = range(0, 101, 10)


def evaluate(
    artifact: PixelArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a network, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its pictures.
        report: hears how many more digits were read.

    Raises:
        ValueError: a text is given.
        TextError: the pictures are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; this network is measured on its pictures.")
        )
    size = artifact.config.network
    digits = checked_digits(artifact.config.data, size.vocab_size)
    train, validation = parts_of(digits.train, artifact.config.data.validation)
    shape = (-1, size.rows, size.columns)

    def tossed(grey: Pixels) -> Array:
        return black_and_white(grey, np.random.default_rng(SEED)).reshape(shape)

    def measured(grey: Pixels) -> dict[str, Any]:
        pictures, found = tossed(grey), []
        for begin in range(0, len(pictures), AT_ONCE):
            some = pictures[begin : begin + AT_ONCE]
            each = nats(some, logits(artifact.weights, some))
            found.append(each.sum((1, 2), dtype=np.float64))
            report(len(some), "digits")
        return _figures(np.concatenate(found))

    parts = {"train": train[: len(digits.test)], "validation": validation, "test": digits.test}
    test = tossed(digits.test)
    return {
        "unit": "nats per digit, each pixel 1 with its grey value as the probability",
        "parameters": artifact.parameters,
        **{name: measured(grey) for name, grey in parts.items() if len(grey)},
        "rivals": {
            "independent": round(_independent(train, test), 3),
            "template": round(float(template_nats(counted(tossed(train)), test).mean()), 3),
        },
    }


def _figures(found: Array) -> dict[str, Any]:
    return {
        "digits": len(found),
        "nats": round(float(found.mean()), 3),
        "standard_error": round(float(found.std(ddof=1) / np.sqrt(len(found))), 3),
        "deciles": [round(float(x), 2) for x in np.percentile(found, DECILES)],
    }


def _independent(train: Pixels, test: Array) -> float:
    """Mean nats of digits whose pixels are each ink as often as in training."""
    count = len(train)
    likely = ((mean_of(train).astype(np.float64) * count + 1) / (count + 2)).reshape(test[0].shape)
    return float(-np.log(np.where(test > 0, likely, 1 - likely)).sum((1, 2)).mean())
