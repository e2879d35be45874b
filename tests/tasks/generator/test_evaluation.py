"""metrics.json: measured on a made-up corpus, checked, tampered with."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo import __main__ as command_line
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.data.corpora import CORPORA, DATA_VARIABLE, Corpus
from rnn_demo.data.text import TextError
from rnn_demo.engine.network import network_from
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.tasks.differences import TOLERANCE, differences
from rnn_demo.tasks.generator.evaluation import ORDER, evaluate
from rnn_demo.tasks.generator.measure import cold, stateful
from tests.tiny_models import tiny_artifact, write_models

NAME = "tiny-lstm"


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_text: str) -> Path:
    """A corpus and a model that was made for it."""
    text = tiny_text * 8
    (tmp_path / "data" / "clerks").mkdir(parents=True)
    (tmp_path / "data" / "clerks" / "input.txt").write_text(text, encoding="utf-8")
    corpus = Corpus("clerks", "Two clerks", ("clerks/input.txt",), "nowhere", "public domain")
    monkeypatch.setitem(CORPORA, "clerks", corpus)
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    model = tiny_artifact(
        NAME,
        characters="".join(sorted(set(text))),
        corpus="clerks",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return write_models(tmp_path / "models", model)


def run(*arguments: str) -> int:
    return command_line.main(["evaluate", *arguments])


def test_figures_are_those_of_the_protocols(models: Path, tiny_text: str) -> None:
    artifact = read_generator(models / NAME)
    told: list[int] = []
    metrics = evaluate(artifact, None, lambda more, unit: told.append(more))
    assert sum(told) > sum(one["predictions"] for one in metrics["test"].values())
    text = tiny_text * 8
    ids, n = artifact.tokenizer.encode(text), len(text)
    train, validation, test = np.split(ids, [int(0.8 * n), int(0.9 * n)])
    network = network_from(artifact)
    for name, surprise in {
        "cold-64": cold(network, test, 64),
        "cold-256": cold(network, test, 256),
        "stateful": stateful(network, test),
    }.items():
        figures = metrics["test"][name]
        assert figures["nats_per_character"] == pytest.approx(surprise.nats_per_character, abs=6e-6)
        assert figures["bits_per_character"] == pytest.approx(
            surprise.nats_per_character / math.log(2), abs=6e-6
        )
        assert figures["predictions"] == surprise.characters
    ngram = float(fit(train, artifact.tokenizer.vocab_size, ORDER).nats(test).mean())
    baseline = metrics["baseline"]
    assert baseline["test"]["nats_per_character"] == pytest.approx(ngram, abs=6e-6)
    gain = 1 - stateful(network, test).nats_per_character / ngram
    assert baseline["better_by"] == pytest.approx(gain, abs=6e-5)
    assert metrics["validation"]["stateful"]["nats_per_character"] == pytest.approx(
        stateful(network, validation).nats_per_character, abs=6e-6
    )
    assert metrics["parameters"] == artifact.parameters
    assert metrics["split"] == [0.8, 0.1, 0.1]


def test_a_text_that_surprises_nobody(tmp_path: Path) -> None:
    """One distinct character, and a script with more of them than five fit into 64 bits."""
    text = tmp_path / "text.txt"
    for characters, order in (("a", 5), ("".join(map(chr, range(0x4E00, 0x4E00 + 7_000))), 4)):
        written = characters * 100 if order == 5 else characters[:1_000]
        text.write_text(written, encoding="utf-8")
        model = tiny_artifact(
            characters=characters, sha256=hashlib.sha256(written.encode()).hexdigest()
        )
        metrics = evaluate(model, text)
        assert metrics["baseline"]["name"].startswith(f"{order}-gram")
        assert math.isfinite(metrics["baseline"]["better_by"])


def test_two_parts_have_no_validation(models: Path) -> None:
    artifact = read_generator(models / NAME)
    data = dataclasses.replace(artifact.config.data, split=(0.9, 0.1))
    two = dataclasses.replace(artifact, config=dataclasses.replace(artifact.config, data=data))
    metrics = evaluate(two)
    assert "validation" not in metrics
    assert metrics["test"] == evaluate(artifact)["test"]  # the same last tenth


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The sentences on standard error; how far it has come stands there, too."""
    return [one for one in capsys.readouterr().err.splitlines() if one.startswith("rnn_demo: ")]


def test_written_then_checked(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = models / NAME / "metrics.json"
    assert run(NAME, "--check") == 1
    assert "has no metrics.json to check" in capsys.readouterr().err
    assert not path.exists()
    assert run(NAME) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == json.loads(path.read_text(encoding="utf-8"))
    before = path.read_bytes()
    assert run(NAME, "--check") == 0
    assert said(capsys) == []
    assert path.read_bytes() == before


def test_a_tampered_figure_is_named(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = models / NAME / "metrics.json"
    assert run(NAME) == 0
    good = json.loads(path.read_text(encoding="utf-8"))
    capsys.readouterr()
    for keys, value in (
        (("test", "cold-256", "nats_per_character"), 1.0),
        (("test", "stateful", "bits_per_character"), 1e300),
        (("test", "cold-64", "predictions"), 7),
        (("baseline", "test", "nats_per_character"), 9.0),
        (("parameters",), 1),
        (("split",), [0.9, 0.1]),
        (("validation",), None),
    ):
        changed = copy.deepcopy(good)
        inner = changed
        for key in keys[:-1]:
            inner = inner[key]
        inner[keys[-1]] = value
        path.write_text(json.dumps(changed), encoding="utf-8")
        assert run(NAME, "--check") == 1
        sentences = said(capsys)
        assert len(sentences) == 1
        assert sentences[0].startswith(f"rnn_demo: {'.'.join(keys)} is ")
        assert "metrics.json says" in sentences[0]


def test_swapped_weights_are_noticed(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(NAME) == 0
    artifact = read_generator(models / NAME)
    other = tiny_artifact(NAME, characters=artifact.tokenizer.characters, seed=1)
    strangers = write_models(models / "x", dataclasses.replace(other, config=artifact.config))
    shutil.copy(strangers / NAME / "model.safetensors", models / NAME)
    capsys.readouterr()
    assert run(NAME, "--check") == 1
    error = capsys.readouterr().err
    for figure in ("test.cold-64", "test.cold-256", "test.stateful", "validation.stateful"):
        assert f"{figure}.nats_per_character is" in error
    assert "baseline.test" not in error  # it does not depend on the weights


def test_another_text_is_refused(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "data" / "clerks" / "input.txt"
    whole = text.read_text(encoding="utf-8")
    text.write_text(whole[:-1], encoding="utf-8")
    assert run(NAME) == 1
    error = capsys.readouterr().err
    assert "not the one that tiny-lstm was trained on: its sha256 is" in error
    assert len(error.splitlines()) == 1
    assert not (models / NAME / "metrics.json").exists()
    text.write_text("漢" + whole, encoding="utf-8")
    assert run(NAME) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    text.unlink()
    with pytest.raises(TextError, match=r"input\.txt .* is missing: get it from nowhere"):
        evaluate(read_generator(models / NAME))
    # Line ends are no difference: the checksum is of the text.
    text.write_text(whole, encoding="utf-8", newline="\r\n")
    assert run(NAME) == 0


def test_an_unknown_corpus_is_refused(models: Path) -> None:
    artifact = read_generator(models / NAME)
    data = dataclasses.replace(artifact.config.data, corpus="novel.txt")
    other = dataclasses.replace(artifact, config=dataclasses.replace(artifact.config, data=data))
    with pytest.raises(TextError, match=r"'novel\.txt' of tiny-lstm is not one of .*, clerks: "):
        evaluate(other)


def test_rounding_is_no_difference() -> None:
    recorded: dict[str, Any] = {"a": {"b": 1.0, "n": 3, "name": "x"}}
    near: dict[str, Any] = {"a": {"b": 1.0 + 0.9 * TOLERANCE, "n": 3, "name": "x"}}
    far: dict[str, Any] = {"a": {"b": 1.0 - 1.1 * TOLERANCE, "n": 4, "name": "y"}}
    assert differences(near, recorded) == []
    assert [d.split(" ")[0] for d in differences(far, recorded)] == ["a.b", "a.n", "a.name"]
    assert differences({"a": 1}, {"b": 1}) == [
        "a is 1, metrics.json says None.",
        "b is None, metrics.json says 1.",
    ]
