"""`train` and its kin: no work is lost, and what cannot be is told before the work begins."""

from __future__ import annotations

import argparse
import errno
import json
import lzma
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from safetensors import safe_open

from rnn_demo.__main__ import main
from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands import experiment, neurons, record
from rnn_demo.commands import train_generator as train_command
from rnn_demo.files import elsewhere, together
from rnn_demo.files.whole import WritingError
from rnn_demo.training.run_folder import kept
from tests.tiny_models import tiny_artifact

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
CONFIG: dict[str, Any] = {
    "network": {
        "cell": "lstm",
        "vocab_size": 0,
        "embedding_dim": 6,
        "hidden_size": 8,
        "num_layers": 1,
    },
    "data": {"corpus": "clerks", "split": [0.9, 0.1]},
    "recipe": {"epochs": 2, "batch_size": 4, "sequence_length": 8, "warmup_steps": 2},
}
# The command line, in which step 5 of a training does something.
PROGRAM = """
import os, resource, signal, sys
from rnn_demo.commands import train_generator as train
from rnn_demo.commands.streams import prepare_streams
prepare_streams()
# What a shell starts in the background is deaf to Ctrl-C, and so is what that starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
reporter = train._reporter
def reporting(*given):
    report = reporter(*given)
    def reported(progress, average):
        report(progress, average)
        if progress.step == 5:
            {happens}
    return reported
train._reporter = reporting
from rnn_demo.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_text: str) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(MODELS_VARIABLE, "")
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "clerks.txt").write_text(tiny_text, encoding="utf-8")
    return tmp_path


def train(*words: str) -> int:
    return main(["train", *words, "--quiet", "--device", "cpu"])


CLERKS = ("config.json", "--text", "clerks.txt", "--out", "out")


def trained_while(happens: str, *words: str) -> subprocess.CompletedProcess[str]:
    program = PROGRAM.format(happens=happens)
    return subprocess.run(
        [sys.executable, "-c", program, "train", *CLERKS, "--device", "cpu", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def step_of(checkpoint: Path) -> int:
    with safe_open(checkpoint, "np") as file:
        return int(json.loads(file.metadata()["run"])["step"])


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- what is there already ----------------------------------------------------------------------


def test_two_texts_of_one_name(folder: Path, tiny_text: str, capsys: Capture) -> None:
    for name, text in (("a", tiny_text), ("b", tiny_text[::-1])):
        (folder / name).mkdir()
        (folder / name / "input.txt").write_text(text, encoding="utf-8")
    assert train("config.json", "--text", "a/input.txt") == 0
    before = everything(folder / "runs")
    capsys.readouterr()
    assert train("config.json", "--text", "b/input.txt") == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(
        "rnn_demo: runs/input-lstm already holds a trained model and a run at step "
    )
    assert all(remedy in error for remedy in ("--resume", "--out FOLDER", "--overwrite"))
    assert error.count("\n") == 1
    assert everything(folder / "runs") == before
    assert train("config.json", "--text", "b/input.txt", "--out", "runs/b") == 0
    assert train("config.json", "--text", "b/input.txt", "--overwrite") == 0
    changed = everything(folder / "runs")
    assert all(changed[path] != data for path, data in before.items() if path.suffix != ".json")


def test_a_run_that_was_stopped_is_not_begun_again(folder: Path, capsys: Capture) -> None:
    assert train(*CLERKS, "--epochs", "1") == 0
    checkpoint = folder / "out" / "checkpoint.safetensors"
    (folder / "out" / "model.safetensors").unlink()
    step = step_of(checkpoint)
    capsys.readouterr()
    assert train(*CLERKS) == 1
    assert f"out already holds a run at step {step}: go on" in capsys.readouterr().err
    assert step_of(checkpoint) == step
    assert train(*CLERKS, "--resume") == 0
    assert step_of(checkpoint) > step


def test_fewer_epochs_than_were_done(folder: Path, capsys: Capture) -> None:
    assert train(*CLERKS, "--epochs", "4") == 0
    before = everything(folder / "out")
    steps = step_of(folder / "out" / "checkpoint.safetensors")
    capsys.readouterr()
    assert train(*CLERKS, "--epochs", "1.5", "--resume") == 1
    error = capsys.readouterr().err
    assert f"is of step {steps}, 4 passes over the data; " in error
    assert "give at least 4 epochs to --resume" in error
    assert everything(folder / "out") == before
    assert train(*CLERKS, "--epochs", "4", "--resume") == 0
    assert read_generator(folder / "out").config.recipe.epochs == 4


def test_no_time_for_a_step_is_no_model(folder: Path, capsys: Capture) -> None:
    assert train(*CLERKS, "--max-seconds", "1e-9") == 1
    error = capsys.readouterr().err
    assert "Not one step was taken within 1e-09 seconds" in error
    assert "Traceback" not in error
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["checkpoint.safetensors"]
    # What holds no step is not work: nothing has to be said to begin again.
    assert train(*CLERKS) == 0


# --- others and signals -------------------------------------------------------------------------


def test_a_folder_is_one_trainings_at_a_time(folder: Path, capsys: Capture) -> None:
    assert train(*CLERKS) == 0
    before = everything(folder / "out")
    capsys.readouterr()
    for words in ([], ["--resume"], ["--overwrite"]):
        with kept(folder / "out"):
            assert train(*CLERKS, *words) == 1
        assert "Another training is writing into out: let it end" in capsys.readouterr().err
        assert everything(folder / "out") == before
    assert train(*CLERKS, "--resume") == 0


def test_the_lock_does_not_outlive_a_killed_process(folder: Path) -> None:
    result = trained_while("os.kill(os.getpid(), signal.SIGKILL)", "--checkpoint-seconds", "0")
    assert result.returncode == -signal.SIGKILL
    assert step_of(folder / "out" / "checkpoint.safetensors") == 4
    assert train(*CLERKS, "--resume") == 0


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_asked_to_stop_it_keeps_the_step(name: str, folder: Path) -> None:
    result = trained_while(f"os.kill(os.getpid(), signal.{name})")
    assert result.returncode == 128 + getattr(signal, name)
    assert "Traceback" not in result.stderr
    assert result.stderr.splitlines()[-1] == (
        "Stopped at step 5 of 10. out/checkpoint.safetensors is of that step: the same with "
        "--resume goes on from there."
    )
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["checkpoint.safetensors"]
    assert step_of(folder / "out" / "checkpoint.safetensors") == 5
    assert train(*CLERKS, "--resume") == 0
    assert train(*CLERKS[:-1], "straight") == 0
    stopped, straight = (everything(folder / where) for where in ("out", "straight"))
    model = "model.safetensors"
    assert stopped[folder / "out" / model] == straight[folder / "straight" / model]


# --- no room, no folder -------------------------------------------------------------------------


def test_a_full_disk_at_a_checkpoint(folder: Path) -> None:
    filled = "os.symlink('/dev/full', 'out/checkpoint.safetensors.partial')"
    result = trained_while(filled, "--checkpoint-seconds", "0")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    last = result.stderr.splitlines()[-1]
    assert last.startswith("rnn_demo: out/checkpoint.safetensors (")
    assert " bytes) cannot be written: No space left on device. " in last
    assert last.endswith(
        "Make room there; what stood there before is as it was. "
        "Then the same with --resume goes on."
    )
    assert step_of(folder / "out" / "checkpoint.safetensors") == 4
    assert train(*CLERKS, "--resume") == 0
    assert not list(folder.rglob("*.partial"))


def test_a_full_disk_at_the_last_checkpoint_costs_no_model(folder: Path, capsys: Capture) -> None:
    assert train(*CLERKS, "--epochs", "1") == 0
    checkpoint = folder / "out" / "checkpoint.safetensors"
    (folder / "out" / f"{checkpoint.name}.partial").symlink_to("/dev/full")
    capsys.readouterr()
    assert train(*CLERKS, "--resume") == 0
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("The checkpoint is of an earlier step. out/checkpoint.safetensors (")
    assert step_of(checkpoint) == 5
    assert read_generator(folder / "out").config.recipe.epochs == 2


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_a_model_that_cannot_be_written_is_kept_elsewhere(
    number: int, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert train(*CLERKS, "--epochs", "1") == 0
    model = sorted(path for path in (folder / "out").iterdir() if "checkpoint" not in path.name)
    before = {path: path.read_bytes() for path in model}
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    write = together.write_synced

    def failing(path: Path, data: bytes) -> None:
        if path.name == "model.safetensors" and "out" in path.parts:
            write(path, data[:10])
            raise OSError(number, os.strerror(number))
        write(path, data)

    monkeypatch.setattr(together, "write_synced", failing)
    capsys.readouterr()
    assert train(*CLERKS, "--resume") == 1
    (last,) = [line for line in capsys.readouterr().err.splitlines() if "rnn_demo: " in line]
    assert last.startswith("rnn_demo: out (")
    assert f" bytes) cannot be written: {os.strerror(number)}. " in last
    assert last.endswith(": move the files from there to out.")
    (kept_in,) = (folder / "cache" / "rnn-demo").iterdir()
    assert f"is kept in {kept_in}: " in last
    assert {path: path.read_bytes() for path in model} == before  # nothing of the new one
    assert read_generator(kept_in).config.recipe.epochs == 2
    assert {path.name for path in (folder / "out").iterdir()} == {
        "checkpoint.safetensors", *(path.name for path in model)
    }  # fmt: skip
    # And where nothing can be written, nothing is left half.
    monkeypatch.setattr(elsewhere, "_places", lambda name: iter(()))
    assert train(*CLERKS, "--resume") == 1
    error = capsys.readouterr().err
    assert error.rstrip().endswith("before is as it was. Then the same with --resume goes on.")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not Path("/proc/mounts").exists(),
    reason="only root on Linux mounts a file system",
)
def test_a_disk_that_fills(folder: Path, capsys: Capture) -> None:
    (folder / "small").mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder / "small"], check=False
    )
    if mounted.returncode:
        pytest.skip("this root may not mount")
    try:
        artifact = tiny_artifact("old")
        out = folder / "small" / "model"
        write_folder(out, artifact.config, artifact.tokenizer, artifact.weights)
        before = everything(out)
        room = os.statvfs(out)
        (folder / "small" / "filler").write_bytes(bytes(room.f_bavail * room.f_bsize - 8192))
        new = replace(artifact, config=replace(artifact.config, note="new"))
        with pytest.raises(
            WritingError, match=r"cannot be written: No space left on device\. Make"
        ):
            write_folder(out, new.config, new.tokenizer, new.weights)
        assert everything(out) == before
        assert read_generator(out).config.note == ""
    finally:
        subprocess.run(["umount", folder / "small"], check=True)


def test_figures_that_cannot_be_written_are_kept_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    out = ["--length", "10", "--cells", "elman", "--seeds", "1", "--budget", "50"]
    out += ["--hidden-size", "2", "--out", "new/latch.json"]
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    (folder / "new").mkdir()
    (folder / "new" / "latch.json.partial").symlink_to("/dev/full")
    assert main(["experiment", "latch", *out]) == 1
    assert "No space left on device" in capsys.readouterr().err
    (kept_in,) = (folder / "cache" / "rnn-demo").iterdir()
    assert json.loads((kept_in / "latch.json").read_text())["task"] == "latch"


def test_what_is_not_written_leaves_no_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupted(*given: object, **wishes: object) -> None:
        raise KeyboardInterrupt

    before = sorted(folder.rglob("*"))
    monkeypatch.setattr(train_command, "train_generator", interrupted)
    monkeypatch.setattr(record, "record", interrupted)
    monkeypatch.setattr(experiment, "_run_trials", interrupted)
    words = ["--text", "clerks.txt", "--out", "below/new"]
    assert main(["train", "config.json", *words]) == 130
    assert main(["record", *words]) == 130
    assert main(["experiment", "latch", "--out", "below/new/latch.json"]) == 130
    assert sorted(folder.rglob("*")) == before


def test_what_is_shipped_is_written_over_only_by_name(capsys: Capture) -> None:
    for command in (record, neurons):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        assert parser.get_default("out").parts[0] == "runs"


def test_a_limit_of_file_sizes_is_seen_before(folder: Path) -> None:
    words = " ".join(CLERKS)
    result = subprocess.run(
        ["bash", "-c", f'ulimit -f 4; "$0" -m rnn_demo train {words}', sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("rnn_demo: A checkpoint of this network takes 0.0")
    assert "a file may have 0.0041 MB here: raise the limit of a file's size" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_limit_of_file_sizes_in_the_middle(folder: Path) -> None:
    limit = "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))"
    result = trained_while(limit, "--checkpoint-seconds", "0")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    last = result.stderr.splitlines()[-1]
    assert last.startswith("rnn_demo: out/checkpoint.safetensors (")
    assert " bytes) cannot be written: File too large. Raise the limit" in last
    assert last.endswith("Then the same with --resume goes on.")
    assert step_of(folder / "out" / "checkpoint.safetensors") == 4
    assert train(*CLERKS, "--resume") == 0


def test_too_little_room_is_seen_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(train_command, "train_generator", pytest.fail)
    free = type("Usage", (), {"free": 20_000})
    monkeypatch.setattr("shutil.disk_usage", lambda path: free)
    assert train(*CLERKS) == 1
    assert "there are 0.02 MB free in out: make room there" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["clerks.txt/below", "clerks.txt", "/proc/nowhere"])
def test_a_folder_that_cannot_be_is_told_before_the_work(
    out: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for module, name in (
        (train_command, "train_generator"),
        (record, "record"),
        (neurons, "look_at"),
        (experiment, "_outcomes"),
    ):
        monkeypatch.setattr(module, name, lambda *given, **wishes: pytest.fail("it began"))
    assert main(["train", "config.json", "--text", "clerks.txt", "--out", out]) == 1
    sentence = f"rnn_demo: The folder {out} cannot be written into: "
    assert capsys.readouterr().err.startswith(sentence)
    assert main(["record", "--text", "clerks.txt", "--out", out]) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert main(["experiment", "adding", "--out", f"{out}/adding.json"]) == 1
    assert capsys.readouterr().err.startswith(sentence)
    monkeypatch.setattr(neurons, "WARM", -neurons.SEEN)  # a text of any length will do
    own = ["neurons", "pushkin-gru", "--text", "clerks.txt", "--out", out]
    monkeypatch.setattr(neurons, "prepare", lambda config, text: _any_text())
    assert main(own) == 1
    assert capsys.readouterr().err.startswith(sentence)


def _any_text() -> Any:
    return type("Prepared", (), {"parts": (range(99), range(99))})


def test_results_go_into_a_folder_that_is_made(folder: Path, capsys: Capture) -> None:
    words = ["experiment", "latch", "--length", "10", "--cells", "elman", "--seeds", "1"]
    words += ["--budget", "50", "--hidden-size", "2"]
    assert main([*words, "--out", "new/below/latch.json"]) == 0
    assert json.loads((folder / "new" / "below" / "latch.json").read_text())["task"] == "latch"
    assert [path.name for path in (folder / "new" / "below").iterdir()] == ["latch.json"]
    capsys.readouterr()
    with kept(folder / "new" / "below" / "latch.json"):
        assert main([*words, "--out", "new/below/latch.json"]) == 1
    sentence = "rnn_demo: Another training is writing into new/below/latch.json: let it end"
    assert capsys.readouterr().err.startswith(sentence)
    assert main([*words, "--out", "new"]) == 1
    assert "rnn_demo: --out new is a folder: name a file in it." in capsys.readouterr().err


# --- pipes and devices --------------------------------------------------------------------------


def piped(folder: Path, name: str, data: bytes) -> str:
    """A pipe out of which this data comes, once."""
    path = folder / name
    os.mkfifo(path)
    threading.Thread(target=path.write_bytes, args=(data,), daemon=True).start()
    return str(path)


@pytest.mark.parametrize("config", ["config.json", "auto"])
def test_a_text_through_a_pipe(config: str, folder: Path, tiny_text: str) -> None:
    words = ("--epochs", "0.2")
    assert train(config, "--text", "clerks.txt", "--out", "file", *words) == 0
    for name, data in (
        ("plain", tiny_text.encode()),
        ("packed", lzma.compress(tiny_text.encode())),
    ):
        assert train(config, "--text", piped(folder, name, data), *words) == 0
        (made,) = (folder / "runs").iterdir()
        assert made.name == "pipe-lstm"
        for file in ("model.safetensors", "tokenizer.json"):
            assert (made / file).read_bytes() == (folder / "file" / file).read_bytes()
        made.rename(folder / f"made-{name}")


def test_pipes_for_every_command_that_reads(folder: Path, tiny_text: str, capsys: Capture) -> None:
    assert train(*CLERKS, "--epochs", "0.2") == 0
    data = tiny_text.encode()
    capsys.readouterr()
    assert main(["score", "out", "clerks.txt"]) == 0
    told = capsys.readouterr()
    assert main(["score", "out", piped(folder, "score", data)]) == 0
    assert capsys.readouterr() == told
    assert main(["evaluate", "out", "--text", "clerks.txt"]) == 0
    measured = capsys.readouterr().out  # how fast it went stands beside it
    assert main(["evaluate", "out", "--text", piped(folder, "evaluate", data)]) == 0
    assert capsys.readouterr().out == measured
    assert main(["classify", "clerks.txt", "--csv"]) == main(
        ["classify", piped(folder, "classify", data), "--csv"]
    )
    rows = capsys.readouterr().out.split("row,label")
    assert rows[1] == rows[2]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("/dev/zero", "/dev/zero is a device and no text: name a file or a pipe."),
        (".", "Is a directory|is a folder: name a file"),
        ("/dev/null", "empty|0 characters|holds no review"),
    ],
)
def test_what_is_no_text(file: str, sentence: str, folder: Path, capsys: Capture) -> None:
    for words in (
        ["train", "auto", "--text", file],
        ["score", "pushkin-gru", file],
        ["classify", file],
    ):
        assert main(words) == 1
        error = capsys.readouterr().err
        assert any(part in error for part in sentence.split("|")), error
        assert error.count("\n") == 1
    assert not (folder / "runs").exists()
