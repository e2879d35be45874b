"""`score`: figures of any text, from a file or standard input, as words or JSON."""

from __future__ import annotations

import io
import json
import lzma
import math
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands import score as command
from rnn_demo.engine.learning import LEARNING
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.measure import cold, dynamic, stateful
from tests.tiny_models import tiny_artifact, write_models

Capture = pytest.CaptureFixture[str]
TEXT = "The old clerk: the light is low,\nthe night is long.\n" * 3


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact())
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    (tmp_path / "text.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return folder


def score(capsys: Capture, *arguments: str) -> dict[str, Any]:
    assert main(["score", "tiny-lstm", *arguments, "--json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_json_of_both_protocols(models: Path, capsys: Capture) -> None:
    network = network_from(read_generator(models / "tiny-lstm"))
    ids = network.tokenizer.encode(TEXT)
    for arguments, surprise, more in (
        ((), stateful(network, ids), {"protocol": "stateful"}),
        (
            ("--int8",),
            stateful(narrowed(network), ids),
            {"protocol": "stateful", "weights": "int8"},
        ),
        (("--protocol", "cold"), cold(network, ids, 256), {"protocol": "cold", "context": 256}),
        (
            ("--protocol", "cold", "--context", "16"),
            cold(network, ids, 16),
            {"protocol": "cold", "context": 16},
        ),
    ):
        result = score(capsys, "text.txt", *arguments)
        assert result == {
            "model": "tiny-lstm",
            "nats_per_character": pytest.approx(surprise.nats_per_character, rel=1e-6),
            "bits_per_character": pytest.approx(
                surprise.nats_per_character / math.log(2), rel=1e-6
            ),
            "characters": surprise.characters,
            "unknown_characters": 0,
            "weights": "float32",
            **more,
        }


def test_the_dynamic_protocol_names_both_networks_apart(models: Path, capsys: Capture) -> None:
    network = network_from(read_generator(models / "tiny-lstm"))
    ids = network.tokenizer.encode(TEXT)
    fixed, learning = stateful(network, ids), dynamic(network, ids)
    assert abs(fixed.nats_per_character - learning.nats_per_character) > 1e-4
    result = score(capsys, "text.txt", "--protocol", "dynamic", "--per-character")
    assert result["protocol"] == "dynamic"
    assert result["nats_per_character"] == pytest.approx(learning.nats_per_character, rel=1e-6)
    assert result["fixed"]["nats_per_character"] == pytest.approx(
        fixed.nats_per_character, rel=1e-6
    )
    assert result["settings"] == asdict(LEARNING)
    assert [one["fixed_bits"] for one in result["surprises"]] == pytest.approx(
        list(fixed.nats / math.log(2)), abs=1e-4
    )
    assert main(["score", "tiny-lstm", "text.txt", "--protocol", "dynamic"]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Fixed:    {fixed.nats_per_character:.4f} nats")
    assert second.startswith(f"Learning: {learning.nats_per_character:.4f} nats")
    assert last.startswith(f"{len(TEXT) - 1:,} characters (dynamic); 0 unknown; ")


def test_a_network_in_8_bits_does_not_learn(capsys: Capture) -> None:
    assert main(["score", "tiny-lstm", "text.txt", "--protocol", "dynamic", "--int8"]) == 1
    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1)
    assert "weights in full precision: leave out int8." in error


def test_surprises_have_the_mean_as_their_mean(capsys: Capture) -> None:
    result = score(capsys, "text.txt", "--per-character")
    surprises = result["surprises"]
    assert "".join(one["character"] for one in surprises) == TEXT[1:]
    mean = np.mean([one["bits"] for one in surprises])
    assert mean == pytest.approx(result["bits_per_character"], abs=1e-4)
    assert main(["score", "tiny-lstm", "text.txt", "--per-character"]) == 0
    *lines, summary = capsys.readouterr().out.splitlines()
    assert len(lines) == len(TEXT) - 1
    assert [line.split("\t")[0] for line in lines] == [repr(c) for c in TEXT[1:]]
    bits = [float(line.split("\t")[1]) for line in lines]
    assert np.mean(bits) == pytest.approx(result["bits_per_character"], abs=1e-3)
    assert f"{result['bits_per_character']:.4f} bits per character" in summary
    worst = surprises[int(np.argmax([one["bits"] for one in surprises]))]
    assert f"{worst['character']!r} with {worst['bits']:.1f} bits." in summary


def test_cold_surprises_leave_out_what_fills_no_window(capsys: Capture) -> None:
    result = score(capsys, "text.txt", "--protocol", "cold", "--context", "20", "--per-character")
    count = (len(TEXT) - 1) // 20 * 20
    assert result["characters"] == count
    assert "".join(one["character"] for one in result["surprises"]) == TEXT[1 : count + 1]


def test_unknown_characters_are_counted_and_named(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("THe “old” 漢字 clerk", encoding="utf-8")
    assert main(["score", "tiny-lstm", "odd.txt", "--json"]) == 0
    out, error = capsys.readouterr()
    result = json.loads(out)
    assert result["unknown_characters"] == 4
    assert result["characters"] == len("THe «old»  clerk") - 1
    assert "“ → «" in error
    assert "dropped 漢, 字" in error
    assert error.count("\n") == 1


def test_every_way_of_storing_a_text_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    expected = score(capsys, "text.txt")
    raw = TEXT.encode()
    windows = raw.replace(b"\n", b"\r\n")
    (tmp_path / "text.txt.xz").write_bytes(lzma.compress(raw))
    (tmp_path / "windows.txt").write_bytes(b"\xef\xbb\xbf" + windows)
    assert score(capsys, "text.txt.xz") == expected
    assert score(capsys, "windows.txt") == expected
    for content in (raw, windows, b"\xef\xbb\xbf" + raw, raw.replace(b"\n", b"\r")):
        standard_input(monkeypatch, content)
        assert score(capsys, "-") == expected


def test_standard_input_of_a_shell(capsys: Capture) -> None:
    expected = score(capsys, "text.txt")
    result = subprocess.run(
        [sys.executable, "-m", "rnn_demo", "score", "tiny-lstm", "-", "--json"],
        input=TEXT.encode(),
        capture_output=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The text has 0 characters that the model knows; at least 2 are needed."),
        (b"T", "The text has 1 character that"),
        ("漢字漢字".encode(), "The text has 0 characters"),
        (b"The \xff", "is not UTF-8"),
    ],
)
def test_texts_that_cannot_be_scored(
    content: bytes,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    for name in ("bad.txt", "-"):
        standard_input(monkeypatch, content)
        assert main(["score", "tiny-lstm", name]) == 1
        out, error = capsys.readouterr()
        assert out == ""
        sentence = error.splitlines()[-1]  # a notice may stand above it
        assert sentence.startswith("rnn_demo: ")
        assert words in sentence


@pytest.mark.parametrize("arguments", [["nothing.txt"], ["."], ["bad.txt.xz"]])
def test_files_that_cannot_be_read(arguments: list[str], tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "bad.txt.xz").write_bytes(b"not xz")
    assert main(["score", "tiny-lstm", *arguments]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"rnn_demo: {arguments[0]} ")
    assert error.count("\n") == 1


@pytest.mark.parametrize("context", ["0", "-3"])
def test_an_impossible_window(context: str, capsys: Capture) -> None:
    assert main(["score", "tiny-lstm", "text.txt", "--protocol", "cold", "--context", context]) == 1
    assert f"The context is {context}; it must be at least 1" in capsys.readouterr().err


def test_progress_is_told_on_standard_error_and_the_bound_is_kept(
    models: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SHORT", 0)
    for protocol in ("stateful", "cold"):
        assert main(["score", "tiny-lstm", "text.txt", "--protocol", protocol, "--context=8"]) == 0
        out, err = capsys.readouterr()
        assert "nats" in out
        assert "characters" in err
        assert "%|" in err
    monkeypatch.setattr(command, "MOST", len(TEXT) - 1)
    assert main(["score", "tiny-lstm", "text.txt"]) == 1
    assert f"more than {len(TEXT) - 1:,} characters: score it in parts" in capsys.readouterr().err
    standard_input(monkeypatch, TEXT.encode())
    assert main(["score", "tiny-lstm", "-"]) == 1
    assert f"more than {len(TEXT) - 1} characters" in capsys.readouterr().err
