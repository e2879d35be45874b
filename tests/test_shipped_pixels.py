"""The network in models/ that draws digits: measured, small enough, and as its page says.

That its folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.pixels import PixelArtifact, read_pixels
from rnn_demo.exhibits.next_pixel.knobs import SIDE
from rnn_demo.exhibits.next_pixel.presets import PRESETS
from rnn_demo.networks.pixel_steps import (
    begin_row,
    first_state,
    logits,
    nats,
    read_pixel,
    read_row,
)

NAME = "next-pixel"
FOLDER = Path(__file__).parent.parent / "models" / NAME
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]
Pictures = np.ndarray[Any, np.dtype[np.float32]]


@pytest.fixture(scope="module")
def artifact() -> PixelArtifact:
    return read_pixels(FOLDER)


@pytest.fixture(scope="module")
def metrics(artifact: PixelArtifact) -> dict[str, Any]:
    assert artifact.metrics is not None
    return artifact.metrics


def given(preset: str) -> Pictures:
    (drawn,) = PRESETS[preset].knobs.drawn
    return (drawn.pixels(SIDE) > 0).reshape(SIDE, SIDE).astype(np.float32)


def completed(artifact: PixelArtifact, preset: str, count: int = 8, **instead: Any) -> Pictures:
    """Pictures drawn as the page draws them, with other coins."""
    knobs, weights = PRESETS[preset].knobs, artifact.weights
    temperature = instead.get("temperature", knobs.temperature)
    beginning = given(preset) if knobs.drawn else np.zeros((SIDE, SIDE), np.float32)
    pictures = np.zeros((count, SIDE, SIDE), np.float32)
    random, above = np.random.default_rng(0), first_state(weights, count)
    for row in range(SIDE):
        known = pictures[:, row - 1] if row else np.zeros((count, SIDE), np.float32)
        above, along = read_row(weights, above, known, row), begin_row(weights, count)
        for column in range(SIDE):
            before = pictures[:, row, column - 1] if column else np.zeros(count, np.float32)
            logit, along = read_pixel(weights, along, above.hidden[:, column], before)
            coins = random.random(count) < 1 / (1 + np.exp(-logit / temperature))
            told = SIDE * row + column < knobs.given
            pictures[:, row, column] = beginning[row, column] if told else coins
    return pictures


def cost(artifact: PixelArtifact, pictures: Pictures) -> Pictures:
    """Nats of each pixel."""
    return nats(pictures, logits(artifact.weights, pictures))


def test_the_folder_is_small_enough() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 1_000_000


def test_the_weights_are_the_ones_measured() -> None:
    weights = (FOLDER / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN["sha256"]


def test_it_is_as_good_as_promised(metrics: dict[str, Any]) -> None:
    test, rivals = metrics["test"], metrics["rivals"]
    assert test["digits"] == 10_000
    assert test["nats"] <= GOLDEN["bar"]
    assert test["nats"] < rivals["template"] - 10 < rivals["independent"]
    # It has not learned its pictures by heart.
    assert test["nats"] - metrics["train"]["nats"] < 3


def test_a_cold_network_draws_the_same_again(artifact: PixelArtifact) -> None:
    def unlike(pictures: Pictures) -> float:
        return float(pictures.std(0).sum())

    cold, warm = (completed(artifact, name) for name in ("cold", "hook"))
    assert unlike(cold) < 0.6 * unlike(warm)


def test_a_house_costs_no_more_than_a_digit(
    artifact: PixelArtifact, metrics: dict[str, Any]
) -> None:
    house, mean = float(cost(artifact, given("house")[None]).sum()), metrics["test"]["nats"]
    assert house < mean + 5
    assert f"{house:.1f} nats, and a test digit costs {mean:.1f}" in PRESETS["house"].answer


def test_a_digit_in_the_corner_is_unlikely(artifact: PixelArtifact) -> None:
    half = SIDE // 2
    corner, hook = (cost(artifact, given(name)[None])[0, :half] for name in ("corner", "hook"))
    assert corner.sum() > 2 * hook.sum()


def test_what_it_draws_from_nothing_costs_what_digits_cost(
    artifact: PixelArtifact, metrics: dict[str, Any]
) -> None:
    pictures = completed(artifact, "nothing", 16)
    each = cost(artifact, pictures).sum((1, 2))
    deciles = metrics["test"]["deciles"]
    assert deciles[1] < np.median(each) < deciles[9]
    assert 50 < pictures.sum((1, 2)).mean() < 150  # of 784 pixels
