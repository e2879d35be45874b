"""metrics.json of a translator: its figures on the test part, its rivals, and BLEU by length."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rnn_demo.artifacts.translation import TranslatorArtifact
from rnn_demo.networks.translator import TranslatorNetwork
from rnn_demo.tasks.translation.choosing import BEAM, coded_sources
from rnn_demo.tasks.translation.decoding import translated
from rnn_demo.tasks.translation.nearest import nearest_sentences
from rnn_demo.tasks.translation.scores import by_length, figures, signatures
from rnn_demo.tasks.translation.split import Asked, TranslationSplit
from rnn_demo.tasks.translation.training import prepare
from rnn_demo.tasks.translation.word_model import dictionary, learn_words, word_by_word
from rnn_demo.words import sentence


def evaluate(
    artifact: TranslatorArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a translator, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its pairs.
        report: hears how many more sentences were translated.

    Raises:
        ValueError: a text is given; or a sentence of dev or test is also learned.
        TextError: the pairs are missing, or not those of the training.
    """
    if text is not None:
        raise ValueError(
            sentence(
                "--text is for generators; a translator is measured on its pairs of sentences."
            )
        )
    split = prepare(artifact.config, artifact.tokenizer).split
    return measured(artifact, split, lambda more: report(more, "sentences"))


def measured(
    artifact: TranslatorArtifact, split: TranslationSplit, report: Callable[[int], None]
) -> dict[str, Any]:
    """The figures, on a split that was checked."""
    network = network_from(artifact)
    greedy = translations(artifact, network, split.test, 1, report)
    best = translations(artifact, network, split.test, BEAM, report)
    chosen_by = translations(artifact, network, split.dev, BEAM, report)
    test: dict[str, Any] = {}
    for direction, asked in split.test.items():
        first = [Asked(one.source, one.references[:1]) for one in asked]
        test[direction] = {
            "sentences": len(asked),
            "references": sum(len(one.references) for one in asked),
            "greedy": figures(greedy[direction], asked),
            "beam": figures(best[direction], asked),
            "first_reference": figures(best[direction], first),
            "by_length": by_length(best[direction], asked),
            "rivals": _rivals(split, asked, direction),
            "signatures": signatures(asked),
        }
    return {
        "unit": "BLEU from 0 to 100, chrF from 0 to 1, of all sentences of a direction together",
        "parameters": artifact.parameters,
        "beam": BEAM,
        "dev": {
            direction: figures(chosen_by[direction], asked)
            for direction, asked in split.dev.items()
        },
        "test": test,
    }


def network_from(artifact: TranslatorArtifact) -> TranslatorNetwork:
    """The network of a model's folder, for many sentences together."""
    network = TranslatorNetwork(artifact.config.network)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(artifact.weights[name]))
    return network


def translations(
    artifact: TranslatorArtifact,
    network: TranslatorNetwork,
    asked: Mapping[str, Sequence[Asked]],
    beam: int,
    report: Callable[[int], None] = lambda more: None,
) -> dict[str, list[str]]:
    """What the network writes for each sentence, by direction."""
    sources: list[NDArray[np.int64]] = []
    for direction, own in asked.items():
        sources += coded_sources(artifact.tokenizer, own, direction)
    power = artifact.config.length_power
    found = iter(translated(network, sources, beam=beam, length_power=power, report=report))
    return {
        direction: [artifact.tokenizer.decode(next(found).ids) for _ in own]
        for direction, own in asked.items()
    }


def _rivals(
    split: TranslationSplit, asked: Sequence[Asked], direction: str
) -> dict[str, dict[str, float]]:
    """The figures of a dictionary and of the nearest training sentence's translation."""
    learned = [pair for pair in split.train if pair.direction == direction]
    known = dictionary(learn_words([(pair.source, pair.target) for pair in learned]))
    near = nearest_sentences([pair.source for pair in learned], [one.source for one in asked])
    return {
        "word_by_word": figures([word_by_word(one.source, known) for one in asked], asked),
        "nearest": figures([learned[place].target for place in near], asked),
    }
