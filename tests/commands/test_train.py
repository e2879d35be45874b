"""`train`: any text works or gets one sentence; a killed run goes on as if it had not been."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file
from tqdm import tqdm

from rnn_demo.__main__ import main
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.commands import train_generator as train_command
from rnn_demo.commands.train_input import PRESETS
from rnn_demo.data.corpora import CORPORA, DATA_VARIABLE, Corpus

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
    "recipe": {
        "epochs": 2,
        "batch_size": 4,
        "sequence_length": 8,
        "learning_rate": 0.01,
        "warmup_steps": 2,
        "dropout": 0.2,
        "weight_drop": 0.2,
        "reset_probability": 0.1,
    },
    "seed": 3,
}
WRITTEN = ["checkpoint.safetensors", "config.json", "model.safetensors", "tokenizer.json"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_text: str) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "models"))
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "clerks.txt").write_text(tiny_text, encoding="utf-8")
    return tmp_path


def train(*arguments: str) -> int:
    return main(["train", *arguments, "--quiet", "--device", "cpu"])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(capsys: Capture) -> str:
    """The one sentence of a command that did nothing."""
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1, error
    assert error.startswith("rnn_demo: ")
    return error


def test_a_configuration_and_a_text(folder: Path, tiny_text: str, capsys: Capture) -> None:
    assert train("config.json", "--text", "clerks.txt", "--out", "out") == 0
    out, error = capsys.readouterr()
    assert "Written to out." in out
    assert f"{len(tiny_text)} characters, {len(set(tiny_text))} distinct" in error
    assert "nats/char" in error  # the progress bar
    assert names(folder / "out") == WRITTEN
    artifact = read_generator(folder / "out")
    assert artifact.config.data.corpus == "clerks.txt"
    assert artifact.config.data.sha256 == hashlib.sha256(tiny_text.encode()).hexdigest()
    assert artifact.config.seed == 3
    dtypes = {t.dtype for t in load_file(folder / "out" / "model.safetensors").values()}
    assert dtypes == {np.dtype(np.float16)}
    # What was written can be used at once, and trained again from its own folder.
    assert main(["generate", "out", "--length", "5"]) == 0
    assert len(capsys.readouterr().out) == 6
    before = (folder / "out" / "model.safetensors").read_bytes()
    assert train("out", "--text", "clerks.txt", "--out", "again") == 0
    assert (folder / "again" / "model.safetensors").read_bytes() == before
    assert not list(folder.rglob("*.partial"))


def test_resuming_what_is_finished(folder: Path) -> None:
    arguments = ("config.json", "--text", "clerks.txt", "--out", "out")
    assert train(*arguments) == 0
    before = {name: (folder / "out" / name).read_bytes() for name in WRITTEN[1:]}
    assert train(*arguments, "--resume") == 0
    assert {name: (folder / "out" / name).read_bytes() for name in WRITTEN[1:]} == before


def test_the_bar_of_a_resumed_run_moves_at_every_step(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def at_once(**wishes: Any) -> tqdm[Any]:
        return tqdm(file=sys.stderr, **{**wishes, "mininterval": 0})

    monkeypatch.setattr("rnn_demo.commands.train_generator.progress_bar", at_once)
    arguments = ("config.json", "--text", "clerks.txt", "--out", "out")
    assert train(*arguments, "--epochs", "2") == 0
    half = capsys.readouterr()
    assert train(*arguments, "--epochs", "4", "--resume") == 0
    rest = capsys.readouterr()
    steps = int(half.out.rsplit(" steps", 1)[0].rsplit(maxsplit=1)[-1])
    assert steps > 4
    percentages = [int(n) for n in re.findall(r"(\d+)%\|[^|]*\|[^|]*loss", rest.err)]
    assert len(set(percentages)) == steps
    assert percentages[0] >= 50 and percentages[-1] == 100


def test_seed_and_epochs_from_the_command_line(folder: Path) -> None:
    arguments = ("config.json", "--text", "clerks.txt")
    assert train(*arguments, "--out", "a", "--seed", "8", "--epochs", "0.5") == 0
    config = read_generator(folder / "a").config
    assert (config.seed, config.recipe.epochs) == (8, 0.5)
    # A folder of one's own by default.
    assert train(*arguments, "--epochs", "0.5") == 0
    assert names(folder / "runs" / "clerks-lstm") == WRITTEN


def test_a_known_corpus_and_a_model_of_it(
    folder: Path, tiny_text: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    corpus = Corpus("clerks", "Two clerks", ("clerks.txt",), "nowhere", "public domain")
    monkeypatch.setitem(CORPORA, "clerks", corpus)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    assert train("config.json", "--out", "models/clerks-lstm") == 0
    weights = folder / "models" / "clerks-lstm" / "model.safetensors"
    before = weights.read_bytes()
    weights.unlink()
    assert train("clerks-lstm", "--overwrite") == 0  # by its name, into its own folder
    assert weights.read_bytes() == before
    # Without being told so it writes over nothing.
    weights.write_bytes(b"somebody's weeks")
    assert train("clerks-lstm") == 0
    assert weights.read_bytes() == b"somebody's weeks"
    assert (folder / "runs" / "clerks-lstm" / "model.safetensors").read_bytes() == before
    capsys.readouterr()
    # Another text under the same name is not what the model was trained on.
    (folder / "clerks.txt").write_text(tiny_text + "!", encoding="utf-8")
    assert train("clerks-lstm", "--overwrite") == 1
    assert "not the text that config.json names: its sha256 is" in refused(capsys)
    (folder / "clerks.txt").unlink()
    assert train("clerks-lstm") == 1
    assert "clerks.txt" in refused(capsys)


@pytest.mark.parametrize(
    ("raw", "vocabulary", "note"),
    [
        (b"one line without an end", " adehilnotuw", ""),
        (b"aaaaaaaaaaaaaaaaaaaaaaaa", "a", "one distinct character"),
        (b"abc", "abc", ""),
        (b"ab\r\ncd\r\n" * 9, "\nabcd", "line ends were read as LF"),
        (b"\xef\xbb\xbf" + b"ab\ncd\n" * 9, "\nabcd", "byte-order mark"),
        ("ёж — 👨‍👩".encode() * 9, "".join(sorted(set("ёж — 👨‍👩"))), ""),
        (b"\x00\x01\x7f" * 9, "\x00\x01\x7f", ""),
    ],
)
def test_texts_as_people_have_them(
    raw: bytes, vocabulary: str, note: str, folder: Path, capsys: Capture
) -> None:
    (folder / "text.txt").write_bytes(raw)
    assert train("config.json", "--text", "text.txt", "--out", "out") == 0
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert note in error
    artifact = read_generator(folder / "out")
    assert artifact.tokenizer.characters == vocabulary
    assert main(["generate", "out", "--length", "20"]) == 0
    written = capsys.readouterr().out[:-1]
    assert len(written) == 20
    assert set(written) <= set(vocabulary)


@pytest.mark.parametrize("length", [24, 1_500, 3_000])
def test_a_size_that_fits_the_text(length: int, folder: Path, tiny_text: str) -> None:
    text = (tiny_text * (length // len(tiny_text) + 1))[:length]
    (folder / "text.txt").write_text(text, encoding="utf-8")
    assert train("auto", "--text", "text.txt", "--out", "out", "--epochs", "0.1") == 0
    artifact = read_generator(folder / "out")
    assert artifact.config.network.hidden_size == 64
    assert len(artifact.config.data.split) == (3 if length >= 2_000 else 2)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty: give a text of at least two characters"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"a", "at least 2"),
        (b"ab", "at least 2"),
        (b"caf\xe9 " * 9, "is not UTF-8: byte 0xe9"),
        (None, "cannot be read"),
    ],
)
@pytest.mark.parametrize("config", ["config.json", "auto"])
def test_texts_that_cannot_be_used(
    config: str, raw: bytes | None, words: str, folder: Path, capsys: Capture
) -> None:
    if raw is not None:
        (folder / "text.txt").write_bytes(raw)
    assert train(config, "--text", "text.txt", "--out", "out") == 1
    sentence = refused(capsys)
    assert words in sentence
    assert "text.txt" in sentence
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["auto"], "needs a text: add --text FILE"),
        (["nothing", "--text", "clerks.txt"], "nothing"),
        (["config.json"], "The corpus 'clerks' is not one of"),
        (["config.json", "--text", "clerks.txt", "--epochs", "nan"], "recipe.epochs is nan"),
        (["config.json", "--text", "clerks.txt", "--epochs", "-1"], "recipe.epochs is -1"),
        (["config.json", "--text", "clerks.txt", "--seed", "-1"], "seed is -1"),
        (["config.json", "--text", "clerks.txt", "--max-seconds", "nan"], "--max-seconds is nan"),
        (["config.json", "--text", "clerks.txt", "--max-seconds", "0"], "--max-seconds is 0"),
        (["config.json", "--text", "clerks.txt", "--device", "tpu"], "The device 'tpu' is not"),
    ],
)
def test_wrong_wishes(arguments: list[str], words: str, folder: Path, capsys: Capture) -> None:
    assert main(["train", *arguments]) == 1
    assert words in refused(capsys)
    assert names(folder) == ["clerks.txt", "config.json"]


def test_the_configuration_of_a_classifier_stands_in_its_folder(
    folder: Path, capsys: Capture
) -> None:
    (folder / "mine.json").write_text('{"kind": "sentiment"}')
    assert train("mine.json") == 1
    assert "put it into a folder of its own as config.json" in refused(capsys)
    (folder / "own").mkdir()
    (folder / "mine.json").rename(folder / "own" / "config.json")
    for named in ("own", "own/config.json"):
        assert train(named) == 1
        assert "own/config.json: the configuration lacks" in refused(capsys)


def test_nothing_to_resume_from(folder: Path, capsys: Capture) -> None:
    assert train("config.json", "--text", "clerks.txt", "--out", "out", "--resume") == 1
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "There is no checkpoint out/checkpoint.safetensors to resume from." in error
    assert not (folder / "out").exists()


def test_resuming_as_another_run(folder: Path, tiny_text: str, capsys: Capture) -> None:
    arguments = ("--out", "out", "--seed", "8")
    assert train("config.json", "--text", "clerks.txt", *arguments) == 0
    # As many distinct characters as before, but others.
    (folder / "other.txt").write_text(tiny_text.replace(tiny_text[0], "¤"), encoding="utf-8")
    for wishes, words in (
        (["--text", "other.txt", *arguments], "a text with the sha256"),
        (["--text", "clerks.txt", "--out", "out"], "a run with seed 8, this one has 3"),
    ):
        capsys.readouterr()
        assert train("config.json", *wishes, "--resume") == 1
        assert words in capsys.readouterr().err
    wide = {**CONFIG, "recipe": {**CONFIG["recipe"], "batch_size": 2}}
    (folder / "wide.json").write_text(json.dumps(wide))
    assert train("wide.json", "--text", "clerks.txt", *arguments, "--resume") == 1
    assert "recipe.batch_size 4, this one has 2" in capsys.readouterr().err
    # Longer is no other run.
    longer = ("--epochs", "3", "--resume")
    assert train("config.json", "--text", "clerks.txt", *arguments, *longer) == 0


def test_new_weights_lose_the_old_figures(folder: Path) -> None:
    arguments = ("config.json", "--text", "clerks.txt", "--out", "out")
    assert train(*arguments) == 0
    assert main(["evaluate", "out", "--text", "clerks.txt"]) == 0
    assert train(*arguments, "--overwrite") == 0  # the same weights
    assert {"metrics.json", "README.md"} < set(names(folder / "out"))
    assert train(*arguments, "--seed", "9", "--overwrite") == 0
    assert names(folder / "out") == WRITTEN


@pytest.mark.parametrize(
    ("file", "folder_name"),
    [("Dr. Jekyll.txt", "Dr. Jekyll-lstm"), (".notes.txt", ".notes-lstm"), ("a.b.xz", "a-lstm")],
)
def test_a_folder_of_its_own(file: str, folder_name: str, folder: Path, tiny_text: str) -> None:
    raw = tiny_text.encode()
    (folder / file).write_bytes(lzma.compress(raw) if file.endswith("xz") else raw)
    assert train("config.json", "--text", file) == 0
    assert names(folder / "runs") == [folder_name]


def test_a_file_name_that_is_no_text(folder: Path) -> None:
    file = os.fsdecode(b"caf\xe9.txt")
    (folder / "clerks.txt").rename(folder / file)
    assert train("config.json", "--text", file) == 0
    assert read_generator(folder / "runs" / "caf?-lstm").config.data.corpus == "caf?.txt"


def test_a_loss_without_bounds(folder: Path, capsys: Capture) -> None:
    wild = {**CONFIG, "recipe": {**CONFIG["recipe"], "learning_rate": 10, "clip": 1e9}}
    (folder / "config.json").write_text(json.dumps(wild))
    code = train("config.json", "--text", "clerks.txt", "--out", "out", "--epochs", "5")
    error = capsys.readouterr().err
    assert "Traceback" not in error
    # Either it comes through, and then the model can be read, or it says what to change.
    if code:
        assert "lower recipe.learning_rate" in error
    else:
        assert read_generator(folder / "out").parameters > 0


def test_samples_are_written_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(train_command, "SAMPLE_SECONDS", -1.0)
    monkeypatch.setattr(train_command, "SAMPLE_LENGTH", 7)
    arguments = ["train", "config.json", "--text", "clerks.txt", "--out", "out", "--epochs", "0.3"]
    assert main(arguments) == 0
    assert "--- sample\n" in capsys.readouterr().err
    assert main([*arguments, "--quiet", "--overwrite"]) == 0
    assert "--- sample\n" not in capsys.readouterr().err


def test_time_is_a_bound(folder: Path, capsys: Capture) -> None:
    arguments = ("config.json", "--text", "clerks.txt", "--out", "out", "--epochs", "90000")
    assert train(*arguments, "--max-seconds", "0.5") == 0
    note = read_generator(folder / "out").config.note
    assert re.fullmatch(
        r"Stopped by --max-seconds 0\.5 after [\d,]+ steps \([\d.]+ passes\); "
        r"the schedule was fitted into it\.",
        note,
    )


def test_teachers_stay_with_their_text(folder: Path, tiny_text: str, capsys: Capture) -> None:
    text = ("--text", "clerks.txt")
    assert train("config.json", *text, "--out", "runs/first") == 0
    raw = json.loads((folder / "config.json").read_text("utf-8"))
    raw["recipe"]["distillation"], raw["teachers"] = 0.5, ["runs/first"]
    (folder / "pupil.json").write_text(json.dumps(raw), encoding="utf-8")
    capsys.readouterr()
    assert train("pupil.json", *text, "--out", "pupil") == 0
    assert "First its teachers read the text: runs/first." in capsys.readouterr().err
    assert train("pupil", *text, "--out", "again") == 0
    assert read_generator(folder / "again").config.teachers == ("runs/first",)
    # A model trained so is a recipe for another text too, but its teachers know nothing of that.
    (folder / "other.txt").write_text(tiny_text[::-1], encoding="utf-8")
    capsys.readouterr()
    assert train("pupil", "--text", "other.txt", "--out", "other") == 0
    assert "teachers know another text: it is trained without them." in capsys.readouterr().err
    assert read_generator(folder / "other").config.teachers == ()
    # Named by hand they must suit.
    assert train("pupil.json", "--text", "other.txt", "--out", "none") == 1
    error = capsys.readouterr().err
    assert "rnn_demo: The teacher runs/first has read the first" in error
    assert "Traceback" not in error
    assert not (folder / "none" / "model.safetensors").exists()


def test_presets_can_be_read(folder: Path, capsys: Capture) -> None:
    presets = sorted(PRESETS.glob("*.json"))
    assert presets
    for preset in presets:
        assert train(preset.stem, "--text", "nothing.txt") == 1
        assert "nothing.txt cannot be read" in refused(capsys)


def step_of(checkpoint: Path) -> int:
    with safe_open(checkpoint, "np") as file:
        return int(json.loads(file.metadata()["run"])["step"])


def test_killed_and_resumed(folder: Path) -> None:
    """`kill -9` at a moment of chance; every tensor ends as in a run that was left alone."""
    arguments = ["config.json", "--text", "clerks.txt", "--epochs", "16"]
    assert train(*arguments, "--out", "straight") == 0
    checkpoint = folder / "killed" / "checkpoint.safetensors"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "rnn_demo", "train", *arguments, "--out", "killed"),
            *("--quiet", "--device", "cpu", "--checkpoint-seconds", "0"),
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "OMP_NUM_THREADS": "1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    enough = random.randint(1, 40)  # of some hundred steps
    with process:
        end = time.monotonic() + 240
        while not checkpoint.exists() or step_of(checkpoint) < enough:
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.001)
        time.sleep(random.random() * 0.01)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    last = step_of(folder / "straight" / "checkpoint.safetensors")
    assert enough <= step_of(checkpoint) < last
    assert not (folder / "killed" / "model.safetensors").exists()
    assert train(*arguments, "--out", "killed", "--resume") == 0
    assert step_of(checkpoint) == last
    expected = load_file(folder / "straight" / "checkpoint.safetensors")
    got = load_file(checkpoint)
    assert got.keys() == expected.keys()
    for name, tensor in expected.items():
        np.testing.assert_array_equal(got[name], tensor, err_msg=name)
    model = "model.safetensors"
    assert (folder / "killed" / model).read_bytes() == (folder / "straight" / model).read_bytes()
