"""The network in models/ that foretells frames: measured, small enough, better than its rivals.

That its folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.frames import read_frames
from rnn_demo.exhibits.next_pixel.film.compute import SCENES, foretold_film

NAME = "next-frame"
FOLDER = Path(__file__).parent.parent / "models" / NAME
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


def test_the_folder_is_small_enough() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 2_000_000


def test_the_weights_are_the_ones_measured() -> None:
    weights = (FOLDER / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN["sha256"]


def test_it_is_as_good_as_promised() -> None:
    metrics = read_frames(FOLDER).metrics
    assert metrics is not None
    test = metrics["test"]
    network, stays, moves = (
        np.array(test[name]["squared_error"]) for name in ("network", "stays", "moves_on")
    )
    assert (network < 0.5 * stays).all()  # at every horizon
    assert (network[2:] < moves[2:]).all()  # though that one is told where the digits are
    assert (np.diff(network) > 0).all()


def test_its_scenes_end_as_the_page_says() -> None:
    artifact = read_frames(FOLDER)
    films = {
        scene: foretold_film(artifact.weights, artifact.config.network, scene, 0)
        for scene in SCENES
    }
    edge, straight = films["edge"], films["straight"]
    # At edges it is right where the other rival is not; straight on it is the other way round.
    assert edge.errors(edge.network)[-1] < edge.errors(edge.moves_on)[-1]
    assert straight.errors(straight.network).min() > straight.errors(straight.moves_on).max()
