"""Two real processes (gloo) train as one does, and each goes on from the other's checkpoint.

Run by `torch.distributed.run`, this file is the two processes: the command line itself, in
float32, so that only the order of additions differs.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from rnn_demo.__main__ import main
from rnn_demo.commands import train_generator as train_command
from rnn_demo.training import loop

MIDDLE = 9  # of the run's steps; within a pass

CONFIG = {
    "network": {
        "cell": "lstm",
        "vocab_size": 0,
        "embedding_dim": 6,
        "hidden_size": 8,
        "num_layers": 2,
    },
    "data": {"corpus": "clerks.txt", "split": [0.8, 0.1, 0.1]},
    # No noise: it is drawn for each process by itself.
    "recipe": {
        "epochs": 3,
        "batch_size": 4,
        "sequence_length": 8,
        "learning_rate": 0.01,
        "warmup_steps": 3,
        "reset_probability": 0.0,
    },
    "seed": 5,
}


@contextmanager
def float32_and_a_copy_in_the_middle() -> Iterator[None]:
    """Leave `middle.safetensors` beside the checkpoint."""
    save, precision = loop.save_checkpoint, train_command.best_precision

    def saving(path: Path, run: loop.Run, *rest: Any) -> None:
        save(path, run, *rest)
        if run.step == MIDDLE:
            shutil.copy(path, path.with_name("middle.safetensors"))

    loop.save_checkpoint, train_command.best_precision = saving, lambda device: torch.float32
    try:
        yield
    finally:
        loop.save_checkpoint, train_command.best_precision = save, precision


def train(folder: Path, out: str, *more: str) -> int:
    arguments = ["train", str(folder / "config.json"), "--text", str(folder / "clerks.txt")]
    arguments += ["--out", str(folder / out), "--device", "cpu", "--checkpoint-seconds", "0"]
    with float32_and_a_copy_in_the_middle():
        return main([*arguments, "--quiet", *more])


def start_from(folder: Path, out: str, middle_of: str) -> None:
    (folder / out).mkdir()
    shutil.copy(folder / middle_of / "middle.safetensors", folder / out / "checkpoint.safetensors")


def in_two_processes(folder: Path, out: str, *more: str) -> subprocess.Popen[str]:
    """One elastic run a training: this file is what both processes execute."""
    with socket.socket() as free:  # a port of its own, so that two trainings may run at once
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"),
            *("--master-port", port, __file__, str(folder), out, *more),
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "OMP_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def went_well(training: subprocess.Popen[str]) -> None:
    try:
        told, complained = training.communicate(timeout=120)
    finally:
        training.kill()
    assert training.returncode == 0, complained
    assert told.count("Written to") == 1  # only one of them speaks
    assert "Traceback" not in complained


def same(folder: Path, one: str, other: str) -> None:
    expected = load_file(folder / one / "checkpoint.safetensors")
    got = load_file(folder / other / "checkpoint.safetensors")
    assert got.keys() == expected.keys()
    assert {name.split("/")[0] for name in got} >= {"network", "optimiser", "average", "carried"}
    for name, tensor in expected.items():
        assert got[name].shape == tensor.shape, name
        np.testing.assert_allclose(got[name], tensor, atol=2e-5, rtol=1e-3, err_msg=name)


def test_two_processes_are_as_good_as_one(
    tmp_path: Path, tiny_text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clerks.txt").write_text(tiny_text, encoding="utf-8")
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    assert train(tmp_path, "one") == 0
    capfd.readouterr()
    start_from(tmp_path, "two-after-one", middle_of="one")
    trainings = [
        in_two_processes(tmp_path, "two"),
        in_two_processes(tmp_path, "two-after-one", "--resume"),
    ]
    for training in trainings:
        went_well(training)
    start = load_file(tmp_path / "one" / "middle.safetensors")
    end = load_file(tmp_path / "one" / "checkpoint.safetensors")
    assert not np.allclose(start["network/embedding"], end["network/embedding"], atol=1e-3)
    same(tmp_path, "one", "two")
    same(tmp_path, "one", "two-after-one")
    start_from(tmp_path, "one-after-two", middle_of="two")
    assert train(tmp_path, "one-after-two", "--resume") == 0
    same(tmp_path, "one", "one-after-two")
    for name in ("two", "two-after-one"):
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == [
            "checkpoint.safetensors",
            "config.json",
            "middle.safetensors",
            "model.safetensors",
            "tokenizer.json",
        ]


if __name__ == "__main__":
    torch.set_num_threads(1)
    sys.exit(train(Path(sys.argv[1]), *sys.argv[2:]))
