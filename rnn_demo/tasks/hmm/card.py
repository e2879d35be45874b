"""The model card of hidden Markov models, written from config.json and metrics.json."""

from __future__ import annotations

import math
import textwrap
from typing import Any

from rnn_demo.artifacts.hmm import ChainArtifact
from rnn_demo.data.corpora import CORPORA
from rnn_demo.words import percent


def chain_card(artifact: ChainArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in the folder of hidden Markov models."""
    config, size, training = artifact.config, artifact.config.network, artifact.config.training
    corpus = CORPORA[config.data.corpus]
    rows = "\n".join(
        f"| {states} | {part['parameters']:,} | {part['validation']['nats_per_character']:.4f} | "
        f"{part['stateful']['nats_per_character']:.4f} | "
        f"{part['stateful']['bits_per_character']:.4f} |"
        for states, part in metrics["by_states"].items()
    )
    test, baseline = metrics["test"], metrics["baseline"]
    note = f"\n\n{config.note}" if config.note else ""
    smaller = ", ".join(map(str, size.sizes[:-1]))
    models = _filled(
        f"{size.hidden_size} states, {size.vocab_size} characters: {artifact.parameters:,} "
        "probabilities of transitions and emissions, stored as logarithms in float16. In the same "
        f"folder are the models with {smaller or 'no other number of'} states. What such a model "
        "hands on to the next character is one of its N states: at most "
        f"log₂ N bits, {math.log2(size.hidden_size):.4g} for {size.hidden_size} states."
    )
    others = _filled(
        f"The {size.hidden_size}-state model on windows of 256 characters, each from the "
        f"stationary distribution: {test['cold-256']['nats_per_character']:.4f} nats; on windows "
        f"of 64: {test['cold-64']['nats_per_character']:.4f}. {baseline['name']}: "
        f"{baseline['test']['nats_per_character']:.4f} nats, in one pass."
    )
    learned = _filled(
        f"`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): Baum–Welch over "
        f"{training.streams} streams in chunks of {training.chunk} characters, the forward message "
        f"carried over the border of a chunk. At most {training.passes} passes, the first "
        f"{training.stepwise} of them stepwise (an update after every chunk, weight "
        f"(k + 2)^−{training.decay:g}); a prior count of {training.prior:g} for every transition "
        "and emission. Of each size the pass with the best validation figure is kept. Nothing was "
        "chosen on the test part."
    )
    return f"""# {artifact.name}

Hidden Markov models that write characters: the model of sequences that recurrent networks were
compared with. For teaching.

## Models
{models}

## Data
{corpus.title}: {corpus.source}, {corpus.licence}.
The first {percent(config.data.split[0])} are for training, of which the last \
{config.data.validation:,}
characters were kept for validation; the rest is the test part. SHA-256 of the text:
`{config.data.sha256}`

## Figures
Mean −ln p of a character of the test part, read in one pass (stateful):

| states | probabilities | validation, nats | test, nats | test, bits |
|---|---|---|---|---|
{rows}

{others}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
{learned}{note}

## Limits
Baum–Welch finds a local optimum, and another seed another one; each size was trained once. The text
that it writes has the letters' order of English and hardly a word's: names, speakers and lines do
not last, because nothing but the state is carried.
"""


def _filled(paragraph: str) -> str:
    """A paragraph in lines of the length that the cards have."""
    return textwrap.fill(paragraph, 100, break_long_words=False, break_on_hyphens=False)


def figures_line(artifact: ChainArtifact) -> str:
    """Its own figures in one line; empty before they are measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    own = "  ".join(f"{name} {test[name]['nats_per_character']:.4f}" for name in test)
    return f"{own} nats per character"
