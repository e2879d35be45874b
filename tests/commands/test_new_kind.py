"""One line in `KINDS` is enough: every command and the Models page know a made-up kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from tests.tiny_models import tiny_artifact, write_models
from tests.toy_kind import KIND, VOWEL_KIND, write_vowels

Capture = pytest.CaptureFixture[str]
NAME = "vowel-elman"
PAGE = Path(__file__).parents[2] / "rnn_demo" / "exhibits" / "models" / "page.py"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(KINDS, KIND, VOWEL_KIND)
    folder = write_vowels(write_models(tmp_path / "models", tiny_artifact()))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def test_it_is_trained_listed_measured_and_checked(models: Path, capsys: Capture) -> None:
    (models / NAME / "model.safetensors").unlink()
    assert main(["train", NAME]) == 0
    told = capsys.readouterr()
    assert told.out.startswith(f"Written to {models / NAME}; ")
    assert "the vowels are known" in told.err

    assert main(["list"]) == 0
    generator, line = capsys.readouterr().out.splitlines()
    assert generator.startswith("tiny-lstm")
    assert " ".join(line.split()) == f"{NAME} ELMAN 0.0 M the alphabet not measured yet"

    assert main(["evaluate", NAME, "--check"]) == 1
    assert "has no metrics.json to check" in capsys.readouterr().err
    assert main(["evaluate", NAME]) == 0
    told = capsys.readouterr()
    metrics = json.loads(told.out)
    assert metrics["test"] == {"accuracy": 1.0}
    assert "26 letters" in told.err
    assert json.loads((models / NAME / "metrics.json").read_text()) == metrics
    assert (models / NAME / "README.md").read_text() == f"# {NAME}\n\nMarks vowels, 100% right.\n"
    assert {path.name for path in (models / NAME).iterdir()} == set(VOWEL_KIND.files)

    assert main(["evaluate", NAME, "--check"]) == 0
    (models / NAME / "metrics.json").write_text('{"test": {"accuracy": 0.5}}')
    capsys.readouterr()
    assert main(["evaluate", NAME, "--check"]) == 1
    assert "test.accuracy is 1.00000, metrics.json says 0.50000" in capsys.readouterr().err

    assert main(["list", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)[1]
    assert (row["name"], row["kind"], row["corpus"]) == (NAME, KIND, "the alphabet")
    assert row["network"]["cell"] == "elman"
    assert row["figures"] == {"test": {"accuracy": 0.5}}


def test_what_is_not_for_it_is_refused(models: Path, capsys: Capture) -> None:
    def refused(*arguments: str) -> str:
        assert main(list(arguments)) == 1
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        return error

    assert "is for generators; a marker of vowels is trained as its" in refused(
        "train", NAME, "--epochs", "2"
    )
    assert f"{NAME} marks vowels (`python -m rnn_demo mark`) and writes no text" in refused(
        "generate", NAME
    )
    loose = models / "loose.json"
    loose.write_text((models / NAME / "config.json").read_text())
    assert "is the configuration of a marker of vowels: put it into a folder" in refused(
        "train", str(loose)
    )
    loose.write_text('{"kind": "painter"}')
    known = " and ".join(KINDS)
    assert f"`train` knows {known}." in refused("train", str(loose))


def test_the_models_page_shows_it_and_its_damage(models: Path) -> None:
    st.cache_resource.clear()
    page = AppTest.from_file(PAGE, default_timeout=60).run()
    assert not page.exception
    assert [heading.value for heading in page.subheader] == ["Vowels"]
    assert "not measured yet" in page.text[-1].value
    assert f"{NAME} has no card yet" in page.expander[-1].markdown[0].value
    (models / NAME / "tokenizer.json").unlink()
    page.run()
    assert not page.exception
    assert "tokenizer.json is not a usable tokenizer.json" in page.text[-1].value
    st.cache_resource.clear()
