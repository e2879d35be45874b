"""Learning to judge: the loss by hand, the worst-case disturbance, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.networks.text_classifier import TextClassifier
from rnn_demo.tasks.sentiment.judging import SHORTEST_PREFIX, JudgingTask, LabelledTexts

VOCAB = 12


def labelled(count: int = 40, seed: int = 0) -> LabelledTexts:
    """Positive texts hold the piece 1, negative ones the piece 2."""
    random = np.random.default_rng(seed)
    pieces, targets = [], []
    for i in range(count):
        ids = random.integers(3, VOCAB, random.integers(2, 15))
        ids[random.integers(len(ids))] = 1 + i % 2
        pieces.append(np.concatenate([[0], ids]))
        targets.append(1.0 - i % 2)
    return LabelledTexts(pieces, np.array(targets, np.float32))


def task(**options: float) -> JudgingTask:
    network = TextClassifier(NetworkConfig("lstm", VOCAB, 6, 10, 1))
    network.initialise(0)
    recipe = Recipe(4, batch_size=8, sequence_length=12, learning_rate=0.01)
    return JudgingTask(network, labelled(), labelled(12, 1), recipe, **options)


def by_hand(one: JudgingTask, step: int) -> float:
    chosen = one._batch(step)
    losses = []
    for i in chosen:
        ids = torch.from_numpy(np.array(one.training.pieces[i][-12:], np.int64))[None]
        embedded = one.network.reader.embed(ids)
        logit = one.network(embedded, torch.tensor([[ids.shape[1]]]))[0]
        target = torch.tensor([one.training.targets[i]])
        losses.append(nn.functional.binary_cross_entropy_with_logits(logit, target))
    return torch.stack(losses).mean().item()


def test_the_loss_is_that_of_each_text_by_itself() -> None:
    one = task()
    for step in (0, 3, 7):
        loss, carried = one.loss(step, {})
        assert loss.item() == pytest.approx(by_hand(one, step), abs=1e-6)
        assert carried == {}


def test_a_pass_reads_every_text_once() -> None:
    one = task()
    assert one.steps_per_epoch == 5
    for epoch in (0, 1):
        read = np.concatenate([one._batch(5 * epoch + i) for i in range(5)])
        assert sorted(read) == list(range(40))


def test_a_disturbed_text_is_harder_and_both_gradients_are_there() -> None:
    plain, disturbed = task(), task(perturbation=0.5)
    clean, _ = plain.loss(0, {})
    both, _ = disturbed.loss(0, {})
    assert both.item() > 2 * clean.item()
    clean.backward()
    both.backward()
    own = [p.grad for p in plain.network.parameters()]
    summed = [p.grad for p in disturbed.network.parameters()]
    # With a vanishing disturbance the two losses are one: the gradient doubles.
    tiny = task(perturbation=1e-7)
    tiny.loss(0, {})[0].backward()
    for alone, twice, more in zip(
        own, [p.grad for p in tiny.network.parameters()], summed, strict=True
    ):
        assert alone is not None and twice is not None and more is not None
        assert torch.allclose(2 * alone, twice, atol=1e-5)
        assert not torch.allclose(2 * alone, more, atol=1e-5)


def test_the_disturbance_has_the_length_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = task(perturbation=0.3)
    seen: list[torch.Tensor] = []
    forward = TextClassifier.forward

    def watched(self: TextClassifier, embedded: torch.Tensor, *rest: object) -> torch.Tensor:
        seen.append(embedded.detach().clone())
        return forward(self, embedded, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(TextClassifier, "forward", watched)
    one.loss(0, {})
    clean, disturbed = seen
    lengths = (disturbed - clean).square().sum((0, 2)).sqrt()
    assert lengths.numpy() == pytest.approx(0.3 * one._typical_norm, rel=1e-3)


def test_beginnings_are_judged_as_if_nothing_followed() -> None:
    random = np.random.default_rng(3)
    texts = [random.integers(1, VOCAB, length) for length in range(18, 58)]
    some = LabelledTexts(texts, (random.random(len(texts)) < 0.5).astype(np.float32))
    network = TextClassifier(NetworkConfig("lstm", VOCAB, 6, 10, 1))
    network.initialise(0)
    one = JudgingTask(
        network, some, some, Recipe(1, batch_size=8, sequence_length=60), prefix_share=0.5
    )
    chosen = one._batch(2)
    lengths = np.array([len(texts[i]) for i in chosen])
    share = np.random.default_rng([one.seed, 2]).random(len(chosen))
    cuts = SHORTEST_PREFIX + ((lengths - SHORTEST_PREFIX + 1) * share).astype(int)
    assert (cuts >= SHORTEST_PREFIX).all()
    assert (cuts < lengths).sum() > 0

    def mean_loss(read: list[np.ndarray]) -> float:
        targets = torch.from_numpy(some.targets[chosen])
        logits = one.judge(read)
        return nn.functional.binary_cross_entropy_with_logits(logits, targets).item()

    whole = mean_loss([texts[i] for i in chosen])
    beginnings = mean_loss([texts[i][:cut] for i, cut in zip(chosen, cuts, strict=True)])
    assert one.loss(2, {})[0].item() == pytest.approx(whole + 0.5 * beginnings, abs=1e-5)


def test_judging_many_is_judging_each() -> None:
    one = task()
    texts = one.training.pieces
    together = one.judge(texts)
    for ids, logit in zip(texts, together, strict=True):
        assert one.judge([ids]).item() == pytest.approx(logit.item(), abs=1e-5)
    assert one.validate() == pytest.approx(
        nn.functional.binary_cross_entropy_with_logits(
            one.judge(one.validation.pieces), torch.from_numpy(one.validation.targets)
        ).item()
    )
