"""The n-grams in models/: measured, small, and the rival that every other folder names.

That their folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.artifacts.hmm import read_chain
from rnn_demo.artifacts.ngram import read_table
from rnn_demo.engine.generation import Request
from rnn_demo.exhibits.hidden_markov.standings import TABLE, standings_of
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.ngram.writing import write_on

NAME = "shakespeare-ngram"
MODELS = Path(__file__).parent.parent / "models"
RIVALS = ("shakespeare-elman", "shakespeare-gru", "shakespeare-hmm", "shakespeare-lstm")
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


def metrics_of(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((MODELS / name / "metrics.json").read_text("utf-8"))
    return found


def test_the_counts_are_the_ones_measured_and_small() -> None:
    counted = (MODELS / NAME / "model.safetensors").read_bytes()
    assert len(counted) < 1_000_000
    assert hashlib.sha256(counted).hexdigest() == GOLDEN["sha256"]


def test_they_are_those_of_the_training_part() -> None:
    lengths = read_table(MODELS / NAME).model.lengths
    for length, counted in enumerate(lengths):
        assert counted.gram_counts.sum() == 1_003_854 - length
    assert [len(counted.grams) for counted in lengths] == [
        part["grams"] for part in metrics_of(NAME)["by_order"].values()
    ]


@pytest.mark.parametrize("name", RIVALS)
def test_every_folder_of_this_text_names_the_same_figure(name: str) -> None:
    own, named = metrics_of(NAME), metrics_of(name)
    assert named["baseline"]["test"] == own["test"]["stateful"]
    assert named["baseline"]["name"].startswith("5-gram")
    data = [
        json.loads((MODELS / one / "config.json").read_text("utf-8"))["data"]
        for one in (name, NAME)
    ]
    assert data[0]["sha256"] == data[1]["sha256"] and data[0]["split"] == data[1]["split"]


def test_the_page_s_figure_is_that_of_metrics_json() -> None:
    [row] = [
        row for row in standings_of(read_chain(MODELS / "shakespeare-hmm")) if TABLE in row.model
    ]
    test = metrics_of(NAME)["test"]["stateful"]
    assert row.model == "5-gram, shakespeare-ngram"
    assert (row.nats, row.parameters) == (test["nats_per_character"], 133_293)
    assert f"{row.nats:.3f}" == "1.669"


def test_longer_grams_predict_better() -> None:
    figures = [
        part["stateful"]["nats_per_character"] for part in metrics_of(NAME)["by_order"].values()
    ]
    assert figures == sorted(figures, reverse=True)


def test_what_may_follow_is_a_distribution_and_as_surprising_as_it_was_measured() -> None:
    artifact = read_table(MODELS / NAME)
    ids = artifact.tokenizer.encode("First Citizen:\nWe are accounted poor citizens, Zx$")
    model = artifact.model
    p = [model.following(ids[:place]) for place in range(len(ids))]
    np.testing.assert_allclose(np.sum(p, 1), 1, rtol=1e-12)
    own = [shares[one] for shares, one in zip(p, ids, strict=True)]
    np.testing.assert_array_equal(-np.log(own), model.nats(ids))


def test_it_writes_what_it_wrote() -> None:
    artifact = read_table(MODELS / NAME)
    request = Request("ROMEO:\n", 80, Knobs(0.8), 0)
    assert "".join(write_on(artifact.model, artifact.tokenizer, request)) == GOLDEN["text"]
