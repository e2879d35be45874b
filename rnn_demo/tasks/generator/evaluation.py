"""metrics.json of a generator: both protocols, and an n-gram model with the same training text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts
from rnn_demo.data.text import TextError
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.networks.ngram_counts import fit, largest_order
from rnn_demo.tasks.generator.measure import Surprise, cold, stateful
from rnn_demo.tasks.generator.usual_surprise import usual_surprise
from rnn_demo.words import sentence

ORDER = 5  # less for a script with more than 6,000 characters


def _unheard(characters: int, unit: str) -> None:
    """Nobody wants to know."""


def evaluate(
    artifact: GeneratorArtifact,
    text: Path | None = None,
    report: Callable[[int, str], object] = _unheard,
) -> dict[str, Any]:
    """Measure a generator on the last part of its text, and on the validation part if it has one.

    Args:
        artifact: the model.
        text: the file that it was trained on; None for a corpus known by name.
        report: hears how many more characters were read, and what they are called.

    Raises:
        TextError: the text is unknown, missing, too short, or not the one of the training.
    """
    data = artifact.config.data
    corpus = CORPORA.get(data.corpus)
    if text is None and corpus is None:
        raise TextError(
            sentence(
                "The corpus {corpus!r} of {name} is not one of {corpora}: "
                "name the text that it was trained on with --text FILE.",
                corpus=data.corpus,
                name=artifact.name,
                corpora=", ".join(CORPORA),
            )
        )
    paths = [text] if text else corpus_paths(corpus) if corpus else []
    loaded = read_texts(paths, artifact.tokenizer)
    if loaded.sha256 != data.sha256:
        raise TextError(
            sentence(
                "The corpus {corpus} here is not the one that {name} was trained on: "
                "its sha256 is {sha256}…, expected {expected}….",
                corpus=data.corpus,
                name=artifact.name,
                sha256=loaded.sha256[:12],
                expected=data.sha256[:12],
            )
        )
    parts = loaded.parts(data.split)
    if min(len(part) for part in parts) < 2:
        raise TextError(
            sentence(
                "A part of the text has {parts} characters; each needs "
                "at least 2 to be measured: use a longer text.",
                parts=min(len(part) for part in parts),
            )
        )
    network = network_from(artifact)

    def tell(characters: int) -> None:
        report(characters, "characters")

    order = min(ORDER, largest_order(artifact.tokenizer.vocab_size))
    baseline = fit(parts[0], artifact.tokenizer.vocab_size, order)
    surprises = {
        "cold-64": cold(network, parts[-1], 64, tell),
        "cold-256": cold(network, parts[-1], 256, tell),
        "stateful": stateful(network, parts[-1], tell),
    }
    metrics: dict[str, Any] = {
        "unit": "mean over predicted characters",
        "parameters": artifact.parameters,
        "split": list(data.split),
        "test": {name: _figures(surprise) for name, surprise in surprises.items()},
    }
    # The weights in 8 bits, which the page writes with: the difference is their cost.
    narrow = stateful(narrowed(network), parts[-1], tell)
    lost = narrow.nats_per_character - surprises["stateful"].nats_per_character
    metrics["narrow"] = {
        "weights": "int8",
        "test": {"stateful": _figures(narrow)},
        "lost": round(lost, 5),
    }
    ngram = Surprise(baseline.nats(parts[-1]))
    bar = ngram.nats_per_character
    # A text of one distinct character has no surprise, so nothing can be better or worse.
    gain = 1 - surprises["stateful"].nats_per_character / bar if bar else 0.0
    metrics["baseline"] = {
        "name": f"{order}-gram, Witten-Bell, same training text",
        "test": _figures(ngram),
        "better_by": round(gain, 4),
    }
    if len(parts) == 3:
        metrics["validation"] = {"stateful": _figures(stateful(network, parts[1], tell))}
    metrics["usual"] = usual_surprise(network, parts[-1])
    return metrics


def _figures(surprise: Surprise) -> dict[str, Any]:
    return {
        "nats_per_character": round(surprise.nats_per_character, 5),
        "bits_per_character": round(surprise.bits_per_character, 5),
        "predictions": surprise.characters,
    }
