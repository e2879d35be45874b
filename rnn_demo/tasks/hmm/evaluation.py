"""metrics.json of hidden Markov models: both protocols, every size, and the n-gram beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.hmm import ChainArtifact
from rnn_demo.networks.ngram_counts import fit, largest_order
from rnn_demo.tasks.generator.measure import Surprise
from rnn_demo.tasks.hmm.measure import cold, stateful
from rnn_demo.tasks.hmm.text import read_text
from rnn_demo.words import sentence

ORDER = 5  # of the n-gram model, as beside the other generators


def evaluate(
    artifact: ChainArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure the models of a folder on the test part of their text, in float64.

    Args:
        artifact: the models.
        text: None; they are measured on the text that their configuration names.
        report: hears how many more characters were predicted.

    Raises:
        ValueError: a text is given.
        TextError: the text is missing, or not that of the training.
    """
    if text is not None:
        raise ValueError(
            sentence(
                "--text is for recurrent generators; a hidden Markov model is measured on the "
                "text that its config.json names."
            )
        )
    parts, size = read_text(artifact.config, artifact.tokenizer), artifact.config.network
    models = {states: artifact.model(states, np.float64) for states in size.sizes}

    def tell(more: int) -> None:
        report(more, "characters")

    by_states = {
        str(states): {
            "parameters": states * (states + size.vocab_size),
            "stateful": _figures(stateful(model, parts.test, tell)),
            "validation": _figures(stateful(model, parts.validation, tell)),
        }
        for states, model in models.items()
    }
    largest = models[size.hidden_size]
    order = min(ORDER, largest_order(size.vocab_size))
    # The n-gram model has learned the validation part too, as beside the other generators.
    learned = np.concatenate([parts.train, parts.validation])
    ngram = Surprise(fit(learned, size.vocab_size, order).nats(parts.test))
    return {
        "unit": "mean over predicted characters",
        "parameters": artifact.parameters,
        "split": list(artifact.config.data.split),
        "validation": artifact.config.data.validation,
        "test": {
            "cold-64": _figures(cold(largest, parts.test, 64, tell)),
            "cold-256": _figures(cold(largest, parts.test, 256, tell)),
            "stateful": by_states[str(size.hidden_size)]["stateful"],
        },
        "by_states": by_states,
        "baseline": {
            "name": f"{order}-gram, Witten-Bell, same training text",
            "test": _figures(ngram),
        },
    }


def _figures(surprise: Surprise) -> dict[str, Any]:
    return {
        "nats_per_character": round(surprise.nats_per_character, 5),
        "bits_per_character": round(surprise.bits_per_character, 5),
        "predictions": surprise.characters,
    }
