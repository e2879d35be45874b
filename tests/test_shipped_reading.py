"""`score` reads a long text at many places at once; the figures are those of one pass."""

from __future__ import annotations

import numpy as np
import pytest

import rnn_demo
from rnn_demo.interface.model import load_model
from rnn_demo.interface.scoring import LONG
from rnn_demo.tasks.generator.measure import stateful


@pytest.mark.slow
@pytest.mark.parametrize("name", ["shakespeare-elman", "pushkin-gru", "shakespeare-lstm"])
def test_full_precision_is_one_pass_to_a_millionth_of_a_nat(name: str) -> None:
    model = load_model(name, "generator")
    text = rnn_demo.generate(model, length=LONG + 1000, seed=1).text[: LONG + 1000]
    score = rnn_demo.score(model, text)
    expected = stateful(model.network, model.network.tokenizer.encode(score.text)).nats
    assert len(expected) > LONG  # so that it is cut
    assert abs(score.nats_per_character - expected.mean()) < 1e-6
    np.testing.assert_allclose(score.nats, expected, atol=1e-3)
