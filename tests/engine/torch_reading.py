"""A character network written with torch's own operations, in float64: what tests compare with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.engine.segment import matrices
from tests.tiny_models import tiny_artifact


def calm_network(cell: str) -> CharacterNetwork:
    """A tiny network whose weights are small enough that rounding does not grow as it reads."""
    artifact = tiny_artifact(cell=cell)
    weights = {name: weight * np.float32(0.4) for name, weight in artifact.weights.items()}
    return network_from(replace(artifact, weights=weights))


def in_torch(network: CharacterNetwork) -> list[Tensor]:
    """The weights of a network of two layers as leaves of autograd, in the order of `matrices`."""
    return [
        torch.from_numpy(np.array(weight, np.float64)).requires_grad_()
        for weight in matrices(network)
    ]


def torch_nats(
    cell: str, weights: list[Tensor], ids: NDArray[np.integer], state: Tensor
) -> tuple[Tensor, Tensor]:
    """-ln p of each character but the first, and the state (layers, parts, 1, hidden) after all."""
    recurrent: list[tuple[Tensor, ...]]
    if cell == "gru":
        table, first, first_candidate, into, bias, second, second_candidate, head, offset = weights
        recurrent = [(first, first_candidate), (second, second_candidate)]
    else:
        table, only, into, bias, upper, head, offset = weights
        recurrent = [(only,), (upper,)]
    states, logits = list(state), []
    for token in ids[:-1]:
        total = torch.zeros(())
        for layer in range(2):
            x = total @ into + bias[0] if layer else table[int(token)]
            states[layer] = _step(cell, x, states[layer], recurrent[layer])
            total = total + states[layer][0, 0]
        logits.append(total @ head + offset[0])
    log_p = torch.stack(logits).log_softmax(1)
    targets = torch.from_numpy(np.asarray(ids[1:], np.int64))
    return -log_p[torch.arange(len(targets)), targets], torch.stack(states)


def _step(cell: str, x: Tensor, state: Tensor, recurrent: tuple[Tensor, ...]) -> Tensor:
    h = state[0, 0]
    if cell == "lstm":
        i, f, g, o = (x + h @ recurrent[0]).chunk(4)
        c = f.sigmoid() * state[1, 0] + i.sigmoid() * g.tanh()
        return torch.stack([o.sigmoid() * c.tanh(), c])[:, None]
    if cell == "gru":
        x_z, x_r, x_candidate = x.chunk(3)
        from_z, from_r = (h @ recurrent[0]).chunk(2)
        z, r = (x_z + from_z).sigmoid(), (x_r + from_r).sigmoid()
        candidate = (x_candidate + (r * h) @ recurrent[1]).tanh()
        return ((1 - z) * h + z * candidate)[None, None]
    return (x + h @ recurrent[0]).tanh()[None, None]
