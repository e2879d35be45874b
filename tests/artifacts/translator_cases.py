"""The numbers of a translator after each piece: the target at once, and piece by piece."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.tasks.translation.decoding import advanced, begun
from rnn_demo.tasks.translation.evaluation import network_from

Ids = NDArray[np.integer]
Numbers = NDArray[np.floating]


def _source(artifact: Any, batch: int) -> torch.Tensor:
    ids = artifact.tokenizer.encode_source("Tom is here.", "ru").ids.astype(np.int64)
    return torch.from_numpy(ids)[:, None].expand(-1, batch)


def written(artifact: Any, ids: Ids) -> Numbers:
    """Logits after each piece of targets (targets, time, pieces), of one source."""
    network = network_from(artifact)
    with torch.inference_mode():
        memory, handed = network.read(_source(artifact, len(ids)))
        merged, _ = network.write(torch.from_numpy(ids.astype(np.int64)).t(), memory, handed)
        found: Numbers = network.logits(merged).transpose(0, 1).numpy()
    return found


def written_by_steps(artifact: Any, ids: Ids) -> Numbers:
    """The same of one target (time, pieces), each state handed on."""
    network, found = network_from(artifact), []
    with torch.inference_mode():
        memory, handed = network.read(_source(artifact, 1))
        state = begun(network, handed)
        for one in ids:
            logits, state = advanced(network, state, torch.tensor([int(one)]), memory, handed)
            found.append(logits[0].numpy())
    return np.array(found)
