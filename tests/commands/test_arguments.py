"""Values that begin with a dash, and numbers out of bounds, at every option that takes them."""

from __future__ import annotations

import argparse
import importlib
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.__main__ import COMMANDS, main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands.arguments import CommandParser, with_values_joined
from tests.tiny_models import CHARACTERS, tiny_artifact, write_models

Capture = pytest.CaptureFixture[str]
KNOWN = "".join(sorted({*CHARACTERS, "-", " "}))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(
        MODELS_VARIABLE, str(write_models(tmp_path / "models", tiny_artifact(characters=KNOWN)))
    )
    return tmp_path


@pytest.mark.parametrize("value", ["-- no", "-no", "--", "-", "--no", "-h.", "-1", "-H"])
def test_a_prompt_that_begins_with_a_dash(value: str, capsys: Capture) -> None:
    written = []
    for words in (["--prompt", value], [f"--prompt={value}"], ["--pro", value]):
        assert main(["generate", "tiny-lstm", *words, "--length", "0"]) == 0
        written.append(capsys.readouterr().out)
    known = "".join(c for c in value if c in KNOWN)
    assert written == [f"{known}\n"] * 3


@pytest.mark.parametrize("stop", ["-", "--", "-a", "-- a"])
def test_a_stop_text_that_begins_with_a_dash(stop: str, capsys: Capture) -> None:
    words = ["generate", "tiny-lstm", "--length", "50"]
    assert main([*words, "--stop", stop]) == 0
    apart = capsys.readouterr()
    assert main([*words, f"--stop={stop}"]) == 0
    assert capsys.readouterr() == apart


def test_a_value_that_is_an_option_says_how_it_is_written(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        main(["generate", "tiny-lstm", "--prompt", "--stop", "x"])
    assert end.value.code == 2
    assert 'a value that begins with a dash is written with =, as in --prompt="-…"' in (
        capsys.readouterr().err
    )


def test_a_file_that_begins_with_a_dash(folder: Path, capsys: Capture) -> None:
    for name in ("-x.txt", "--x.txt", "-h.txt"):
        (folder / name).write_text("That was a cat. " * 3)
        assert main(["score", "tiny-lstm", name, "--json"]) == 0
        found = capsys.readouterr().out
        assert main(["score", "tiny-lstm", "--json", "--", name]) == 0
        assert capsys.readouterr().out == found
    for wrong in ("-y.txt", "-json"):
        with pytest.raises(SystemExit) as end:
            main(["score", "tiny-lstm", wrong])
        assert end.value.code == 2
        error = capsys.readouterr().err
        assert f"'{wrong}' is neither an option" in error
        assert "begins with a dash is written ./-" in error


def parser() -> argparse.ArgumentParser:
    made = CommandParser()
    made.add_argument("file", nargs="?")
    made.add_argument("--prompt")
    made.add_argument("--set", action="append")
    made.add_argument("--json", action="store_true")
    return made


@given(value=st.text(alphabet="-=prosetjn hx1", max_size=9))
def test_a_value_is_itself_or_refused(value: str) -> None:
    """Whatever stands after an option, unless it is an option: it is that value and no other."""
    own = parser()
    words = with_values_joined(["--json", "--prompt", value, "--set", "a=b"], own)
    try:
        found = own.parse_args(words)
    except SystemExit:
        assert value.startswith(("--p", "--s", "--j", "--h")) or value == "-h" or "=" in value
        return
    assert (found.prompt, found.set, found.json) == (value, ["a=b"], True)


# --- numbers ------------------------------------------------------------------------------------


def numeric_options() -> list[tuple[str, str, type]]:
    found = []
    for command in COMMANDS:
        own = CommandParser()
        importlib.import_module(f"rnn_demo.commands.{command}").add_arguments(own)
        found += [
            (command, action.option_strings[0], action.type)
            for action in own._actions
            if action.type in (int, float) and action.nargs is None
        ]
    return found


NEEDED = {
    "generate": ["tiny-lstm"],
    "score": ["tiny-lstm", "text.txt", "--protocol", "cold"],
    "classify": ["text.txt"],
    "caption": ["text.txt"],
    "transcribe": ["text.txt"],
    "experiment": ["adding"],
    "train": ["auto", "--text", "text.txt"],
    "capacity": ["--out", "capacity.json"],
    "dynamics": ["lorenz", "--out", "dynamics"],
    "turing": ["count", "--out", "turing.json"],
    "elman": ["delay", "--out", "elman"],
    "forecast": ["text.txt"],
    "translate": ["A cat."],
    "watch": ["text.txt"],
    "tag": ["text"],
    "tune": [],
}


@pytest.mark.parametrize(
    ("command", "option", "kind"), numeric_options(), ids=lambda value: str(value).strip("-")
)
def test_numbers_out_of_bounds(
    command: str, option: str, kind: type, folder: Path, capsys: Capture
) -> None:
    """Refused with the name, the value and what to give; a command that trains would take long."""
    (folder / "text.txt").write_text("That was a cat. " * 30)
    for value in ("nan", "inf", "-inf", "-1", str(-(10**30)), "1e400" if kind is float else "1.5"):
        try:
            code = main([command, *NEEDED[command], option, value])
        except SystemExit as end:
            code = 3 if end.code == 2 and kind is int and not _whole(value) else 0
        out, error = capsys.readouterr()
        assert code in (1, 3), (value, error)
        assert out == ""
        last = error.splitlines()[-1]
        name = option.strip("-").replace("-", "[-_ ]")
        shown = [value, f"{float(value):g}"]
        if _whole(value):
            shown.append(f"{int(value):,}")
        assert "give" in last or "must be at least" in last, last
        assert any(way in last for way in shown), last
        assert re.search(name, last), last
    assert not (folder / "runs").exists()


def _whole(text: str) -> bool:
    try:
        return math.isfinite(int(text))
    except ValueError:
        return False
