"""BLEU and chrF of translations, by sacrebleu, and BLEU by the length of the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rnn_demo.tasks.translation.split import Asked

# Words of a source, from and up to; the last part is open.
LENGTHS = ((1, 3), (4, 5), (6, 7), (8, 10), (11, 15), (16, None))


def figures(given: Sequence[str], asked: Sequence[Asked]) -> dict[str, float]:
    """BLEU from 0 to 100 and chrF from 0 to 1, each of all sentences together.

    Args:
        given: the translations.
        asked: what was translated, with all references of each.

    Source: Papineni et al. 2002, Popović 2015; Post 2018, "A call for clarity in reporting BLEU
    scores", whose program sacrebleu this calls.
    """
    from sacrebleu.metrics.bleu import BLEU  # only evaluation needs it
    from sacrebleu.metrics.chrf import CHRF

    streams = _streams(asked)
    return {
        "bleu": round(float(BLEU().corpus_score(list(given), streams).score), 2),
        "chrf": round(float(CHRF().corpus_score(list(given), streams).score) / 100, 4),
    }


def signatures(asked: Sequence[Asked]) -> dict[str, str]:
    """What sacrebleu says about how it counts these sentences."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found = {}
    for name, metric in (("bleu", BLEU()), ("chrf", CHRF())):
        metric.corpus_score([one.source for one in asked], _streams(asked))
        found[name] = str(metric.get_signature())
    return found


def by_length(given: Sequence[str], asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """BLEU of the sentences whose source has so many words, where there are any."""
    found = []
    for low, high in LENGTHS:
        own = [
            place
            for place, one in enumerate(asked)
            if low <= len(one.source.split()) <= (high or 10_000)
        ]
        if own:
            score = figures([given[i] for i in own], [asked[i] for i in own])["bleu"]
            found.append({"low": low, "high": high, "sentences": len(own), "bleu": score})
    return found


def _streams(asked: Sequence[Asked]) -> list[list[Any]]:
    """References as sacrebleu takes them: the first ones, the second ones, …; None for no such."""
    most = max((len(one.references) for one in asked), default=1)
    return [
        [one.references[i] if i < len(one.references) else None for one in asked]
        for i in range(most)
    ]
