"""A folder of models in which most is broken: its faults are named, and everything else works."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
import torch
from safetensors.numpy import load_file
from safetensors.torch import save_file

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.engine.engine import serving_engine
from tests.artifacts.damages import ODDITIES
from tests.exhibits.opening import opener, words
from tests.tiny_classifier import write_tiny_classifier
from tests.tiny_models import CHARACTERS, tiny_artifact, write_models

FILES = ("config.json", "tokenizer.json", "model.safetensors", "metrics.json", "README.md")
PAGES = ("write", "score", "models", "sentiment", "neurons", "conveyor_belt", "memory_ruler")
LINKS = {
    "write": {"model": "shakespeare", "seed": "3", "length": "20"},
    "score": {"text": "That is the fact."},
}
NAMELESS = b"not-\xff-utf-8", b"line\nbreak"
WIDE = {"in-bfloat16": torch.bfloat16, "in-float32": torch.float32, "in-float64": torch.float64}
Capture = pytest.CaptureFixture[str]


def bad_name(file: str, oddity: str) -> str:
    return f"{oddity.replace(' ', '-')}-as-{file.partition('.')[0]}"


@pytest.fixture(scope="module", autouse=True)
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("models")
    good = [
        tiny_artifact(f"shakespeare-{cell}", cell, corpus="shakespeare") for cell in ("lstm", "gru")
    ]
    write_models(folder, *good)
    write_tiny_classifier(folder)
    for name, dtype in WIDE.items():
        write_models(folder, tiny_artifact(name, corpus="shakespeare"))
        path = folder / name / "model.safetensors"
        stored = load_file(path)
        rounded = {n: torch.from_numpy(w).bfloat16() for n, w in stored.items()}  # in all alike
        save_file({n: w.to(dtype) for n, w in rounded.items()}, path)
    write_models(folder, tiny_artifact("whole"))
    for file in FILES:
        for oddity, (put, _) in ODDITIES.items():
            bad = folder / bad_name(file, oddity)
            shutil.copytree(folder / "whole", bad)
            (bad / file).unlink(missing_ok=True)
            put(bad / file)
    if sys.platform == "linux":  # other systems have no such names
        for name in NAMELESS:
            shutil.copytree(os.fsencode(folder / "whole"), os.fsencode(folder) + b"/" + name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MODELS_VARIABLE, str(folder))
        patch.setenv("RNN_DEMO_PACE", "0")
        st.cache_resource.clear()
        serving_engine.cache_clear()
        yield folder
        serving_engine().close()
        st.cache_resource.clear()
        serving_engine.cache_clear()


@pytest.mark.parametrize("stem", PAGES)
def test_every_page_works(stem: str, models: Path) -> None:
    app = opener(stem)(**LINKS.get(stem, {}))  # fails where a visitor would see a traceback
    assert not app.error
    assert str(models) not in words(app)


def test_the_page_of_models_names_each_fault(models: Path) -> None:
    app = opener("models")()
    told = [block.value for block in app.text]
    for file in FILES:
        for oddity, (_, fault) in ODDITIES.items():
            name = bad_name(file, oddity)
            if file == "README.md":  # the model itself is whole
                fault = "has no card yet" if oddity == "a link to nothing" else "cannot be read"
                assert [card for card in app.markdown if name in card.value and fault in card.value]
            else:
                assert [line for line in told if line.startswith(f"{name}/") and fault in line]
    assert [line for line in told if "not-\\xff-utf-8" in line and "is not UTF-8" in line]
    assert [line for line in told if "line\\nbreak" in line]
    assert str(models) not in words(app)


def test_a_model_in_any_precision_is_compared(models: Path) -> None:
    app = opener("score")(**LINKS["score"])
    (reader,) = (box for box in app.selectbox if box.key == "score_model")
    assert {*reader.options} >= {*WIDE, "shakespeare-lstm"}


@pytest.mark.parametrize("name", WIDE)
def test_commands_take_any_precision(
    name: str, models: Path, tmp_path: Path, capsys: Capture
) -> None:
    text = tmp_path / "text"
    text.write_text(CHARACTERS * 20, encoding="utf-8")
    assert main(["list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows[name]["parameters"] == rows["shakespeare-lstm"]["parameters"]
    written = {}
    for model in (name, "in-float32"):
        assert main(["generate", model, "--prompt", "That", "--length", "40"]) == 0
        assert main(["score", model, str(text)]) == 0
        written[model] = capsys.readouterr().out
    assert written[name] == written["in-float32"]  # the same weights


def test_commands_name_the_fault_and_nothing_else(models: Path, capsys: Capture) -> None:
    assert main(["list"]) == 0
    out, error = capsys.readouterr()
    assert len([line for line in out.splitlines() if " cannot be read" in line]) > 20
    assert "not-\\xff-utf-8" in error
    for file in FILES[:4]:
        for oddity, (_, fault) in ODDITIES.items():
            assert main(["generate", bad_name(file, oddity), "--length", "5"]) == 1
            out, error = capsys.readouterr()
            assert (out, error.count("\n")) == ("", 1)
            assert fault in error
    assert main(["classify", str(models / "whole" / "config.json")]) in (0, 1)
