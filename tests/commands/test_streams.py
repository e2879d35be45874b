"""Standard output and error of any encoding, closed, full, or read by nobody, as in a shell."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands import progress
from rnn_demo.commands.streams import ASCII
from tests.tiny_classifier import SAMPLE, write_tiny_classifier
from tests.tiny_models import CHARACTERS, tiny_artifact, write_models

ROOT = Path(__file__).parents[2]
ENCODINGS = ("cp437", "cp866", "cp1252", "ascii")
TEXT = "«Ещё не вечер», — сказал сторож.\n"
KNOWN = "".join(sorted({*CHARACTERS, *TEXT}))
# All commands of a list in one process, their streams as `python -m rnn_demo` has them.
PROGRAM = """
import json, sys
from rnn_demo.commands.streams import prepare_streams
prepare_streams()
from rnn_demo.__main__ import main
for command in json.loads(sys.argv[1]):
    code = main(command)
    print("=== end", code)
"""


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(
        write_tiny_classifier(tmp_path / "models"), tiny_artifact(characters=KNOWN)
    )
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    return folder


def outputs(encoding: str, *commands: list[str]) -> tuple[list[str], str]:
    """What each command wrote, every one having ended well, and standard error of all."""
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(commands)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=300,
    )
    error = result.stderr.decode(encoding)
    assert result.returncode == 0, error
    parts = result.stdout.decode(encoding).split("=== end ")
    assert [part.partition("\n")[0] for part in parts[1:]] == ["0"] * len(commands), error
    return [parts[0], *(part.partition("\n")[2] for part in parts[1:-1])], error


def of_this_process(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(command) == 0
    return capsys.readouterr().out


def shell(line: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", line, sys.executable],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_in_every_encoding(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviews, text = tmp_path / "reviews.txt", tmp_path / "сторож.txt"
    reviews.write_text(f"{SAMPLE}\nAn “ordinary” film, naïve — and good… {TEXT}", encoding="utf-8")
    text.write_text(TEXT * 9, encoding="utf-8")
    generate = ["generate", "tiny-lstm", "--prompt", TEXT.strip(), "--length", "40"]
    score, classify = ["score", "tiny-lstm", str(text)], ["classify", str(reviews)]
    commands = [
        *(["list"], ["list", "--json"]),
        *(generate, [*generate, "--full-precision"]),
        *(score, [*score, "--per-character"], [*score, "--per-character", "--json"]),
        *(classify, [*classify, "--json"], [*classify, "--csv"]),
        *(["simulate"], ["simulate", "--json"]),
        ["train", "auto", "--text", str(text), "--out", str(tmp_path / "ж"), "--epochs", "0.1"],
    ]
    told, error = outputs(encoding, *commands)
    assert "Traceback" not in error and "codec" not in error
    plain = [of_this_process(command, capsys) for command in commands[:-1]]
    # Texts: every character is there, if need be as an escape.
    for n in (2, 3):
        assert unescaped(told[n]) == plain[n]
    assert ("are written as escapes like \\u0451" in error) == (told[2] != plain[2])
    for n in (5,):
        lines = [line.split("\t") for line in told[n].splitlines()[:-1]]
        assert "".join(ast.literal_eval(shown) for shown, _ in lines) == (TEXT * 9)[1:]
    # JSON and CSV: the same values.
    for n in (1, 6, 11):
        assert json.loads(told[n]) == json.loads(plain[n])
    same = [[json.loads(line) for line in lines[8].splitlines()] for lines in (told, plain)]
    assert same[0] == same[1]
    assert len(list(csv.DictReader(io.StringIO(told[9])))) == 2
    # Sentences: our own signs become ASCII where they have to.
    assert ("sigma_max" if encoding != "cp437" else "σ_max") in told[10]
    for sign, ascii_sign in ASCII.items():
        expected = plain[10].count(sign)
        assert told[10].count(sign) == (expected if can_write(sign, encoding) else 0)
        assert ascii_sign.isascii()
    start = told[7].splitlines()[0]
    assert start.endswith("…" if can_write("…", encoding) else "...")
    assert "Written to " in told[12]
    assert ("\\u0436" in told[12]) != can_write("ж", encoding)


def can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def unescaped(text: str) -> str:
    """A text whose escapes are read as Python reads them; it has no other backslash."""
    for character in KNOWN:
        escape = character.encode("ascii", "backslashreplace").decode()
        if escape != character:
            text = text.replace(escape, character)
    return text


def test_an_error_handler_of_ones_own_stays(tmp_path: Path) -> None:
    (tmp_path / "reviews.txt").write_text(SAMPLE, encoding="utf-8")
    line = f'"$0" -m rnn_demo classify {tmp_path}/reviews.txt'
    assert b"&#8230;" in shell(line, PYTHONIOENCODING="ascii:xmlcharrefreplace").stdout


def test_no_byte_order_mark_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "reviews.txt").write_text(SAMPLE, encoding="utf-8")
    line = f'"$0" -m rnn_demo classify {tmp_path}/reviews.txt --csv --byte-order-mark'
    result = shell(line, PYTHONIOENCODING="cp1252")
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"standard output is cp1252: leave it out" in result.stderr


@pytest.mark.parametrize(
    "command", ["generate tiny-lstm --length 9", "classify LICENSE", "score tiny-lstm LICENSE"]
)
def test_standard_output_that_is_closed(command: str) -> None:
    result = shell(f'"$0" -m rnn_demo {command} >&-')
    assert result.returncode in (0, 1)
    assert b"Traceback" not in result.stderr and b"Error" not in result.stderr


@pytest.mark.parametrize("command", ["generate tiny-lstm --length 90000", "list --help"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_after_a_line(command: str, unbuffered: str) -> None:
    line = f'"$0" -m rnn_demo {command} | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}'
    result = shell(line, PYTHONUNBUFFERED=unbuffered)
    assert result.returncode in (0, 1)  # 0 when all was written before the reader left
    assert result.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_that_is_full(unbuffered: str) -> None:
    result = shell('"$0" -m rnn_demo list >/dev/full', PYTHONUNBUFFERED=unbuffered)
    assert result.returncode == 1
    assert result.stderr.decode() == (
        "rnn_demo: Standard output cannot be written: No space left on device.\n"
    )


NOTICED = 'generate tiny-lstm --prompt "T☃he" --length 30'


@pytest.mark.parametrize("error", ["2>&-", "2>/dev/full", "2> >(exec <&-)"])
def test_work_goes_on_without_its_notices(error: str) -> None:
    expected = shell(f'"$0" -m rnn_demo {NOTICED}')
    assert expected.stderr.count(b"\n") == 1
    result = shell(f'"$0" -m rnn_demo {NOTICED} {error}')
    assert (result.returncode, result.stdout) == (0, expected.stdout)


def test_no_file_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """A file that is opened under the number 2 would hold what is said on standard error."""
    text, out = tmp_path / "text.txt", tmp_path / "out"
    text.write_text(TEXT * 20, encoding="utf-8")
    words = ["train", "auto", "--text", str(text), "--epochs", "0.1", "--device", "cpu"]
    assert main([*words, "--out", f"{out}1"]) == 0
    for number, closed in enumerate(("2>&-", "<&- >&- 2>&-"), 2):
        result = shell(f'"$0" -m rnn_demo {" ".join(words)} --out {out}{number} {closed}')
        assert result.returncode == 0, result.stderr
        for name in ("config.json", "tokenizer.json", "model.safetensors"):
            written = (tmp_path / f"out{number}" / name).read_bytes()
            assert written == (tmp_path / "out1" / name).read_bytes()
    reviews = tmp_path / "reviews.txt"
    reviews.write_text(f"{SAMPLE}\n\nGreat!\n", encoding="utf-8")
    expected = shell(f'"$0" -m rnn_demo classify {reviews} --csv')
    result = shell(f'"$0" -m rnn_demo classify {reviews} --csv > {tmp_path}/found.csv 2>&-')
    assert result.returncode == expected.returncode == 1
    assert (tmp_path / "found.csv").read_bytes() == expected.stdout


def test_a_log_gets_lines_and_no_bar(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT * 20, encoding="utf-8")
    train = ["train", "auto", "--text", str(text), "--epochs", "2", "--out", str(tmp_path / "out")]
    for command in (train, ["classify", str(text)]):
        assert main(command) in (0, 1)
        error = capsys.readouterr().err
        assert "\r" not in error and "\x1b" not in error
        lines = error.splitlines()
        assert sum("nats/char" in line or "reviews/s" in line for line in lines) == 1
        assert "" not in lines


def test_a_long_work_says_from_time_to_time_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "SECONDS", -1.0)  # each step is later than that
    with progress.progress_bar(total=3, unit=" steps") as bar:
        for _ in range(3):
            bar.update()
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("|")[0].strip() for line in lines] == ["33%", "67%", "100%", "100%"]
    with progress.progress_bar(total=3):
        pass
    assert capsys.readouterr().err == ""  # nothing was done
