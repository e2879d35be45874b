"""Where compiled code is kept: never where it cannot be written, never an older source's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.engine import compiled

ROOT = Path(__file__).parents[2]


def test_the_first_place_that_can_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    found = compiled.folder_for_code([blocked, tmp_path / "good", tmp_path / "other"])
    assert found and found.parent == tmp_path / "good"
    assert compiled.folder_for_code([blocked]) is None
    assert list(found.iterdir()) == []  # the probe is gone


def test_a_full_disk_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(count: int) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiled, "bytes", full, raising=False)
    assert compiled.folder_for_code([tmp_path]) is None


def test_other_sources_have_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compiled.folder_for_code([tmp_path])
    sources = tmp_path / "engine"
    sources.mkdir()
    for source in compiled.HERE.glob("*.py"):
        (sources / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(compiled, "HERE", sources)
    assert compiled.folder_for_code([tmp_path]) == before
    (sources / "stepping.py").write_text("# changed")
    assert compiled.folder_for_code([tmp_path]) != before


def test_a_place_of_ones_own(tmp_path: Path) -> None:
    program = "import rnn_demo.engine.compiled, numba; print(numba.config.CACHE_DIR)"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == str(tmp_path)
