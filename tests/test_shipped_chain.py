"""The hidden Markov models in models/: measured, small enough, and as good as promised.

That their folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.hmm import read_chain
from rnn_demo.engine.generation import Request
from rnn_demo.exhibits.hidden_markov.knobs import SIZES
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.hmm.writing import write_on

NAME = "shakespeare-hmm"
FOLDER = Path(__file__).parent.parent / "models" / NAME
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


def test_the_weights_are_the_ones_measured_and_small() -> None:
    weights = (FOLDER / "model.safetensors").read_bytes()
    assert len(weights) < 300_000
    assert hashlib.sha256(weights).hexdigest() == GOLDEN["sha256"]


def test_more_states_predict_better_and_an_ngram_better_still() -> None:
    artifact = read_chain(FOLDER)
    assert artifact.config.network.sizes == SIZES
    assert artifact.metrics is not None
    nats = [
        artifact.metrics["by_states"][str(states)]["stateful"]["nats_per_character"]
        for states in SIZES
    ]
    assert all(more > less for more, less in pairwise(nats))
    assert artifact.metrics["test"]["stateful"]["nats_per_character"] == nats[-1] < GOLDEN["bar"]
    assert artifact.metrics["baseline"]["test"]["nats_per_character"] < nats[-1]


def test_it_writes_what_it_wrote() -> None:
    artifact = read_chain(FOLDER)
    model = artifact.model(256, np.float64)
    for rows in (model.initial[None], model.transitions, model.emissions):
        np.testing.assert_allclose(rows.sum(-1), 1)
    request = Request("ROMEO:\n", 80, Knobs(0.8), 0)
    assert "".join(write_on(model, artifact.tokenizer, request)) == GOLDEN["text"]
