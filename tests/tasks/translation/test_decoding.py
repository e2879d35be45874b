"""Many sentences translated together, held against a plain search for one."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnn_demo.configuration.translation import TranslatorSize
from rnn_demo.networks.translator import TranslatorNetwork, initialise
from rnn_demo.tasks.translation.decoding import scored, translated
from rnn_demo.tokenizers.sentence_pieces import END, FIRST

SIZE = TranslatorSize("lstm", 14, 6, 5, 2, 7)
SOURCES = [np.array(ids) for ids in ([2, 7, 9, 0], [3, 12, 6, 0], [2, 0], [4, 8, 8, 10, 0])]


def network_of(seed: int, attention: bool = True) -> TranslatorNetwork:
    network = TranslatorNetwork(TranslatorSize("lstm", 14, 6, 5, 2, 7, attention))
    initialise(network, seed)
    with torch.no_grad():
        network.embedding.mul_(3)
        network.head_bias[END] = 0.5
        network.head_bias[1:FIRST] = 4  # likeliest, and never written
    return network


def plain(
    network: TranslatorNetwork, source: np.ndarray, beam: int, power: float
) -> tuple[tuple[int, ...], float]:
    """The whole target read anew for every hypothesis and piece."""
    ids = torch.from_numpy(source)[:, None]
    memory, handed = network.read(ids)
    alive: list[tuple[tuple[int, ...], float]] = [((), 0.0)]
    finished = []
    for length in range(1, 2 * len(source) + 11):
        candidates = []
        for row, (text, total) in enumerate(alive):
            before = torch.tensor([int(source[0]), *text])[:, None]
            logits = network.logits(network.write(before, memory, handed)[0])[-1, 0]
            logits[1:FIRST] = -torch.inf
            for piece, log_p in enumerate(torch.log_softmax(logits, 0).tolist()):
                candidates.append((-(total + log_p), row, piece))
        kept = []
        for rank, (negative, row, piece) in enumerate(sorted(candidates)[: 2 * beam]):
            if piece == END:
                if rank < beam:
                    finished.append((alive[row][0], scored(-negative, length, power)))
            elif len(kept) < beam:
                kept.append(((*alive[row][0], piece), -negative))
        if len(finished) >= beam:
            break
        alive = kept
    else:
        finished += [(text, scored(total, len(text), power)) for text, total in alive]
    return max(finished, key=lambda one: one[1])


@pytest.mark.parametrize("beam", [1, 3, 5])
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("attention", [True, False])
def test_together_is_one_by_one(beam: int, seed: int, attention: bool) -> None:
    network = network_of(seed, attention)
    with torch.inference_mode():
        expected = [plain(network, source, beam, 0.8) for source in SOURCES]
    found = translated(network, SOURCES, beam=beam, length_power=0.8)
    for (ids, score), one in zip(expected, found, strict=True):
        assert one.ids == ids
        assert one.score == pytest.approx(score, abs=1e-4)
        assert all(piece >= FIRST for piece in one.ids)


def test_a_text_that_never_ends_is_ended() -> None:
    network = network_of(0)
    with torch.no_grad():
        network.head_bias[END] = -100
    found = translated(network, SOURCES[:1], beam=2)
    assert len(found[0].ids) == 2 * len(SOURCES[0]) + 10


def test_the_score_forgives_length() -> None:
    assert scored(-6.0, 1, 1.0) == -6.0
    assert scored(-6.0, 7, 1.0) == -3.0
    assert scored(-6.0, 7, 0.0) == -6.0
