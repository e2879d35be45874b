"""metrics.json of a restricted Boltzmann machine: its likelihood, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.rbm import MachineArtifact
from rnn_demo.data.digits import Pixels, black_and_white
from rnn_demo.networks.rbm import Array, RestrictedMachine, exact_log_partition, softplus
from rnn_demo.tasks.digits import checked_digits, mean_of, parts_of
from rnn_demo.tasks.rbm.annealed_importance import Estimate, estimate, path_of
from rnn_demo.words import sentence

CHAINS, TEMPERATURES = 500, 5_000
SEED = 0  # of the coins that make pixels black or white, and of the chains
DECILES = range(0, 101, 10)


def evaluate(
    artifact: MachineArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a machine, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its pictures.
        report: hears how many more steps from independent pixels to the machine were gone.

    Raises:
        ValueError: a text is given.
        TextError: the pictures are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a machine is measured on its pictures.")
        )
    return measured(artifact, lambda more: report(more, "temperatures"))


def measured(
    artifact: MachineArtifact,
    report: Callable[[int], None] = lambda done: None,
    chains: int = CHAINS,
    temperatures: int = TEMPERATURES,
) -> dict[str, Any]:
    """The figures.

    Args:
        artifact: the model.
        report: hears how many more temperatures the chains have passed.
        chains: of the estimates.
        temperatures: of the estimates.
    """
    digits = checked_digits(artifact.config.data, artifact.config.network.vocab_size)
    train, validation = parts_of(digits.train, artifact.config.data.validation)
    machine, small = (m.of_precision(np.float64) for m in (artifact.machine, artifact.small))
    base = base_bias(train)
    path = path_of(temperatures)
    found, checked = (
        estimate(one, base, path, chains, np.random.default_rng(SEED), report)
        for one in (machine, small)
    )
    exact = exact_log_partition(small)
    parts = {"train": train[: len(digits.test)], "validation": validation, "test": digits.test}
    free = {
        name: machine.free_energy(black_and_white(part, np.random.default_rng(SEED)))
        for name, part in parts.items()
        if len(part)
    }
    return {
        "unit": "nats per digit, 28 × 28 pixels, each 1 with its grey value as the probability",
        "parameters": artifact.parameters,
        "chains": chains,
        "temperatures": len(path) - 1,
        **{name: _likelihood(values, found) for name, values in free.items()},
        "check": {
            "hidden_units": len(small.hidden_bias),
            "exact_log_partition": round(exact, 4),
            "log_partition": round(checked.log_partition, 4),
            "log_partition_error": round(checked.standard_error, 4),
            "difference": round(checked.log_partition - exact, 4),
            "log_likelihood": round(_mean_likelihood(small, digits.test, exact), 3),
        },
        "rival": {"name": "independent pixels", **_independent(base, digits.test)},
    }


def base_bias(train: Pixels) -> Array:
    """Biases of independent pixels that are 1 as often as those of the pictures (pixels,)."""
    count = len(train)
    likely = (mean_of(train).astype(np.float64) * count + 1) / (count + 2)
    found: Array = np.log(likely / (1 - likely))
    return found


def _likelihood(free: Array, found: Estimate) -> dict[str, Any]:
    return {
        "digits": len(free),
        "log_likelihood": round(float(-free.mean()) - found.log_partition, 3),
        "standard_error": round(float(free.std(ddof=1) / np.sqrt(len(free))), 3),
        "log_partition": round(found.log_partition, 3),
        "log_partition_error": round(found.standard_error, 3),
        "free_energy": {
            "mean": round(float(free.mean()), 3),
            "deciles": [round(float(x), 2) for x in np.percentile(free, DECILES)],
        },
    }


def _mean_likelihood(machine: RestrictedMachine, digits: Pixels, log_partition: float) -> float:
    pictures = black_and_white(digits, np.random.default_rng(SEED))
    return float(-machine.free_energy(pictures).mean()) - log_partition


def _independent(base: Array, digits: Pixels) -> dict[str, float]:
    pictures = black_and_white(digits, np.random.default_rng(SEED))
    likelihood = pictures @ base - softplus(base).sum()
    return {"log_likelihood": round(float(likelihood.mean()), 3)}
