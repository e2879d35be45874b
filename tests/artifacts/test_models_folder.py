"""The folder of models: the shipped ones or those that a variable names, found by name or path."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import (
    MODELS_VARIABLE,
    find_model,
    missing_models_folder,
    models_folder,
)
from tests.tiny_models import tiny_artifact, write_models


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact(), tiny_artifact("tiny-gru", "gru"))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


def test_names(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / "notes").mkdir()  # not a model
    (models / "README.md").write_text("…")
    assert model_names() == ["tiny-gru", "tiny-lstm"]
    assert find_model("tiny-gru") == models / "tiny-gru"
    assert find_model(str(models / "tiny-gru")) == models / "tiny-gru"
    monkeypatch.setenv(MODELS_VARIABLE, str(models / "nowhere"))
    assert model_names() == []
    with pytest.raises(ArtifactError, match=r"no model 'tiny-gru'; there are: none\."):
        find_model("tiny-gru")


def test_a_folder_of_models_that_is_not_there(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert missing_models_folder() == ""
    for named in (models / "nowhere", models / "tiny-gru" / "config.json"):
        monkeypatch.setenv(MODELS_VARIABLE, str(named))
        with pytest.raises(
            ArtifactError, match="RNN_DEMO_MODELS names a folder that is not there: name a folder"
        ):
            find_model("tiny-gru")
        assert find_model(str(models / "tiny-gru")) == models / "tiny-gru"  # a path is a path
    for nothing in ("", " "):
        monkeypatch.setenv(MODELS_VARIABLE, nothing)
        assert (missing_models_folder(), models_folder().name) == ("", "models")
        assert models_folder().is_absolute()


@pytest.mark.parametrize(
    "name",
    ["", ".", "/", "../x", "../models/nothing", "tiny", "a" * 10_000, "a\0b", "\udcff", "~", "…\n"],
)
def test_a_name_that_is_no_model(
    name: str, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArtifactError) as error:
        find_model(name)
    sentence = str(error.value)
    assert sentence.endswith("there are: tiny-gru, tiny-lstm.")
    assert "\n" not in sentence
    assert len(sentence) < 500
