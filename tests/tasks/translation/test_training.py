"""A tiny translator: its batches, trained to a folder, and measured."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.kinds import KINDS, imported
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.configuration.translation import TranslatorConfig
from rnn_demo.networks.translator import TranslatorNetwork, initialise
from rnn_demo.tasks.translation import training
from rnn_demo.tasks.translation.evaluation import evaluate
from rnn_demo.tasks.translation.learning import IGNORED, TranslationTask, batch_of, in_batches
from rnn_demo.tasks.translation.split import split_pairs
from rnn_demo.tasks.translation.training import coded, dev_pairs, prepare, train_translator
from rnn_demo.tokenizers.sentence_pieces import END, TAGS, UNKNOWN
from rnn_demo.training import TrainingError
from tests.tiny_translator import CONFIG, PIECES, made_up_pairs, write_pairs

CPU = {"device": torch.device("cpu"), "narrow": torch.float32, "report": lambda *_: None}
OWN = replace(CONFIG, data=replace(CONFIG.data, extra=("mlqe_pe",)))


def task(config: TranslatorConfig = OWN) -> TranslationTask:
    split = split_pairs(made_up_pairs(), config.data)
    network = TranslatorNetwork(config.network)
    initialise(network, 0)
    return TranslationTask(
        network,
        coded(split.train, PIECES, config),
        coded(dev_pairs(split), PIECES, config),
        config.training,
        0,
    )


def test_a_batch_has_sources_of_one_length_and_asks_for_no_more_than_the_targets() -> None:
    own = task()
    for chosen in in_batches(own.train, 4):
        source, before, wanted = batch_of(own.train, chosen)
        assert len(chosen) <= 4
        for column, place in enumerate(chosen):
            assert source[:, column].tolist() == own.train.sources[place].tolist()
            target = own.train.targets[place].tolist()
            count = len(target) - 1
            assert before[:count, column].tolist() == target[:-1]
            asked = [IGNORED if piece == UNKNOWN else piece for piece in target[1:]]
            assert wanted[:count, column].tolist() == asked
            assert set(wanted[count:, column].tolist()) <= {IGNORED}
            assert target[0] == source[0, column] in TAGS.values()
            assert target[-1] == source[-1, column] == END


def test_a_pass_takes_a_share_of_each_direction_once() -> None:
    own = task()
    for epoch in (0, 1):
        places = np.concatenate(own._pass(epoch))
        assert len(set(places.tolist())) == len(places)
        counts = np.bincount(own.train.directions[places], minlength=3)
        every = np.bincount(own.train.directions, minlength=3)
        assert counts[:2].tolist() == every[:2].tolist()
        assert counts[2] < every[2]
    assert len(own._pass(0)) == len(own._pass(5)) == own.steps_per_epoch


def test_long_pairs_are_left_out() -> None:
    split = split_pairs(made_up_pairs(), OWN.data)
    every, short = (coded(split.train, PIECES, OWN, longest) for longest in (0, 9))
    assert len(short.sources) < len(every.sources)
    assert max(len(one) for one in (*short.sources, *short.targets)) <= 9 + 2


def test_a_step_is_a_function_of_its_number() -> None:
    first, again = task(), task()
    for step in (0, 3):
        assert first.loss(step, {})[0].item() == again.loss(step, {})[0].item()
    assert first.loss(1, {})[0].item() != first.loss(2, {})[0].item()


def test_it_learns_a_few_sentences() -> None:
    own = task()
    optimiser = torch.optim.Adam(own.network.parameters(), 0.02)
    losses = []
    for step in range(60):
        optimiser.zero_grad()
        loss, _ = own.loss(step, {})
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert np.mean(losses[-5:]) < 0.6 * losses[0]
    assert own.validate() is not None


@pytest.mark.slow
@pytest.mark.parametrize("attention", [True, False])
def test_from_pairs_to_a_measured_folder(
    attention: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNN_DEMO_DATA", str(write_pairs(tmp_path / "data")))
    monkeypatch.setattr(training, "PIECES", 120)
    monkeypatch.setattr(training, "RARE", 1)
    config = replace(OWN, network=replace(OWN.network, attention=attention))
    folder, work = tmp_path / "tiny", tmp_path / "work"
    work.mkdir()
    lines: list[str] = []
    train_translator(config, tmp_path, folder, work, say=lines.append, **CPU)
    assert json.loads(lines[-1])["pass"] == 2
    artifact = read_translator(folder)
    assert set(artifact.config.data.sha256) == {
        "eng_rus_tatoeba/train.tsv", "eng_rus_tatoeba/dev.tsv", "eng_rus_tatoeba/test.tsv",
        "eng_rus_tatoeba/references.tsv", "eng_fra/fra.txt", "eng_rus_extra/mlqe_pe.tsv",
    }  # fmt: skip
    translated: list[int] = []
    metrics = evaluate(artifact, None, lambda more, unit: translated.append(more))
    assert sum(translated) == 2 * (2 + 3 + 2) + (1 + 2 + 1)
    (folder / "metrics.json").write_text(json.dumps(metrics))
    artifact = read_translator(folder)  # of the declared form
    card = imported(KINDS["translator"].card)(artifact, metrics)
    assert f"{metrics['parameters']:,} parameters" in card
    assert "CC BY 2.0 FR" in card
    assert "CC0 1.0" in card
    assert ("attention, Luong" in card) == attention
    assert "BLEU en-ru" in imported(KINDS["translator"].figures)(artifact)
    again = tmp_path / "again"
    more = tmp_path / "more-work"
    more.mkdir()
    again.mkdir()
    PIECES.save(again / "tokenizer.json")
    train_translator(config, again, tmp_path / "other", more, say=lines.append, **CPU)
    assert read_translator(tmp_path / "other").tokenizer.pieces == PIECES.pieces
    with pytest.raises(TrainingError, match="of a run with"):
        train_translator(replace(config, seed=1), tmp_path, folder, work, say=lines.append, **CPU)
    with pytest.raises(ValueError, match="--text is for generators"):
        evaluate(artifact, tmp_path, lambda more, unit: None)


def test_real_pairs_that_leak_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_DATA", str(write_pairs(tmp_path)))
    split = prepare(OWN, PIECES).split
    leaking = replace(split, train=(*split.train, replace(split.train[0], source="TOM is here")))
    monkeypatch.setattr(training, "split_pairs", lambda pairs, data: leaking)
    with pytest.raises(ValueError, match="must not share a sentence"):
        prepare(OWN, PIECES)
