"""The translator's network: the equations of its folder, and independence of its neighbours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from rnn_demo.artifacts.translation import translator_shapes
from rnn_demo.cells.conventions import sigmoid
from rnn_demo.configuration.translation import TranslatorSize
from rnn_demo.networks.translator import TranslatorNetwork, initialise

SIZE = TranslatorSize("lstm", 23, 6, 4, 2, 5)
Array = NDArray[np.float64]


def network_of(size: TranslatorSize) -> TranslatorNetwork:
    network = TranslatorNetwork(size).double()
    initialise(network, 3)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn(parameter.shape, dtype=parameter.dtype))
    return network


def step(w: dict[str, Array], name: str, x: Array, h: Array, c: Array) -> tuple[Array, Array]:
    gates = w[f"{name}.input_weight"] @ x + w[f"{name}.hidden_weight"] @ h + w[f"{name}.bias"]
    i, f, g, o = np.split(gates, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


def by_hand(
    w: dict[str, Array], size: TranslatorSize, source: list[int], before: list[int]
) -> tuple[Array, Array]:
    """Logits (time, pieces) and attention (time, places), one step after the other."""
    scale = np.sqrt(size.embedding_dim)
    xs = [scale * w["embedding"][i] for i in source]
    handed = np.zeros(0)
    for layer in range(size.encoder_layers):
        ways = []
        for way, order in (("ahead", 1), ("back", -1)):
            h = c = np.zeros(size.encoder_size)
            states = []
            for x in xs[::order]:
                h, c = step(w, f"encoder.{layer}.{way}", x, h, c)
                states.append(h)
            ways.append(states[::order])
            last = h
            handed = last if way == "ahead" else np.concatenate([handed, last])
        xs = [np.concatenate(both) for both in zip(*ways, strict=True)]
    memory = np.array(xs)
    first, second = np.split(w["bridge.weight"] @ handed + w["bridge.bias"], 2)
    h1, h2 = np.tanh(first), np.tanh(second)
    logits, looked = [], []
    for piece in before:
        h1, first = step(w, "first", scale * w["embedding"][piece], h1, first)
        seen = handed
        if size.attention:
            scores = memory @ (w["query.weight"] @ h1) / np.sqrt(size.memory_size)
            attention = np.exp(scores - scores.max())
            attention /= attention.sum()
            seen = attention @ memory
            looked.append(attention)
        h2, second = step(w, "second", np.concatenate([h1, seen]), h2, second)
        merged = np.tanh(w["merge.weight"] @ np.concatenate([h2, seen]) + w["merge.bias"])
        logits.append(w["embedding"] @ merged + w["head_bias"])
    return np.array(logits), np.array(looked)


@pytest.mark.parametrize("attention", [True, False])
@pytest.mark.parametrize("layers", [1, 2])
def test_it_is_the_equations(attention: bool, layers: int) -> None:
    size = replace(SIZE, attention=attention, encoder_layers=layers)
    network = network_of(size)
    weights = {name: p.detach().numpy() for name, p in network.named_parameters()}
    assert {name: w.shape for name, w in weights.items()} == translator_shapes(size)
    source, before = [[2, 7, 9, 12, 0], [3, 8, 8, 22, 0]], [[2, 6, 11], [3, 5, 20]]
    memory, handed = network.read(torch.tensor(source).t())
    merged, looked = network.write(torch.tensor(before).t(), memory, handed)
    for place in range(2):
        logits, attended = by_hand(weights, size, source[place], before[place])
        np.testing.assert_allclose(
            network.logits(merged)[:, place].detach(), logits, rtol=1e-9, atol=1e-10
        )
        if looked is not None:
            np.testing.assert_allclose(looked[place].detach(), attended, rtol=1e-9)
        assert (looked is not None) == attention


def test_attention_is_a_share_of_every_place() -> None:
    network = network_of(SIZE)
    memory, handed = network.read(torch.randint(5, 23, (6, 4)))
    _, looked = network.write(torch.randint(5, 23, (3, 4)), memory, handed)
    assert looked is not None and looked.shape == (4, 3, 6)
    np.testing.assert_allclose(looked.sum(2).detach(), 1)


def test_neighbours_and_what_follows_do_not_matter() -> None:
    network = network_of(SIZE)
    source, before = torch.randint(5, 23, (5, 3)), torch.randint(5, 23, (4, 3))
    merged, _ = network.write(before, *network.read(source))
    alone, _ = network.write(before[:2, 1:2], *network.read(source[:, 1:2]))
    torch.testing.assert_close(alone, merged[:2, 1:2])


def test_its_gradient_is_that_of_small_changes() -> None:
    network = network_of(SIZE)
    source, before = torch.randint(5, 23, (4, 2)), torch.randint(5, 23, (3, 2))
    direction = torch.randn(3, 2, 23, dtype=torch.float64)

    def value() -> torch.Tensor:
        merged, _ = network.write(before, *network.read(source))
        return (network.logits(merged) * direction).sum()

    value().backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None
        change = torch.randn_like(parameter)
        with torch.no_grad():
            parameter.add_(change, alpha=1e-6)
            above = value().item()
            parameter.add_(change, alpha=-2e-6)
            below = value().item()
            parameter.add_(change, alpha=1e-6)
        expected = (parameter.grad * change).sum().item()
        assert (above - below) / 2e-6 == pytest.approx(expected, rel=1e-5, abs=1e-6), name
