"""The figures of the shipped models beside published ones, protocol by protocol."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rnn_demo.artifacts.generator import GeneratorArtifact


@dataclass(frozen=True)
class Figure:
    """How well a model predicts a text.

    Attributes:
        model: who.
        protocol: how it was measured; figures of different protocols are never comparable.
        nats: per character.
        parameters: as stated, empty when not.
        source: empty for our own.
    """

    model: str
    protocol: str
    nats: float
    parameters: str = ""
    source: str = ""

    @property
    def bits(self) -> float:
        """Per character."""
        return self.nats / math.log(2)


# Tiny Shakespeare, last tenth. The nanoGPT protocol averages 200 random batches; ours reads every
# window once, so it is the same quantity without the sampling noise.
PUBLISHED = {
    "shakespeare": (
        Figure(
            "Transformer, the lowest found",
            "cold-256",
            1.4531,
            "10.7 M",
            "[pull request 682](https://github.com/karpathy/nanoGPT/pull/682)",
        ),
        Figure(
            "Mamba, the lowest RNN-like one found",
            "cold-256",
            1.463,
            "≈ 2 M",
            "[mamba_small_bench](https://github.com/apapiu/mamba_small_bench)",
        ),
        Figure(
            "Transformer, nanoGPT",
            "cold-256",
            1.4697,
            "10.7 M",
            "[README](https://github.com/karpathy/nanoGPT)",
        ),
        Figure(
            "Transformer, nanoGPT for a CPU",
            "cold-64",
            1.88,
            "0.8 M",
            "[README](https://github.com/karpathy/nanoGPT)",
        ),
    )
}
PROTOCOLS = {
    "cold-256": "windows of 256 characters, each read from a zero state",
    "cold-64": "windows of 64 characters, each read from a zero state",
    "stateful": "one pass over the whole held-out text, the state carried",
    "dynamic": "such a pass by a network that goes on learning from what it has read",
}


def measured(name: str, parameters: int, metrics: Any) -> tuple[Figure, ...]:
    """A model's own figures, from metrics.json; whatever is malformed is left out."""
    part = _object(metrics, "test")
    learning = _object(_object(_object(metrics, "dynamic"), "test"), "learning")
    part = part | ({"dynamic": learning} if learning else {})
    size = f"{parameters / 1e6:.1f} M"
    found = ((protocol, _nats(_object(part, protocol))) for protocol in PROTOCOLS)
    return tuple(Figure(name, protocol, nats, size) for protocol, nats in found if nats is not None)


def figures_line(artifact: GeneratorArtifact) -> str:
    """A model's own figures in one line, empty before they are measured."""
    own = measured(artifact.name, artifact.parameters, artifact.metrics)
    figures = "  ".join(f"{figure.protocol} {figure.nats:.4f}" for figure in own)
    return f"{figures} nats per character" if figures else ""


def baseline(metrics: Any) -> Figure | None:
    """The n-gram model measured on the same text; it reads in one pass, so it is stateful."""
    part = _object(metrics, "baseline")
    nats = _nats(_object(part, "test"))
    return None if nats is None else Figure(str(part.get("name", "n-gram")), "stateful", nats)


def standings(corpus: str, protocol: str, ours: Iterable[Figure]) -> tuple[Figure, ...]:
    """Ours and the published ones of one protocol, best first."""
    everyone = (*ours, *PUBLISHED.get(corpus, ()))
    return tuple(sorted((f for f in everyone if f.protocol == protocol), key=lambda f: f.nats))


def _object(part: Any, name: str) -> dict[str, Any]:
    value = part.get(name) if isinstance(part, dict) else None
    return value if isinstance(value, dict) else {}


def _nats(part: dict[str, Any]) -> float | None:
    nats = part.get("nats_per_character")
    if isinstance(nats, bool) or not isinstance(nats, int | float) or not 0 <= nats < 100:
        return None
    return float(nats)
