"""At which temperature the page Write opens: how many of the words are words, and what repeats.

Texts of several seeds after each model's first prompt, as long as those that the page opens with.
A word is known if the training part has it, in small letters or capitals. Of the temperatures up to
the usual one the highest counts at which the stated share of the words is known; repetition beside
it tells a loop, which knows all its words.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.data.corpora import CORPORA, corpus_paths, read_texts
from rnn_demo.data.passages import passages
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.sampling import Knobs
from rnn_demo.ui.writers import SHIPPED, USUAL_TEMPERATURE
from rnn_demo.widgets.written_text.settings import opening_settings

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
RUN = 4  # words in a row that are looked for again
LEAST = 0.95  # of the words of a text that opens the page are to be known
MOST_REPEATED = 0.02  # of the runs of words that may stand in the same text before
TEMPERATURES = tuple(round(0.3 + 0.05 * i, 2) for i in range(15))


@dataclass(frozen=True)
class Quality:
    """Of some texts, all their words taken together.

    Attributes:
        known: share of the words that the training part has.
        repeated: share of the runs of four words that stood in the same text before.
        different: different words in a text over its words, the mean of the texts.
    """

    known: float
    repeated: float
    different: float


def words_of(text: str, whole: bool = True) -> list[str]:
    """Its words in small letters; of a text that was cut the last one is left out."""
    places = list(WORD.finditer(text))
    if not whole and places and places[-1].end() == len(text):
        places.pop()
    return [place.group().lower() for place in places]


def quality(texts: Sequence[str], vocabulary: frozenset[str]) -> Quality:
    """Count in texts that were cut at their ends; together they have at least one run of words.

    Args:
        texts: each by itself.
        vocabulary: the words that are known.
    """
    known, repeated, different, count, runs = 0, 0, [], 0, 0
    for text in texts:
        words = words_of(text, whole=False)
        known += sum(word in vocabulary for word in words)
        count += len(words)
        own = list(zip(*(words[i:] for i in range(RUN)), strict=False))
        repeated += len(own) - len(set(own))
        runs += len(own)
        if words:
            different.append(len(set(words)) / len(words))
    return Quality(known / count, repeated / runs, float(np.mean(different)))


def highest(measured: Iterable[tuple[float, Quality]]) -> float | None:
    """The highest temperature, up to the usual one, with enough known words and little repeated."""
    good = [
        temperature
        for temperature, own in measured
        if temperature <= USUAL_TEMPERATURE and own.known >= LEAST and own.repeated <= MOST_REPEATED
    ]
    return max(good, default=None)


def _written(network: NarrowNetwork, prompt: str, temperature: float, seeds: int) -> list[str]:
    """Texts as long as those that the page opens with."""
    engine, length = Engine(UNBOUNDED), opening_settings().length
    try:
        requests = [
            Request(prompt, length, Knobs(temperature=temperature), seed) for seed in range(seeds)
        ]
        writings = [engine.write(network, request) for request in requests]
        while any([writing.running for writing in writings]):
            for writing in writings:
                writing.ends_within(0.1)
        return [writing.text for writing in writings]
    finally:
        engine.close()


def _rows(name: str, prompt: str, seeds: int) -> Iterator[tuple[str, Quality]]:
    """Temperatures, then held-out text of the author's own, cut as long as the others."""
    artifact = read_generator(find_model(name))
    tokenizer = artifact.tokenizer
    loaded = read_texts(corpus_paths(CORPORA[artifact.config.data.corpus]), tokenizer)
    train, *_, last = (tokenizer.decode(part) for part in loaded.parts(artifact.config.data.split))
    vocabulary = frozenset(words_of(train))
    network = narrowed(network_from(artifact))
    for temperature in TEMPERATURES:
        texts = _written(network, prompt, temperature, seeds)
        yield f"{temperature:.2f}", quality(texts, vocabulary)
    length = opening_settings().length
    own = [last[start : start + length] for start in passages(last, seeds, length)]
    yield "the author", quality(own, vocabulary)


def main() -> None:
    """Print a table a model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="+", default=[n for own in SHIPPED.values() for n in own])
    parser.add_argument("--seeds", type=int, default=64)
    arguments = parser.parse_args()
    for name in arguments.models:
        print(f"\n{name}\n\n| temperature | known | repeated | different |\n|---|---|---|---|")
        measured = []
        for title, own in _rows(name, opening_settings(name).prompt, arguments.seeds):
            shares = (own.known, own.repeated, own.different)
            print(f"| {title} | " + " | ".join(f"{100 * s:.1f} %" for s in shares) + " |")
            if title[0].isdigit():
                measured.append((float(title), own))
        print(f"\nOpens at: {highest(measured)}", flush=True)


if __name__ == "__main__":
    main()
