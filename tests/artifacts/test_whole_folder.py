"""A model's folder is the old one or the new one, whenever a process dies or reads meanwhile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from rnn_demo.artifacts.folder import last_written
from rnn_demo.files.together import write_together
from tests.artifacts.killing import NAME, parts, save

ROOT = Path(__file__).parents[2]
NEW = {"config": "new", "tokenizer": "new", "weights": "new", "metrics": None, "listed": True}
OLD = {
    "config": "old", "tokenizer": "old", "weights": "old", "metrics": {"of": "old"}, "listed": True
}  # fmt: skip
SAVES = 60


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    if sys.platform == "win32":
        pytest.skip("no process is forked there")
    place = tmp_path_factory.mktemp("models")
    told = subprocess.run(
        [sys.executable, "-m", "tests.artifacts.killing", str(place)],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


@pytest.mark.parametrize("before", ["old", "none"])
def test_killed_at_any_step_it_is_the_old_one_or_the_new_one(
    before: str, deaths: list[dict[str, Any]]
) -> None:
    own = [death for death in deaths if death["before"] == before]
    assert len(own) > 6
    assert [death["died"] for death in own] == [True] * (len(own) - 1) + [False]
    found = [{key: death.get(key) for key in NEW} for death in own]
    whole = {key: None for key in NEW} | {"listed": False}
    first = OLD if before == "old" else whole
    turned = found.index(NEW)
    assert found == [first] * turned + [NEW] * (len(own) - turned)
    assert 0 < turned < len(own) - 1


def test_who_writes_next_leaves_nothing_behind(deaths: list[dict[str, Any]]) -> None:
    for death in deaths:
        assert death["again"] == NEW
        own = {"own notes"} if death["before"] == "old" else set()
        assert set(death["files"]) == {"config.json", "model.safetensors", "tokenizer.json"} | own


def test_who_reads_meanwhile_reads_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    folder = tmp_path / NAME
    save(folder, new=False)

    def write() -> None:
        for turn in range(SAVES):
            save(folder, new=turn % 2 == 0)

    writing = threading.Thread(target=write)
    writing.start()
    seen = []
    while writing.is_alive():
        seen.append(parts(folder))
    writing.join()
    assert len(seen) > 5
    for found in seen:
        assert found == {**NEW} or found == {**OLD, "metrics": None}


def test_moving_what_was_left_is_no_new_writing(tmp_path: Path) -> None:
    folder = tmp_path / NAME
    save(folder, new=True)
    (folder / ".new").mkdir()
    for name in ("config.json", "model.safetensors"):
        (folder / name).rename(folder / ".new" / name)
    before = last_written(folder, "generator")
    assert parts(folder)["config"] == "new"
    write_together(folder, {"own": "notes"})
    assert not (folder / ".new").exists()
    assert last_written(folder, "generator") == before
