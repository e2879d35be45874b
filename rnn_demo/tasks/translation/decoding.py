"""Many sentences translated together, greedily or by beam search, as evaluation needs it.

The rule of the beam is the one by which the page and the command line write: see
`searched`. `tests/tasks/translation/test_decoding.py` holds it against a plain search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.networks.translator import TranslatorNetwork
from rnn_demo.tasks.translation.learning import same_lengths
from rnn_demo.tokenizers.sentence_pieces import END, FIRST

AT_ONCE = 512  # hypotheses


@dataclass(frozen=True)
class Written:
    """A translation.

    Attributes:
        ids: its pieces, without tag and end.
        score: log p / ((5 + n) / 6)^alpha in nats, n its pieces with the end.
    """

    ids: tuple[int, ...]
    score: float


@dataclass
class BatchState:
    """The state of the decoder of all hypotheses, row by row.

    Attributes:
        first: h and C of the first layer, each (rows, hidden).
        second: h and C of the second layer, each (rows, hidden).
    """

    first: tuple[Tensor, Tensor]
    second: tuple[Tensor, Tensor]

    def of(self, rows: Tensor) -> BatchState:
        """The state of some of the rows."""
        return BatchState(
            (self.first[0][rows], self.first[1][rows]),
            (self.second[0][rows], self.second[1][rows]),
        )


def translated(
    network: TranslatorNetwork,
    sources: Sequence[NDArray[np.int64]],
    *,
    beam: int = 1,
    length_power: float = 1.0,
    report: Callable[[int], None] = lambda more: None,
) -> list[Written]:
    """Translate sentences: of each search's finished hypotheses the one of the highest score.

    Args:
        network: the translator.
        sources: ids of each, the tag first and the end last.
        beam: how many hypotheses are kept; 1 is greedy.
        length_power: alpha of the score.
        report: called with how many more are translated.
    """
    finished = searched(network, sources, beam=beam, length_power=length_power, report=report)
    return [max(own, key=lambda one: one.score) for own in finished]


def searched(
    network: TranslatorNetwork,
    sources: Sequence[NDArray[np.int64]],
    *,
    beam: int = 1,
    length_power: float = 1.0,
    report: Callable[[int], None] = lambda more: None,
) -> list[list[Written]]:
    """Search for translations: the finished hypotheses of each sentence.

    Of all continuations of the hypotheses that are alive the 2 B of the highest log p are taken in
    order. One that ends is finished if it is among the first B; of the others B stay alive. The
    search is over when B are finished, or after 2 S + 10 pieces, when those alive count as
    finished.

    Args:
        network: the translator.
        sources: ids of each, the tag first and the end last.
        beam: B, how many hypotheses are kept; 1 is greedy.
        length_power: alpha of the score.
        report: called with how many more are translated.
    """
    found: list[list[Written]] = [[] for _ in sources]
    lengths = [len(source) for source in sources]
    with torch.inference_mode():
        for places in same_lengths(lengths, max(1, AT_ONCE // beam)):
            ids = torch.from_numpy(np.stack([sources[i] for i in places], 1))
            for place, one in zip(places, _batch(network, ids, beam, length_power), strict=True):
                found[place] = one
            report(len(places))
    return found


def _batch(
    network: TranslatorNetwork, source: Tensor, beam: int, power: float
) -> list[list[Written]]:
    """The finished hypotheses of each source (places, batch)."""
    places, batch = source.shape
    memory, handed = network.read(source)
    state = begun(network, handed)
    previous = source[0].clone()  # the tag
    owners = list(range(batch))  # the sentence of each row
    totals = [0.0] * batch
    texts: list[tuple[int, ...]] = [()] * batch
    finished: list[list[Written]] = [[] for _ in range(batch)]
    for length in range(1, 2 * places + 11):
        rows = torch.tensor(owners)
        logits, state = advanced(network, state, previous, memory[:, rows], handed[rows])
        logits[:, END + 1 : FIRST] = -torch.inf
        chances = torch.log_softmax(logits, 1) + torch.tensor(totals)[:, None]
        best, pieces = chances.topk(min(2 * beam, chances.shape[1]), 1)
        continued: dict[int, list[tuple[float, int, int]]] = {}
        for row, (owner, values, ids) in enumerate(
            zip(owners, best.tolist(), pieces.tolist(), strict=True)
        ):
            own = continued.setdefault(owner, [])
            own += [(-value, row, piece) for value, piece in zip(values, ids, strict=True)]
        kept: list[tuple[int, float, int, int]] = []
        for owner, candidates in continued.items():
            alive: list[tuple[int, float, int, int]] = []
            for rank, (negative, row, piece) in enumerate(sorted(candidates)[: 2 * beam]):
                if piece == END:
                    if rank < beam:
                        score = scored(-negative, length, power)
                        finished[owner].append(Written(texts[row], score))
                elif len(alive) < beam:
                    alive.append((owner, -negative, row, piece))
            if len(finished[owner]) < beam:
                kept += alive
        if not kept:
            break
        rows = torch.tensor([row for _, _, row, _ in kept])
        state = state.of(rows)
        texts = [(*texts[row], piece) for _, _, row, piece in kept]
        owners = [owner for owner, _, _, _ in kept]
        totals = [total for _, total, _, _ in kept]
        previous = torch.tensor([piece for _, _, _, piece in kept])
    else:
        for owner, total, text in zip(owners, totals, texts, strict=True):
            finished[owner].append(Written(text, scored(total, len(text), power)))
    return finished


def scored(log_p: float, pieces: int, power: float) -> float:
    """Score of a hypothesis: log p / ((5 + n) / 6)^alpha.

    Source: Wu et al. 2016, "Google's neural machine translation system", equation 14.
    """
    return float(log_p / ((5 + pieces) / 6) ** power)


def begun(network: TranslatorNetwork, handed: Tensor) -> BatchState:
    """The state before the first piece, from what the encoder hands over (rows, memory)."""
    first, second = network.begin(handed)
    return BatchState((torch.tanh(first), first), (torch.tanh(second), second))


def advanced(
    network: TranslatorNetwork, state: BatchState, previous: Tensor, memory: Tensor, handed: Tensor
) -> tuple[Tensor, BatchState]:
    """Logits (rows, pieces) after one more piece, and the state."""
    lower = network.first.step(network.embedded(previous), *state.first)
    seen = network.look(lower[0][None], memory, handed)[0][0]
    upper = network.second.step(torch.cat([lower[0], seen], 1), *state.second)
    merged = torch.tanh(network.merge(torch.cat([upper[0], seen], 1)))
    return network.logits(merged).float(), BatchState(lower, upper)
