"""The command line as a whole, as a shell sees it: exit codes, what is on which stream."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.__main__ import COMMANDS, main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[2]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact(), tiny_artifact("tiny-gru", "gru"))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


def shell(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rnn_demo", *arguments],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        **more,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert COMMANDS[command] in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["sing"],
        ["generate"],
        ["generate", "m", "--length", "long"],
        ["generate", "m", "--length", "9" * 5000],
        ["score", "m"],
        ["score", "m", "f", "--protocol", "warm"],
        ["list", "--xml"],
    ],
)
def test_wrong_usage_is_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(wrong)
    assert end.value.code == 2
    assert "usage: python -m rnn_demo" in capsys.readouterr().err


def test_an_unknown_model_in_a_shell(models: Path) -> None:
    result = shell("generate", "shakespear-lstm")
    assert result.returncode == 1
    assert result.stdout == b""
    assert result.stderr.decode() == (
        "rnn_demo: There is no model 'shakespear-lstm'; there are: tiny-gru, tiny-lstm.\n"
    )


@pytest.mark.parametrize("arguments", [["train", "auto"], ["train", "--help"]])
def test_a_host_without_torch(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # the import system's way to say: not there
    needing = ("rnn_demo.commands.train", "rnn_demo.tasks.generator.training")
    for name in [name for name in sys.modules if name.startswith(needing)]:
        monkeypatch.delitem(sys.modules, name)
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        "rnn_demo: this needs the package torch, which is not installed: "
        "pip install -r requirements.txt.\n"
    )


def test_closed_streams(models: Path, tmp_path: Path) -> None:
    for command in ("list >&-", "score tiny-lstm - <&-"):
        result = subprocess.run(
            ["sh", "-c", f'"$0" -m rnn_demo {command}', sys.executable],
            cwd=ROOT,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in result.stderr, command
        if command.startswith("score"):
            assert result.returncode == 1
            assert b"Standard input is closed" in result.stderr


@pytest.mark.parametrize("command", ["generate", "score", "evaluate"])
@pytest.mark.parametrize("name", ["nobody", "../x", "", "a\0b", "m" * 10_000])
def test_an_unknown_model(
    command: str, name: str, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, name, *(["-"] if command == "score" else [])]) == 1
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("rnn_demo: There is no model ")
    assert error.endswith("; there are: tiny-gru, tiny-lstm.\n")
    assert error.count("\n") == 1


def test_a_reader_that_leaves(models: Path) -> None:
    """As in `… | head -c 100`: it ends soon, says nothing, and leaves no traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rnn_demo", "generate", "tiny-lstm", "--length", "1000000"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        if process.stdout is None or process.stderr is None:
            raise RuntimeError("no output to read")
        assert len(process.stdout.read(100)) == 100
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


def test_a_reader_that_was_never_there(models: Path) -> None:
    # Little output stays in a buffer until the end, where nobody would catch the error.
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "rnn_demo", "list"],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert result.stderr == b""
    assert result.returncode == 1


def test_an_interrupt(
    models: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rnn_demo.commands import generate

    def interrupted(*arguments: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(generate, "open_reader", interrupted)
    assert main(["generate", "tiny-lstm"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_a_prompt_that_is_no_text(models: Path) -> None:
    # A byte that is not UTF-8 reaches Python as a lone surrogate.
    result = shell("generate", "tiny-lstm", "--prompt", os.fsdecode(b"The \xff"), "--length", "3")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b"The ")
    assert b"U+DCFF" in result.stderr
    assert result.stderr.count(b"\n") == 1
