"""The language model over pieces: the sampled softmax estimates the full one."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.batches import Streams
from rnn_demo.networks.piece_language_model import PieceLanguageModel
from rnn_demo.tasks.sentiment.pretraining import PieceTask

VOCAB = 30


def network() -> PieceLanguageModel:
    own = PieceLanguageModel(NetworkConfig("lstm", VOCAB, 6, 10, 1))
    own.initialise(0)
    return own


def task(samples: int = 16) -> PieceTask:
    ids = np.random.default_rng(0).integers(0, VOCAB, 2000).astype(np.uint16)
    recipe = Recipe(1, batch_size=4, sequence_length=10)
    return PieceTask(network(), Streams.over(ids, 4, 10, 0), recipe, ids[:500], samples, 0)


def test_the_full_loss_is_the_cross_entropy() -> None:
    own = network()
    outputs = torch.randn(5, 3, 10)
    targets = torch.randint(0, VOCAB, (3, 5))
    logits = outputs @ own.projection.T @ own.reader.embedding.T + own.output_bias
    expected = nn.functional.cross_entropy(logits.reshape(-1, VOCAB), targets.T.reshape(-1))
    assert own.loss(outputs, targets, None, None).item() == pytest.approx(expected.item(), abs=1e-5)


def test_all_pieces_as_a_sample_give_the_full_loss() -> None:
    own = network()
    outputs, targets = torch.randn(5, 3, 10), torch.randint(0, VOCAB, (3, 5))
    full = own.loss(outputs, targets, None, None).item()
    every = own.loss(outputs, targets, torch.arange(VOCAB), torch.zeros(VOCAB)).item()
    assert every == pytest.approx(full, abs=1e-5)


def test_a_sample_estimates_it() -> None:
    one = task(samples=20_000)
    outputs, targets = torch.randn(5, 3, 10), torch.randint(0, VOCAB, (3, 5))
    drawn = np.searchsorted(one._cumulative, np.random.default_rng(1).random(20_000))
    own = one.network
    full = own.loss(outputs, targets, None, None).item()
    estimate = own.loss(outputs, targets, torch.from_numpy(drawn), one._log_expected).item()
    # What is drawn as well as the target is left out, so the estimate is a little low.
    assert estimate == pytest.approx(full, rel=0.03)


def test_a_step_depends_on_its_number_alone() -> None:
    one, other = task(), task()
    first, carried = one.loss(3, {})
    again, _ = other.loss(3, {})
    assert first.item() == again.item()
    assert set(carried) == {"0", "1"}
    assert one.loss(4, carried)[0].item() != one.loss(4, {})[0].item()
    assert one.validate() == pytest.approx(np.log(VOCAB), rel=0.2)
