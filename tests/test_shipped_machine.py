"""The restricted machine in models/: measured, small enough, and as good as promised.

That its folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.rbm import MachineArtifact, read_machine
from rnn_demo.networks.rbm import exact_log_partition, gibbs_step
from rnn_demo.tasks.rbm.annealed_importance import estimate, path_of

NAME = "mnist-rbm"
FOLDER = Path(__file__).parent.parent / "models" / NAME
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


@pytest.fixture(scope="module")
def artifact() -> MachineArtifact:
    return read_machine(FOLDER)


@pytest.fixture(scope="module")
def metrics(artifact: MachineArtifact) -> dict[str, Any]:
    assert artifact.metrics is not None
    return artifact.metrics


def test_the_folder_is_small_enough() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 1_500_000


def test_the_weights_are_the_ones_measured() -> None:
    weights = (FOLDER / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN["sha256"]


def test_it_is_as_good_as_promised(metrics: dict[str, Any]) -> None:
    test = metrics["test"]
    assert test["digits"] == 10_000
    assert test["log_likelihood"] >= GOLDEN["bar"]
    assert test["log_partition_error"] < 0.2
    assert test["log_likelihood"] > metrics["rival"]["log_likelihood"] + 100
    # It has not learned its pictures by heart.
    assert metrics["train"]["log_likelihood"] - test["log_likelihood"] < 5


def test_the_estimate_was_checked_on_twenty_hidden_units(metrics: dict[str, Any]) -> None:
    check = metrics["check"]
    assert check["hidden_units"] == 20
    assert abs(check["difference"]) < 0.1


@pytest.mark.slow
def test_the_small_machines_partition_function(
    artifact: MachineArtifact, metrics: dict[str, Any]
) -> None:
    """Again with a tenth of the temperatures: still within a tenth of a nat."""
    small, base = artifact.small.of_precision(np.float64), np.full(784, -2.0)
    found = estimate(small, base, path_of(1_500), 50, np.random.default_rng(1))
    exact = metrics["check"]["exact_log_partition"]
    assert found.log_partition == pytest.approx(exact, abs=max(0.1, 4 * found.standard_error))
    # Its sum over 2²⁰ states, narrowed to those of the first twelve units, the others being 0.
    part = small.of_precision(np.float32)
    few = type(part)(part.weights[:, :12], part.visible_bias, part.hidden_bias[:12])
    assert exact_log_partition(few) < exact


def test_its_dreams_look_like_its_pictures(
    artifact: MachineArtifact, metrics: dict[str, Any]
) -> None:
    """From noise, its chains come to pictures with a free energy like that of digits."""
    random = np.random.default_rng(0)
    pictures = (random.random((20, 784)) < 0.5).astype(np.float32)
    noise = artifact.machine.free_energy(pictures).mean()
    for _ in range(200):
        pictures = gibbs_step(artifact.machine, pictures, random)
    deciles = metrics["test"]["free_energy"]["deciles"]
    assert deciles[0] < artifact.machine.free_energy(pictures).mean() < deciles[10] < noise
    assert 40 < pictures.sum(1).mean() < 200  # of 784 pixels
