"""How much a beam forgives length: chosen on the dev part, by BLEU and chrF together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from rnn_demo.networks.translator import TranslatorNetwork
from rnn_demo.tasks.translation.decoding import Written, scored, searched
from rnn_demo.tasks.translation.scores import figures
from rnn_demo.tasks.translation.split import Asked
from rnn_demo.tokenizers.sentence_pieces import END, TAGS, SentencePieces

POWERS = (0.0, 0.4, 0.7, 1.0, 1.3, 1.6, 2.0)
BEAM = 5


def chosen_power(
    network: TranslatorNetwork, pieces: SentencePieces, dev: Mapping[str, Sequence[Asked]]
) -> float:
    """The alpha of `POWERS` with the highest mean of BLEU and 100 chrF over the directions.

    Where a search ends does not depend on alpha, so one search serves them all.

    Args:
        network: what was trained.
        pieces: its vocabulary.
        dev: sentences to choose by, by direction.
    """
    found: dict[float, list[float]] = {power: [] for power in POWERS}
    for direction, asked in dev.items():
        sources = coded_sources(pieces, asked, direction)
        finished = searched(network, sources, beam=BEAM, length_power=0.0)
        for power in POWERS:
            given = [pieces.decode(_best(own, power).ids) for own in finished]
            figure = figures(given, asked)
            found[power].append(figure["bleu"] + 100 * figure["chrf"])
    return max(POWERS, key=lambda power: fmean(found[power]))


def _best(finished: Sequence[Written], power: float) -> Written:
    return max(finished, key=lambda one: scored(one.score, len(one.ids) + 1, power))


def coded_sources(
    pieces: SentencePieces, asked: Sequence[Asked], direction: str
) -> list[NDArray[np.int64]]:
    """The ids of sentences that are to be translated, the tag first and the end last."""
    tag = TAGS[direction.split("-")[1]]
    ids = pieces.encode([one.source for one in asked])
    return [np.array([tag, *own, END], np.int64) for own in ids]
