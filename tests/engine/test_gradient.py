"""The gradient of the next character in numpy is autograd's."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnn_demo.engine.gradient import prediction_gradient
from rnn_demo.engine.network import network_from
from rnn_demo.networks.language_model import LanguageModel
from tests.tiny_models import CELLS, tiny_artifact


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("seed", range(2))
def test_it_is_autograds(cell: str, seed: int) -> None:
    artifact = tiny_artifact(cell=cell, seed=seed)
    # Each character once: then the gradient by its embedding is the gradient by its place.
    ids = np.random.default_rng(seed).permutation(artifact.config.network.vocab_size)[:20]
    model = LanguageModel(artifact.config.network).double()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(torch.from_numpy(artifact.weights[name]))
    state = tuple(tuple(part.double() for part in layer) for layer in model.initial_state(1))
    logits, _ = model(torch.from_numpy(ids)[None], state)
    expected = logits[0, -1].log_softmax(0)
    expected[3].backward()
    log_p, by_row = prediction_gradient(network_from(artifact), ids, 3)
    np.testing.assert_allclose(log_p, expected.detach().numpy(), atol=1e-5)
    by_embedding = by_row @ artifact.weights["layers.0.input_weight"]
    assert model.embedding.grad is not None
    wanted = model.embedding.grad[torch.from_numpy(ids)].numpy()
    np.testing.assert_allclose(by_embedding, wanted, atol=2e-5 * np.abs(wanted).max())
