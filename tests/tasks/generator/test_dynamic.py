"""The section `dynamic` of metrics.json: measured by itself, kept while it holds, never mixed."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.engine.learning import LEARNING
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.card import model_card
from rnn_demo.tasks.generator.dynamic import evaluate_dynamic, still_holds
from rnn_demo.tasks.generator.evaluation import evaluate
from rnn_demo.tasks.generator.measure import dynamic, stateful
from tests.tasks.generator.test_evaluation import NAME, models, run, said
from tests.tiny_models import tiny_artifact, write_models

__all__ = ["models"]  # a fixture
Capture = pytest.CaptureFixture[str]


def read(models: Path) -> Any:
    return json.loads((models / NAME / "metrics.json").read_text(encoding="utf-8"))


def test_each_part_is_read_by_the_network_as_it_was_trained(models: Path, tiny_text: str) -> None:
    artifact = read_generator(models / NAME)
    section = evaluate_dynamic(artifact)
    assert sorted(section) == ["settings", "test", "validation"]
    assert section["settings"] == asdict(LEARNING)
    text = tiny_text * 8
    ids, n = artifact.tokenizer.encode(text), len(text)
    _, validation, test = np.split(ids, [int(0.8 * n), int(0.9 * n)])
    network = network_from(artifact)
    for part, own in (("validation", validation), ("test", test)):
        for name, surprise in (
            ("fixed", stateful(network, own)),
            ("learning", dynamic(network, own)),
        ):
            figures = section[part][name]
            assert figures["predictions"] == len(own) - 1
            assert figures["bits_per_character"] == pytest.approx(
                surprise.nats_per_character / math.log(2), abs=1.2e-5
            )
    data = dataclasses.replace(artifact.config.data, split=(0.9, 0.1))
    two = dataclasses.replace(artifact, config=dataclasses.replace(artifact.config, data=data))
    assert evaluate_dynamic(two) == {k: v for k, v in section.items() if k != "validation"}


def test_it_is_added_checked_and_kept(models: Path, capsys: Capture) -> None:
    assert run(NAME, "--protocol", "dynamic") == 1
    assert said(capsys) == [
        "rnn_demo: tiny-lstm has no metrics.json that a section could be added to; run without "
        "--protocol first."
    ]
    assert run(NAME) == 0
    before = read(models)
    card = (models / NAME / "README.md").read_text(encoding="utf-8")
    assert "dynamic" not in before
    assert "dynamic" not in card
    capsys.readouterr()
    assert run(NAME, "--protocol", "dynamic") == 0
    section = json.loads(capsys.readouterr().out)
    assert read(models) == before | section
    card = (models / NAME / "README.md").read_text(encoding="utf-8")
    row = section["dynamic"]["test"]["learning"]
    assert f"| dynamic | {row['nats_per_character']:.4f} |" in card
    assert "`python -m rnn_demo evaluate tiny-lstm --protocol dynamic`" in card
    for check in ((), ("--protocol", "dynamic")):
        assert run(NAME, "--check", *check) == 0
    assert run(NAME) == 0
    assert read(models) == before | section


def test_a_tampered_figure_is_named_by_its_own_check(models: Path, capsys: Capture) -> None:
    assert run(NAME) == 0
    assert run(NAME, "--protocol", "dynamic") == 0
    metrics = read(models)
    metrics["dynamic"]["test"]["learning"]["nats_per_character"] = 1.0
    (models / NAME / "metrics.json").write_text(json.dumps(metrics), encoding="utf-8")
    capsys.readouterr()
    assert run(NAME, "--check") == 0
    assert run(NAME, "--check", "--protocol", "dynamic") == 1
    (told,) = said(capsys)
    assert told.startswith("rnn_demo: dynamic.test.learning.nats_per_character is ")


def test_a_section_of_other_weights_is_dropped(models: Path) -> None:
    assert run(NAME) == 0
    assert run(NAME, "--protocol", "dynamic") == 0
    artifact = read_generator(models / NAME)
    other = tiny_artifact(NAME, characters=artifact.tokenizer.characters, seed=1)
    write_models(models, dataclasses.replace(other, config=artifact.config))
    changed = dataclasses.replace(read_generator(models / NAME), metrics=artifact.metrics)
    assert "dynamic" not in evaluate(changed)
    assert "dynamic" in evaluate(artifact)


@pytest.mark.parametrize("section", [None, 3, {}, {"test": 3}, {"settings": {}, "test": {}}])
def test_nonsense_does_not_hold(section: Any) -> None:
    metrics = {"test": {"stateful": {"nats_per_character": 1.0}}}
    assert not still_holds(section, metrics)


def test_the_card_says_it_in_lines_of_its_own(models: Path) -> None:
    artifact = read_generator(models / NAME)
    metrics = evaluate(artifact)
    without = model_card(artifact, metrics)
    card = model_card(artifact, metrics | {"dynamic": evaluate_dynamic(artifact)})
    assert [line for line in without.splitlines() if line not in card] == []
    assert card.count("dynamic") > without.count("dynamic") == 0
