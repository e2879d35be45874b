"""Damaged folders of models beside good ones: what a host's owner may put there by mistake."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from safetensors.numpy import load_file

from benchmarks.attacks.attacker import Attacker
from benchmarks.attacks.tab import Tab

MODELS = Path(__file__).parents[2] / "models"
WHOLE = "pushkin-gru"  # is copied and damaged
PAGES = ("write", "score", "models", "memory_ruler", "conveyor_belt", "neurons", "sentiment")


def with_bfloat16(models: Path) -> None:
    """Weights of a kind that numpy does not have."""
    path = copied(models, "bfloat16-gru") / "model.safetensors"
    weights = load_file(path)
    header: dict[str, object] = {}
    parts, at = [], 0
    for name, values in weights.items():
        part = (values.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes()
        ends = [at, at + len(part)]
        header[name] = {"dtype": "BF16", "shape": list(values.shape), "data_offsets": ends}
        parts.append(part)
        at = ends[1]
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + b"".join(parts))


def with_odd_name(models: Path) -> None:
    """A folder whose name is not UTF-8."""
    copied(models, os.fsdecode(b"\xff\xfe-gru"))


def with_pipe(models: Path) -> None:
    """Weights that are a FIFO: whoever opens it waits for ever."""
    path = copied(models, "pipe-gru") / "model.safetensors"
    path.unlink()
    os.mkfifo(path)


def with_endless_metrics(models: Path) -> None:
    """Metrics that never end."""
    path = copied(models, "endless-gru") / "metrics.json"
    path.unlink()
    path.symlink_to("/dev/zero")


def with_all(models: Path) -> None:
    """Every kind of damage at once."""
    for damage in (with_bfloat16, with_odd_name, with_pipe, with_endless_metrics):
        damage(models)


def copied(models: Path, name: str) -> Path:
    """A copy of a good folder under another name."""
    shutil.copytree(MODELS / WHOLE, models / name)
    return models / name


def prepared(models: Path, damage: Callable[[Path], None]) -> None:
    """The shipped models by links, and a damaged one."""
    for folder in MODELS.iterdir():
        (models / folder.name).symlink_to(folder)
    damage(models)


async def looked_at(attacker: Attacker) -> None:
    """Every page that reads models is opened twice; nothing else is needed to meet the damage."""
    for page in PAGES * 2:
        tab = Tab(attacker, page)
        await tab.open(patience=10)
        await tab.close()
