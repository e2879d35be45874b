"""Training on a text: it learns, resumes with the same numbers, and is measured by commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.hmm import read_chain
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.hmm import BaumWelch, ChainConfig, ChainSize, TextData, chain_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.networks.hidden_markov import forward
from rnn_demo.tasks.hmm import training as hmm_training
from rnn_demo.tasks.hmm.baum_welch import StreamRun, begin, chunks_of, one_pass
from rnn_demo.tasks.hmm.measure import cold, stateful
from rnn_demo.tasks.hmm.text import read_text
from rnn_demo.training import TrainingError
from tests.tiny_chain import made_up

TRAINING = BaumWelch(6, 4, streams=8, chunk=20)
CONFIG = ChainConfig(
    ChainSize("hmm", 0, 6, (3,)), TextData("shakespeare", (0.9, 0.1), 300), TRAINING, note="Counts."
)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration alone, beside its text: abc abc abd, over and over."""
    (tmp_path / "shakespeare").mkdir()
    words = np.random.default_rng(0).choice(["abc ", "abd "], 1_500)
    (tmp_path / "shakespeare" / "input.txt").write_text("".join(words))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models" / "abc-hmm"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG))
    return folder


def test_it_is_trained_measured_and_written_with_by_commands(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    longer = replace(CONFIG, training=replace(TRAINING, passes=40, stepwise=20))
    (model / "config.json").write_text(config_to_json(longer))
    assert main(["train", str(model)]) == 0
    assert '"states": 3' in capsys.readouterr().err
    artifact = read_chain(model)
    assert artifact.config.network.vocab_size == 5 and artifact.parameters == 6 * (6 + 5)
    assert artifact.config.data.sha256

    assert main(["evaluate", str(model)]) == 0
    metrics = json.loads(capsys.readouterr().out)
    # One of two words: ln 2 for four characters, and six states are enough to know it.
    assert metrics["test"]["stateful"]["nats_per_character"] == pytest.approx(0.173, abs=0.02)
    by_states = metrics["by_states"]
    assert by_states["6"]["stateful"] == metrics["test"]["stateful"]
    assert by_states["3"]["stateful"]["nats_per_character"] > 0.3
    assert metrics["baseline"]["test"]["nats_per_character"] == pytest.approx(0.173, abs=0.02)
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "Counts." in card and "| 6 | 66 |" in card
    assert main(["evaluate", str(model), "--check"]) == 0
    assert main(["list"]) == 0
    assert "nats per character" in capsys.readouterr().out

    command = ["generate", str(model), "--prompt", "ab", "--length", "80", "--seed", "3"]
    assert main([*command, "--samples", "2"]) == 0
    first, second = capsys.readouterr().out.split("\n" + "-" * 40 + "\n")
    assert first != second and first.startswith("ab")
    assert set(first[: 4 * 20].split()) <= {"abc", "abd"}
    assert main([*command, "--stop", "d"]) == 0
    assert capsys.readouterr().out.rstrip("\n").count("d") == 1
    for option in (["--hold", "1.2=3"], ["--full-precision"]):
        assert main([*command, *option]) == 1
        assert "is for recurrent networks, and abc-hmm is a hidden" in capsys.readouterr().err


def test_a_run_that_was_stopped_goes_on_with_the_same_numbers(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["train", str(model)]) == 0
    whole = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").unlink()
    work = model.parent.parent / "runs" / "abc-hmm"
    for path in work.glob("*.checkpoint"):
        path.unlink()
    real: Callable[..., StreamRun] = one_pass

    def dies(run: StreamRun, *others: object) -> StreamRun:
        if run.passes == 5:
            raise MemoryError
        return real(run, *others)

    monkeypatch.setattr(hmm_training, "one_pass", dies)
    with pytest.raises(MemoryError):
        main(["train", str(model)])
    monkeypatch.setattr(hmm_training, "one_pass", real)
    assert main(["train", str(model)]) == 0
    assert (model / "model.safetensors").read_bytes() == whole


def test_a_run_can_be_prolonged_but_not_turned_into_another(model: Path) -> None:
    work = model.parent.parent / "runs" / "abc-hmm"
    work.mkdir(parents=True)

    def train(config: ChainConfig) -> None:
        hmm_training.train_chains(
            config,
            model,
            model,
            work,
            device=None,
            narrow=None,
            report=lambda name, progress: None,
            say=lambda line: None,
        )

    train(replace(CONFIG, training=replace(TRAINING, passes=2)))
    train(CONFIG)
    prolonged = (model / "model.safetensors").read_bytes()
    with pytest.raises(TrainingError, match="is of a run with another configuration: delete it"):
        train(replace(CONFIG, seed=1))
    for path in work.glob("*.checkpoint"):
        path.unlink()
    train(CONFIG)
    assert (model / "model.safetensors").read_bytes() == prolonged
    (work / "states-3.checkpoint").write_bytes(b"nothing")
    with pytest.raises(TrainingError, match="is damaged"):
        train(CONFIG)


def test_a_text_that_is_not_that_of_the_configuration(model: Path) -> None:
    data = CONFIG.data
    with pytest.raises(TextError, match=r"is not the text that config\.json names"):
        read_text(replace(CONFIG, data=replace(data, sha256="0" * 64)))
    with pytest.raises(TextError, match="'nothing' is not one of shakespeare"):
        read_text(replace(CONFIG, data=replace(data, corpus="nothing")))
    with pytest.raises(TextError, match="leaves 0 characters for training"):
        read_text(replace(CONFIG, data=replace(data, validation=1_000_000)))
    parts = read_text(CONFIG)
    assert [len(part) for part in (parts.train, parts.validation, parts.test)] == [5_100, 300, 600]


def test_every_pass_reads_every_character_once_from_another_place() -> None:
    ids = np.arange(1_000) % 7
    first, second = (np.concatenate([*chunks_of(ids, n, TRAINING, 0)], 1) for n in (0, 1))
    assert first.shape == second.shape == (8, 125)
    assert (first != second).any()
    assert sorted(first.ravel()) == sorted(ids)
    assert [c.shape for c in chunks_of(ids, 0, TRAINING, 0)] == [(8, 20)] * 6 + [(8, 5)]


def test_plain_passes_are_baum_welch() -> None:
    """With one chunk as long as the streams and no prior the likelihood never falls."""
    ids = np.random.default_rng(0).integers(0, 4, 400)
    plain = BaumWelch(30, 0, streams=1, chunk=400, prior=1e-6)
    run, logs = begin(np.full(4, 0.25), 3, 0), []
    for _ in range(30):
        run = one_pass(run, ids, plain, 0)
        logs.append(run.log_likelihood)
    assert np.diff(logs).min() > -2e-3  # streams begin at another character each time
    assert logs[-1] > logs[0]
    for rows in (run.model.transitions, run.model.emissions):
        np.testing.assert_allclose(rows.sum(-1), 1, rtol=1e-5)


def test_both_protocols_predict_what_the_forward_pass_does() -> None:
    model, ids = made_up(5, 6), np.random.default_rng(1).integers(0, 6, 300)
    read = -np.log(forward(model, ids[None]).scales[1:, 0])
    np.testing.assert_allclose(stateful(model, ids).nats, read)
    windows = cold(model, ids, 50).nats.reshape(5, 50)
    for number, own in enumerate(windows):
        alone = ids[None, number * 50 : number * 50 + 51]
        np.testing.assert_allclose(own, -np.log(forward(model, alone).scales[1:, 0]))
    assert cold(model, ids, 5_000).characters == 299


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"network": {"smaller": 4}}, "network.smaller is 4; give a list."),
        ({"network": {"smaller": [6]}}, "name a size twice"),
        ({"network": {"smaller": [0]}}, "an entry of network.smaller is 0"),
        ({"data": {"split": [1.0]}}, "data.split has 1 parts; give 2."),
        ({"training": {"decay": 2}}, "training.decay is 2; give a number from 0.5 to 1."),
        ({"kind": "rbm"}, "that of a hidden Markov model is 'hmm'"),
    ],
)
def test_configurations_that_cannot_be_used(change: dict[str, object], words: str) -> None:
    raw = json.loads(config_to_json(CONFIG))
    assert chain_config(raw) == CONFIG
    for name, value in change.items():
        raw[name] = {**raw[name], **value} if isinstance(value, dict) else value
    with pytest.raises(ConfigurationError, match=words):
        chain_config(raw)
