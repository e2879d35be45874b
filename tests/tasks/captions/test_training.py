"""A tiny captioner and a tiny reader of styles: trained, exported and measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.captions import captioner_shapes, read_captioner
from rnn_demo.artifacts.kinds import KINDS, imported
from rnn_demo.artifacts.style import read_style, style_shapes
from rnn_demo.data import emoji as data
from rnn_demo.networks.captioner import fold, initialise
from rnn_demo.pictures.captioner import captioner_from
from rnn_demo.tasks.captions import evaluation, training
from rnn_demo.tasks.captions.learning import CaptionTask, Learner
from rnn_demo.tasks.captions.rivals import encoded, nearest, small_colours
from rnn_demo.tasks.captions.split import split_of
from rnn_demo.tasks.style import evaluation as style_evaluation
from rnn_demo.tasks.style import training as style_training
from rnn_demo.tasks.style.rival import colours, fitted, softmax
from rnn_demo.training import TrainingError
from tests.tiny_pictures import CAPTIONS, GRAPHS, SIZE, STYLES, WORDS, made_up_drawings

EMOJI = made_up_drawings()
CPU = {"device": torch.device("cpu"), "narrow": torch.float32, "report": lambda *_: None}


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (training, evaluation, style_training, style_evaluation, data):
        monkeypatch.setattr(module, "read_emoji", lambda: EMOJI)
    monkeypatch.setattr(evaluation, "NOISE", 5)
    yield


def task(batch_size: int = 16) -> CaptionTask:
    torch.manual_seed(0)
    learner = Learner(SIZE)
    initialise(learner.encoder, learner.step, 0)
    learning = replace(
        CAPTIONS.training, recipe=replace(CAPTIONS.training.recipe, batch_size=batch_size)
    )
    return CaptionTask(learner, EMOJI, split_of(EMOJI, CAPTIONS.data), learning, WORDS, 0)


def test_the_shapes_of_a_folder_are_those_of_the_network() -> None:
    learner = task().network
    fold(learner.encoder)
    own = {name: tuple(p.shape) for name, p in learner.named_parameters()}
    trained_only = {name for name in own if name.startswith("bag.")}
    assert {n: s for n, s in own.items() if n not in trained_only} == captioner_shapes(SIZE)
    from rnn_demo.networks.row_reader import RowReader

    reader = RowReader(STYLES.network)
    assert {n: tuple(p.shape) for n, p in reader.named_parameters()} == style_shapes(STYLES.network)


def test_folding_keeps_every_number() -> None:
    encoder = task().network.encoder
    with torch.no_grad():
        for name, p in encoder.named_parameters():
            if "gain" in name:
                p.fill_(0.7)
    pixels = torch.rand(2, 3, 48, 48)
    with torch.inference_mode():
        before = encoder(pixels)
        fold(encoder)
        for one, other in zip(before, encoder(pixels), strict=True):
            torch.testing.assert_close(one, other)


def test_a_filter_is_standardised() -> None:
    plain = task().network.encoder.enter[1].plain()
    torch.testing.assert_close(plain.mean((1, 2, 3)), torch.zeros(len(plain)), atol=1e-6, rtol=0)
    spread = plain.var((1, 2, 3)) * plain[0].numel()
    np.testing.assert_allclose(spread.detach(), 2 / (1 - 1 / np.pi), rtol=1e-4)


def test_steps_one_by_one_are_the_words_together() -> None:
    learner = task().network.eval()
    ids = torch.tensor([[0, 3, 5, 7]])
    with torch.inference_mode():
        grid, hidden, cell = learner.encoder(torch.rand(1, 3, 48, 48))
        whole = learner.logits(ids, grid, torch.ones(1, 4, dtype=torch.bool), None, 0.0)
        for t in range(4):
            logits, attention, hidden, cell = learner.step(ids[:, t], grid, hidden, cell)
            torch.testing.assert_close(logits[0], whole[t], atol=1e-5, rtol=1e-5)
            assert attention.sum().item() == pytest.approx(1, abs=1e-5)


def test_a_step_is_a_function_of_its_number() -> None:
    first, again = task(), task()
    for step in (0, 3):
        assert first.loss(step, {})[0].item() == again.loss(step, {})[0].item()
    assert first.loss(1, {})[0].item() != first.loss(2, {})[0].item()


def test_it_learns_to_tell_a_few_drawings_apart() -> None:
    own = task()
    own.training = replace(own.training, augmentation=0.0, smoothing=0.0, word_drop=0.0)
    optimiser = torch.optim.Adam(own.network.parameters(), 0.02)
    losses = []
    for step in range(60):
        optimiser.zero_grad()
        loss, _ = own.loss(step, {})
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert np.mean(losses[-5:]) < 0.6 * losses[0]
    validated = own.validate()
    assert validated is not None
    assert validated < 3


@pytest.mark.slow
@pytest.mark.usefixtures("drawings")
def test_from_drawings_to_a_measured_folder(tmp_path: Path) -> None:
    """Both kinds: trained, exported, read again, measured; the card says what was measured."""
    for name, config, train, own in (
        ("captions", CAPTIONS, training.train_captioner, evaluation),
        ("style", STYLES, style_training.train_style, style_evaluation),
    ):
        folder, work = tmp_path / name, tmp_path / f"{name}-work"
        work.mkdir()
        lines: list[str] = []
        train(config, tmp_path, folder, work, say=lines.append, **CPU)
        assert json.loads(lines[-1])["pass"] == 1
        artifact = imported(KINDS[name].reader)(folder)
        metrics = own.measured(artifact, EMOJI, lambda more: None)
        (folder / "metrics.json").write_text(json.dumps(metrics))
        artifact = imported(KINDS[name].reader)(folder)  # of the declared form
        card = imported(KINDS[name].card)(artifact, metrics)
        assert f"{metrics['parameters']:,} parameters" in card
        assert "Apache-2.0" in card
        assert imported(KINDS[name].figures)(artifact)
        with pytest.raises(TrainingError, match="of a run with"):
            train(replace(config, seed=1), tmp_path, folder, work, say=lines.append, **CPU)
        # The graphs beside the tests are those that are exported today.
        for graph in KINDS[name].more_files:
            assert (GRAPHS / graph).read_bytes() == (folder / graph).read_bytes()
    assert read_style(tmp_path / "style").tokenizer.names == STYLES.data.hands
    test = json.loads((tmp_path / "captions" / "metrics.json").read_text())["test"]
    assert test["hand"]["drawings"] == 2 * len(EMOJI.names)
    assert test["hand"]["only_the_tone_changed"]["pairs"] == 2 * 3 * 4
    captioner = captioner_from(read_captioner(tmp_path / "captions"))
    assert encoded(captioner, EMOJI.pixels[:3]).shape == (3, SIZE.channels[-1])


def test_the_nearest_drawing_is_itself() -> None:
    numbers = small_colours(EMOJI.pixels)
    assert nearest(numbers, numbers[40:50]).tolist() == list(range(40, 50))
    assert numbers[0].shape == (24 * 24 * 3,)
    np.testing.assert_allclose(numbers[0].reshape(24, 24, 3)[0, 0], [1, 1, 1])


def test_the_rival_of_styles_is_at_its_optimum() -> None:
    random = np.random.default_rng(0)
    known = random.random((60, 5)).astype(np.float32)
    hands = (known[:, 0] * 2 + known[:, 1] + 0.3 * random.random(60) > 1.4).astype(np.int64)
    weights = fitted(known, hands, 1e-3)
    x = np.hstack([known, np.ones((60, 1))])
    fair = (1 / (2 * np.bincount(hands)))[hands][:, None]
    slope = ((softmax(x @ weights.T) - np.eye(2)[hands]) * fair).T @ x + 2e-3 * weights
    assert np.abs(slope).max() < 1e-5
    shares = colours(EMOJI.pixels[:4]) ** 2
    np.testing.assert_allclose(shares.sum(1), 1, rtol=1e-5)
