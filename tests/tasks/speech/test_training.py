"""Training on made-up recordings: streams, voices kept apart, resuming, figures, and a card."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.speech import read_examples, read_speech
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.spoken_digits import read_spoken_digits
from rnn_demo.data.text import TextError
from rnn_demo.sounds.log_mel import BANDS
from rnn_demo.tasks.speech import training
from rnn_demo.tasks.speech.batches import batch_of, order_of, streams_of, without_voice
from rnn_demo.tasks.speech.card import figures_line, speech_card
from rnn_demo.tasks.speech.evaluation import evaluate, measured
from rnn_demo.tasks.speech.material import material_of, usual_of
from rnn_demo.tasks.speech.parts import checked_digits, examples_of, learned_from, measured_on
from rnn_demo.tasks.speech.scores import word_errors
from rnn_demo.tasks.speech.streams import SILENT
from rnn_demo.tasks.speech.training import train_speech
from rnn_demo.tasks.speech.warping import nearest, shortened, together
from tests.tiny_speech import CONFIG, VOICES, made_up_take, write_corpus, write_programs


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(write_corpus(tmp_path / "data")))
    return tmp_path


def test_the_recordings_are_those_of_the_index(corpus: Path) -> None:
    digits = read_spoken_digits()
    assert len(digits.takes) == 6 * 10 * 2 and digits.speakers == VOICES
    take = digits.takes[3]
    assert (take.speaker, take.digit, take.take) == ("george", 1, 1)
    np.testing.assert_allclose(take.samples, made_up_take(1, 1), atol=1e-4)
    with pytest.raises(TextError, match=r"not those that config\.json names"):
        checked_digits(replace(CONFIG, data=replace(CONFIG.data, sha256="0" * 64)))
    with pytest.raises(TextError, match=r"no such recording"):
        examples_of(digits, replace(CONFIG.data, examples=("theo 7 1",)))


def test_no_network_learns_from_what_it_is_measured_on(corpus: Path) -> None:
    digits = read_spoken_digits()
    for network in range(7):
        learned = {id(take) for take in learned_from(digits, CONFIG, network)}
        tested = measured_on(digits, CONFIG, network)
        assert learned and not learned & {id(take) for take in tested}
        if network:
            voice = VOICES[network - 1]
            assert {take.speaker for take in tested} == {voice} and len(tested) == 20
            assert voice not in {t.speaker for t in learned_from(digits, CONFIG, network)}


def test_streams_are_of_their_voices_alone(corpus: Path) -> None:
    """With every other voice silenced, a stream stays as it is."""
    takes = [take for take in read_spoken_digits().takes if take.take]
    streams = streams_of(material_of(takes), 0, made=3)
    assert len(streams) == 3 * len(takes)
    assert {len(stream.digits) for stream in streams} == {0, 1, 2, 3}
    for stream in streams[:40]:
        said = stream.spoken[np.flatnonzero(np.diff(stream.spoken, prepend=SILENT))]
        assert [one for one in said if one != SILENT] == list(stream.digits) or len(
            set(stream.digits)
        ) < len(stream.digits)
    quiet = [
        take if take.speaker == "theo" else replace(take, samples=take.samples * 0)
        for take in takes
    ]
    others = streams_of(material_of(quiet), 0, made=3)
    theo = VOICES.index("theo")
    alone = [n for n, stream in enumerate(streams) if stream.voices == {theo}]
    assert alone
    for n in alone:
        np.testing.assert_array_equal(streams[n].logs, others[n].logs)
    assert all(theo not in stream.voices for stream in without_voice(streams, theo))


def test_a_pass_reads_every_stream_once_and_like_beside_like(corpus: Path) -> None:
    lengths = np.random.default_rng(0).integers(10, 300, 500)
    order = order_of(lengths, 16, np.random.default_rng(1))
    assert sorted(np.concatenate(order)) == list(range(500))
    assert np.mean([np.ptp(lengths[some]) for some in order]) < 40
    takes = [take for take in read_spoken_digits().takes if take.take]
    streams = streams_of(material_of(takes), 0, made=1)[:5]
    batch = batch_of(streams, np.zeros(BANDS, np.float32), np.random.default_rng(0))
    assert batch.frames.shape == (5, batch.lengths.max(), BANDS)
    assert batch.counts.sum() == len(batch.digits)


def test_the_rival_finds_the_same_word_said_slower() -> None:
    random = np.random.default_rng(0)
    known = [random.normal(size=(9, 4)).astype(np.float32) for _ in range(5)]
    slower = np.repeat(known[3], 2, 0)
    assert nearest(slower, *together(known)) == 3
    assert shortened(slower, 2).shape == (9, 4)
    assert shortened(slower[:17], 2).shape == (9, 4)


@pytest.mark.parametrize(
    ("heard", "said", "errors"),
    [([], [], 0), ([1], [], 1), ([], [1, 2], 2), ([1, 2, 3], [1, 3], 1), ([2, 1], [1, 2], 2)],
)
def test_word_errors(heard: list[int], said: list[int], errors: int) -> None:
    assert word_errors(heard, said) == errors


def test_it_trains_goes_on_and_is_measured(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MADE", 1)
    monkeypatch.setattr(training, "OF_MACHINES", 1)
    monkeypatch.setenv("PATH", f"{write_programs(corpus)}:{os.environ['PATH']}")
    config = replace(
        CONFIG,
        network=replace(CONFIG.network, voices=("george", "theo")),
        data=replace(CONFIG.data, machines=1),
    )
    told: list[str] = []
    folder, work = corpus / "models" / "heard", corpus / "work"
    work.mkdir()

    def train(place: Path) -> None:
        train_speech(
            config, place, place, work, device=None, narrow=torch.float32,
            report=lambda name, now: None, say=told.append,
        )  # fmt: skip

    train(folder)
    assert len(told) == 3 and '"without": "theo"' in told[2]
    artifact = read_speech(folder)
    assert artifact.config.data.sha256 and artifact.config.data.machine_sha256
    assert len(read_examples(artifact)) == 30
    np.testing.assert_allclose(
        artifact.network(1)["usual"],
        usual_of([t.samples for t in learned_from(read_spoken_digits(), artifact.config, 1)]),
        rtol=1e-3,
    )
    train(corpus / "models" / "again")  # from the last step: nothing is trained anew
    again = read_speech(corpus / "models" / "again")
    for name, tensor in artifact.weights.items():
        np.testing.assert_array_equal(tensor, again.weights[name])
    with pytest.raises(ValueError, match="measured on its recordings"):
        evaluate(artifact, Path("text.txt"), lambda more, unit: None)
    metrics = measured(artifact)
    test = metrics["test"]
    assert set(test["voices"]) == {"george", "theo"}
    assert all(0 <= one["right"] <= 1 and one["takes"] == 20 for one in test["voices"].values())
    assert test["worst"] <= test["mean"] <= 1
    assert all(one["rival"] > 0.9 for one in test["voices"].values())  # tones are easy
    assert metrics["nothing"]["Hebrew"]["recordings"] == 1
    assert metrics["enumeration"]["largest_difference"] < 1e-9
    card = speech_card(artifact, metrics)
    assert "CC BY-SA 4.0" in card and "| theo |" in card
    assert "espeak-ng" in card and artifact.config.data.machine_sha256 in card
    alone = replace(config, data=replace(config.data, machines=0))
    assert "espeak-ng" not in speech_card(replace(artifact, config=alone), metrics)
    assert figures_line(replace(artifact, metrics=metrics)).endswith("%")
    assert figures_line(artifact) == ""
