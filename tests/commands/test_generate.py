"""`generate`: the same seed the same text, notices on standard error, bounds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.sampling import Knobs
from tests.tiny_models import tiny_artifact, write_models

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact())
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


def generate(capsys: Capture, *arguments: str) -> tuple[str, str]:
    assert main(["generate", "tiny-lstm", *arguments]) == 0
    return capsys.readouterr()


def written(request: Request, models: Path, full: bool = False) -> str:
    network = network_from(read_generator(models / "tiny-lstm"))
    reader = open_reader(network if full else narrowed(network), request.prompt)
    return request.prompt + "".join(w.character for w, _ in write(reader, request))


def test_writes_what_was_asked(models: Path, capsys: Capture) -> None:
    out, error = generate(
        capsys,
        *("--prompt", "The ", "--length", "80", "--temperature", "0.7", "--top-k", "9"),
        *("--top-p", "0.9", "--min-p", "0.02", "--seed", "12"),
    )
    request = Request("The ", 80, Knobs(0.7, 9, 0.9, 0.02), 12)
    assert out == written(request, models) + "\n"
    assert error == ""


def test_the_same_seed_the_same_text(models: Path, capsys: Capture) -> None:
    once, _ = generate(capsys, "--length", "60", "--seed", "3")
    assert len(once) == 61
    assert generate(capsys, "--length", "60", "--seed", "3") == (once, "")
    assert generate(capsys, "--length", "60", "--seed", "4")[0] != once
    assert once == written(Request("", 60, Knobs(0.8), 3), models) + "\n"
    # By its folder, too.
    assert main(["generate", str(models / "tiny-lstm"), "--length", "60", "--seed", "3"]) == 0
    assert capsys.readouterr().out == once


def test_units_are_held(models: Path, capsys: Capture) -> None:
    arguments = ("--length", "60", "--seed", "3", "--hold", "1.3=0.75", "--hold", "2.0=-4")
    held, _ = generate(capsys, *arguments)
    network = narrowed(network_from(read_generator(models / "tiny-lstm")))
    hold = Hold(((0, 3, 0.75), (1, 0, -4.0)))
    request = Request("", 60, Knobs(0.8), 3)
    plain = write(open_reader(network, ""), request, [(0, hold)])
    assert held == "".join(w.character for w, _ in plain) + "\n"
    assert held != generate(capsys, "--length", "60", "--seed", "3")[0]


@pytest.mark.parametrize(
    ("hold", "told"),
    [
        ("3.0=1", "There is no layer 3; give a number from 1 to 2."),
        ("0.0=1", "There is no layer 0; give a number from 1 to 2."),
        ("1.8=1", "There is no unit 8; give a number from 0 to 7."),
        ("1.0=1001", "held at 1001; in this network it can be from -1000 to 1000."),
        ("1.0=nan", "held at nan"),
        ("1.0", "--hold has '1.0'; give LAYER.UNIT=VALUE, as in 1.240=-1.4."),
        ("1.0=x", "--hold has '1.0=x'"),
        ("1.٣=1", "--hold has"),
    ],
)
def test_units_that_cannot_be_held(hold: str, told: str, capsys: Capture) -> None:
    assert main(["generate", "tiny-lstm", "--length", "5", "--hold", hold]) == 1
    assert told in capsys.readouterr().err


def test_units_are_held_in_8_bits_only(capsys: Capture) -> None:
    assert main(["generate", "tiny-lstm", "--hold", "1.0=1", "--full-precision"]) == 1
    assert "leave out --full-precision" in capsys.readouterr().err


def test_full_precision_is_another_text(models: Path, capsys: Capture) -> None:
    narrow, _ = generate(capsys, "--length", "60", "--seed", "3")
    full, _ = generate(capsys, "--length", "60", "--seed", "3", "--full-precision")
    assert full == written(Request("", 60, Knobs(0.8), 3), models, full=True) + "\n"
    assert full != narrow  # for this model and seed


def test_many_samples_at_once_are_those_of_one_at_a_time(capsys: Capture) -> None:
    all_of_them, _ = generate(capsys, "--length", "30", "--samples", "150")
    texts = all_of_them[:-1].split(f"\n{'-' * 40}\n")
    assert len(texts) == 150
    for seed in (0, 63, 64, 149):
        alone, _ = generate(capsys, "--length", "30", "--seed", str(seed))
        assert texts[seed].rstrip("\n") == alone.rstrip("\n")


def test_samples_are_the_seeds_from_there_on(capsys: Capture) -> None:
    both, _ = generate(capsys, "--length", "20", "--seed", "5", "--samples", "2")
    first, _ = generate(capsys, "--length", "20", "--seed", "5")
    second, _ = generate(capsys, "--length", "20", "--seed", "6")
    assert both == f"{first}\n{'-' * 40}\n{second}"


def test_greedy_and_stop(capsys: Capture) -> None:
    one, _ = generate(capsys, "--temperature", "0", "--length", "40", "--seed", "1")
    two, _ = generate(capsys, "--temperature", "0", "--length", "40", "--seed", "2")
    assert one == two
    stop = one[10:13]
    stopped, _ = generate(capsys, "--temperature", "0", "--length", "40", "--stop", stop)
    assert stopped == one[: one.index(stop) + 3] + "\n"
    never, error = generate(capsys, "--temperature", "0", "--length", "40", "--stop", "漢")
    assert never == one
    assert error == "The model never writes 漢: the text will not end at the stop text.\n"


def test_unknown_characters_are_named_on_standard_error(capsys: Capture) -> None:
    out, error = generate(capsys, "--prompt", "THE “end” 漢", "--length", "0")
    assert out == "THe «end» \n"
    assert error.count("\n") == 1
    for part in ("E → e", "“ → «", "” → »", "dropped 漢"):
        assert part in error
    silent = generate(capsys, "--prompt", "漢", "--length", "5")
    assert silent[0] == generate(capsys, "--length", "5")[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--length", "1000000000"], "The length is 1000000000; give"),
        (["--length", "-1"], "The length is -1; give"),
        (["--temperature", "nan"], "temperature is nan; give a number from 0 to 10."),
        (["--temperature", "-1"], "temperature is -1.0; give"),
        (["--temperature", "1e400"], "temperature is inf; give"),
        (["--top-k", "-1"], "top_k is -1; give"),
        (["--top-p", "1.5"], "top_p is 1.5; give"),
        (["--min-p", "inf"], "min_p is inf; give"),
        (["--seed", "-1"], "The seed is -1; give"),
        (["--seed", str(2**63 - 1), "--samples", "2"], "The seed is 9223372036854775808; give"),
        (["--samples", "0"], "--samples is 0; give"),
        (["--samples", "1000000"], "--samples is 1000000; give"),
        (["--prompt", "The " * 250_000], "The prompt has 1,000,000 characters;"),
        (["--stop", "e" * 2000], "The stop text has 2,000 characters;"),
    ],
)
def test_out_of_bounds(arguments: list[str], words: str, capsys: Capture) -> None:
    assert main(["generate", "tiny-lstm", *arguments]) == 1
    out, error = capsys.readouterr()
    assert out == ""  # nothing is written before everything is known to be right
    assert error.startswith(f"rnn_demo: {words}")
    assert error.count("\n") == 1


def test_a_damaged_model(models: Path, capsys: Capture) -> None:
    (models / "tiny-lstm" / "tokenizer.json").unlink()
    assert main(["generate", "tiny-lstm"]) == 1
    error = capsys.readouterr().err
    assert "tokenizer.json" in error
    assert error.count("\n") == 1


def test_a_model_of_letters_apart_knows_a_prompt_of_whole_ones(
    models: Path, capsys: Capture
) -> None:
    apart = unicodedata.normalize("NFD", "йёе и\n")
    write_models(models, tiny_artifact(characters="".join(sorted(set(apart)))))
    texts = set()
    for form in ("NFC", "NFD"):
        prompt = unicodedata.normalize(form, "ёй и")
        out, error = generate(capsys, "--prompt", prompt, "--length", "30")
        assert error == ""
        texts.add(out)
    assert len(texts) == 1
    # It can write й in its own way only, and does not end later for that.
    (text,) = texts
    written = text[len(unicodedata.normalize("NFD", "ёй и")) :]
    stop = unicodedata.normalize("NFC", next(written[i - 1 : i + 1] for i in range(1, 30)
                                             if written[i] in "\u0306\u0308"
                                             and written[i - 1] in "ие"))  # fmt: skip
    out, error = generate(capsys, "--prompt", "ёй и", "--length", "30", "--stop", stop)
    assert error == ""
    assert text.startswith(out.removesuffix("\n"))
    assert out.removesuffix("\n").endswith(unicodedata.normalize("NFD", stop))


def test_what_cannot_be_seen_is_named(models: Path, capsys: Capture) -> None:
    _, error = generate(capsys, "--prompt", "\ufeffTh\u200be\u00ad ", "--length", "5")
    assert error == (
        "The model has never seen 3 characters of this text: dropped U+FEFF ZERO WIDTH NO-BREAK "
        "SPACE, U+200B ZERO WIDTH SPACE, U+00AD SOFT HYPHEN.\n"
    )
