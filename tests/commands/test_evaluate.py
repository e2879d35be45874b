"""`evaluate` writes figures and card together, of the weights that it measured, or neither."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands import evaluate
from rnn_demo.files import elsewhere, together
from tests import toy_kind
from tests.toy_kind import KIND, VOWEL_KIND

Capture = pytest.CaptureFixture[str]
NAME = "vowel-elman"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(KINDS, KIND, VOWEL_KIND)
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    written = toy_kind.write_vowels(tmp_path) / NAME
    (written / "metrics.json").write_text('{"of": "before"}')
    (written / "README.md").write_text("# Before")
    return written


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("full", ["metrics.json", "README.md"])
def test_a_disk_that_fills_leaves_both_as_they_were(
    full: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write, before = together.write_synced, everything(folder)

    def failing(path: Path, data: bytes) -> None:
        if path.name == full and NAME in path.parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, data)

    monkeypatch.setattr(together, "write_synced", failing)
    assert main(["evaluate", NAME]) == 1
    out, error = capsys.readouterr()
    told = error.splitlines()[-1]
    assert "cannot be written: No space left on device. Make room there; " in told
    assert everything(folder) == before
    (kept_in,) = (folder.parent / ".cache" / "rnn-demo").iterdir()
    assert f"is kept in {kept_in}: move the files from there to {folder}." in told
    assert json.loads((kept_in / "metrics.json").read_text()) == json.loads(out)
    assert (kept_in / "README.md").exists()
    monkeypatch.setattr(elsewhere, "_places", lambda name: iter(()))
    assert main(["evaluate", NAME]) == 1
    assert everything(folder) == before


def test_figures_are_of_the_weights_beside_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    measure, before = evaluate._measured, everything(folder)

    def while_others_train(*given: object) -> object:
        weights = folder / "model.safetensors"
        weights.with_name("new").write_bytes(before["model.safetensors"])
        weights.with_name("new").replace(weights)
        return measure(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(evaluate, "_measured", while_others_train)
    assert main(["evaluate", NAME]) == 1
    assert "was written while it was measured" in capsys.readouterr().err
    assert everything(folder) == before
    monkeypatch.setattr(evaluate, "_measured", measure)
    assert main(["evaluate", NAME]) == 0
    assert "accuracy" in (folder / "metrics.json").read_text()
    assert sorted(everything(folder)) == sorted(before)
