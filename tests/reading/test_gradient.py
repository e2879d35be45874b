"""The gradient in numpy against differences in float64-free terms: torch's autograd."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from rnn_demo.reading.classifier import logits
from rnn_demo.reading.gradient import logit_gradient
from tests.tiny_classifier import tiny_classifier


def test_it_is_what_autograd_finds(tmp_path: Path) -> None:
    classifier = tiny_classifier(tmp_path)
    ids = np.random.default_rng(1).integers(0, classifier.tokenizer.vocab_size, (3, 11))
    embedded = np.ascontiguousarray(classifier.embedding[ids.T])
    found, gradient = logit_gradient(classifier, embedded)
    assert np.allclose(found, logits(classifier, list(ids)), atol=1e-5)

    x = torch.from_numpy(embedded.copy()).double().requires_grad_()
    tensor = {
        name: torch.from_numpy(np.array(getattr(classifier, name))).double()
        for name in ("input_weight", "bias", "hidden_weight", "head_weight")
    }
    hidden, cell = torch.zeros(2, 3, classifier.hidden_size, dtype=torch.float64)
    states = []
    for step in x:
        gates = step @ tensor["input_weight"] + tensor["bias"] + hidden @ tensor["hidden_weight"]
        i, f, c, o = gates.chunk(4, dim=1)
        cell = f.sigmoid() * cell + i.sigmoid() * c.tanh()
        hidden = o.sigmoid() * cell.tanh()
        states.append(hidden)
    outputs = torch.stack(states)
    last, mean, largest = tensor["head_weight"]
    total = outputs[-1] @ last + outputs.mean(0) @ mean + outputs.amax(0) @ largest
    total.sum().backward()
    assert x.grad is not None
    assert np.allclose(gradient, x.grad.numpy(), atol=1e-5)
