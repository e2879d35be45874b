"""metrics.json of a generator: both protocols, and an n-gram model with the same training text.

Dynamic evaluation is measured by itself, see `rnn_demo.tasks.generator.dynamic`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.networks.ngram_counts import fit, largest_order
from rnn_demo.tasks.generator.dynamic import still_holds
from rnn_demo.tasks.generator.measure import Surprise, cold, figures, stateful
from rnn_demo.tasks.generator.parts import parts_of
from rnn_demo.tasks.generator.usual_surprise import usual_surprise

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
    parts = parts_of(artifact, text)
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
        "split": list(artifact.config.data.split),
        "test": {name: figures(surprise) for name, surprise in surprises.items()},
    }
    # The weights in 8 bits, which the page writes with: the difference is their cost.
    narrow = stateful(narrowed(network), parts[-1], tell)
    lost = narrow.nats_per_character - surprises["stateful"].nats_per_character
    metrics["narrow"] = {
        "weights": "int8",
        "test": {"stateful": figures(narrow)},
        "lost": round(lost, 5),
    }
    ngram = Surprise(baseline.nats(parts[-1]))
    bar = ngram.nats_per_character
    # A text of one distinct character has no surprise, so nothing can be better or worse.
    gain = 1 - surprises["stateful"].nats_per_character / bar if bar else 0.0
    metrics["baseline"] = {
        "name": f"{order}-gram, Witten-Bell, same training text",
        "test": figures(ngram),
        "better_by": round(gain, 4),
    }
    if len(parts) == 3:
        metrics["validation"] = {"stateful": figures(stateful(network, parts[1], tell))}
    metrics["usual"] = usual_surprise(network, parts[-1])
    # It takes far longer, so it is measured when it is asked for, and kept while it holds.
    earlier = (artifact.metrics or {}).get("dynamic")
    if still_holds(earlier, metrics):
        metrics["dynamic"] = earlier
    return metrics
