"""metrics.json of a table: both protocols, and the shorter grams beside the longest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.ngram import TableArtifact
from rnn_demo.networks.ngram import Ids, NgramModel
from rnn_demo.tasks.generator.measure import Surprise
from rnn_demo.tasks.ngram.text import read_text
from rnn_demo.words import sentence


def evaluate(
    artifact: TableArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a table on the last part of its text.

    Args:
        artifact: the table.
        text: None; it is measured on the text that its configuration names.
        report: hears how many more characters were predicted.

    Raises:
        ValueError: a text is given.
        TextError: the text is missing, or not that which was counted.
    """
    if text is not None:
        raise ValueError(
            sentence(
                "--text is for recurrent generators; a table of n-grams is measured on the text "
                "that its config.json names."
            )
        )
    test, model = read_text(artifact.config, artifact.tokenizer).test, artifact.model

    def told(nats: np.ndarray[Any, np.dtype[np.float64]]) -> dict[str, Any]:
        report(len(nats), "characters")
        found = Surprise(nats)
        return {
            "nats_per_character": round(found.nats_per_character, 5),
            "bits_per_character": round(found.bits_per_character, 5),
            "predictions": found.characters,
        }

    by_order = {
        str(order): {
            "grams": len(model.lengths[order - 1].grams),
            "stateful": told(NgramModel(model.vocab_size, model.lengths[:order]).nats(test)),
        }
        for order in range(1, len(model.lengths) + 1)
    }
    return {
        "unit": "mean over predicted characters",
        "parameters": artifact.parameters,
        "split": list(artifact.config.data.split),
        "test": {
            "cold-64": told(cold(model, test, 64)),
            "cold-256": told(cold(model, test, 256)),
            "stateful": by_order[str(len(model.lengths))]["stateful"],
        },
        "by_order": by_order,
    }


def cold(model: NgramModel, ids: Ids, context: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Windows in which each character is predicted from those before it in the window, in nats.

    The windows are those of `rnn_demo.tasks.generator.measure.cold`; the first character of one is
    read, not predicted.

    Args:
        model: the counts.
        ids: the text (characters,), at least two.
        context: characters in a window.
    """
    context = min(context, max(1, len(ids) - 1))
    firsts = range(0, (len(ids) - 1) // context * context, context)
    return np.concatenate([model.nats(ids[first : first + context + 1])[1:] for first in firsts])
