"""Dynamic evaluation of a generator: the section `dynamic` of metrics.json, apart from the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.engine.float_network import laid_out
from rnn_demo.engine.learning import LEARNING
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.differences import differences
from rnn_demo.tasks.generator.measure import Surprise, dynamic, figures
from rnn_demo.tasks.generator.parts import parts_of
from rnn_demo.tasks.generator.seams import costs_of_one_pass


def _unheard(characters: int, unit: str) -> None:
    """Nobody wants to know."""


def evaluate_dynamic(
    artifact: GeneratorArtifact,
    text: Path | None = None,
    report: Callable[[int, str], object] = _unheard,
) -> dict[str, Any]:
    """Measure a generator as it is and as it goes on learning while it reads.

    Args:
        artifact: the model.
        text: the file that it was trained on; None for a corpus known by name.
        report: hears how many more characters were read, and what they are called.

    Returns:
        `settings`, and for `test` and, where there is such a part, `validation` the figures of the
        `fixed` and of the `learning` network. Each part is read from its beginning by the network
        as it was trained: nothing that was learnt on one part is known on the other.

    Raises:
        TextError: the text is unknown, missing, too short, or not the one of the training.
    """
    parts = parts_of(artifact, text)
    network = network_from(artifact)
    many = laid_out(network)

    def both(ids: NDArray[np.unsignedinteger]) -> dict[str, Any]:
        def tell(characters: int) -> None:
            report(characters, "characters")

        with threadpool_limits(1, "blas"):  # a second thread gains nothing for one stream
            return {
                "fixed": figures(Surprise(costs_of_one_pass(many, ids, tell))),
                "learning": figures(dynamic(network, ids, LEARNING, tell)),
            }

    section: dict[str, Any] = {"settings": asdict(LEARNING), "test": both(parts[-1])}
    if len(parts) == 3:
        section["validation"] = both(parts[1])
    return section


def still_holds(section: Any, metrics: dict[str, Any]) -> bool:
    """Whether a section is of the weights that other figures are of.

    Args:
        section: the section `dynamic` of an earlier metrics.json.
        metrics: what has just been measured without it.
    """
    if not isinstance(section, dict) or not isinstance(section.get("test"), dict):
        return False
    settings, fixed = section.get("settings"), section["test"].get("fixed")
    return settings == asdict(LEARNING) and not differences(fixed, metrics["test"]["stateful"])
