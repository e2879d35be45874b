"""The numbers of a network that hears: recordings together by torch, and one by one in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.configuration.speech import STRIDE
from rnn_demo.networks.listener import Listener
from rnn_demo.networks.listener_steps import logits_of

Ids = NDArray[np.integer]
Numbers = NDArray[np.floating]


def listener_of(artifact: Any, network: int = 0) -> Listener:
    """A network of an artifact in torch."""
    listener = Listener(artifact.config.network, 0)
    own = artifact.network(network)
    with torch.no_grad():
        for name, parameter in listener.named_parameters():
            parameter.copy_(torch.from_numpy(own[name]))
    return listener


def _frames(artifact: Any, ids: Ids) -> NDArray[np.float32]:
    """As many frames for each id as a step has, the same ones for the same id."""
    size = artifact.config.network
    table = np.random.default_rng(0).normal(size=(size.vocab_size, STRIDE, size.bands))
    return table[ids].reshape(-1, size.bands).astype(np.float32)


def heard(artifact: Any, texts: Sequence[Ids]) -> list[Numbers]:
    """Logits at every step of recordings that are read together and padded."""
    frames = [_frames(artifact, ids) for ids in texts]
    lengths = torch.tensor([len(one) for one in frames])
    batch = torch.zeros(len(frames), int(lengths.max()), frames[0].shape[1])
    for row, one in zip(batch, frames, strict=True):
        row[: len(one)] = torch.from_numpy(one)
    with torch.inference_mode():
        logits, steps = listener_of(artifact)(batch, lengths)
    return [logits[: steps[row], row].numpy() for row in range(len(frames))]


def heard_by_steps(artifact: Any, ids: Ids) -> Numbers:
    """The same of one recording, as the page computes it."""
    return logits_of(artifact.network(0), _frames(artifact, ids))
