"""The model card of a table of n-grams, written from config.json and metrics.json."""

from __future__ import annotations

import math
import textwrap
from typing import Any

from rnn_demo.artifacts.ngram import TableArtifact
from rnn_demo.data.corpora import CORPORA
from rnn_demo.words import percent


def table_card(artifact: TableArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in the folder of a table."""
    config, size = artifact.config, artifact.config.network
    corpus, test = CORPORA[config.data.corpus], metrics["test"]
    rows = "\n".join(
        f"| {order} | {part['grams']:,} | {part['stateful']['nats_per_character']:.4f} | "
        f"{part['stateful']['bits_per_character']:.4f} |"
        for order, part in metrics["by_order"].items()
    )
    stored = _filled(
        f"{artifact.parameters:,} different {size.order}-grams over {size.vocab_size} characters, "
        "each with how often it was seen. The counts of the shorter grams follow from these and "
        f"from the first {size.order - 1} characters of the text, which are stored too. All are "
        "whole numbers, not rounded."
    )
    cut = _filled(
        f"The first {percent(config.data.split[0])} were counted, the last "
        f"{percent(config.data.split[-1])} "
        "are the test part. SHA-256 of the text:"
    )
    law = _filled(
        "with h' the context h without its oldest character, N(h) the characters seen after h, "
        f"T(h) the different ones among them, and 1/{size.vocab_size} below the empty context "
        "(Witten and Bell 1991, their method C; interpolated as in Chen and Goodman 1998)."
    )
    others = _filled(
        f"The {size.order}-grams on windows of 256 characters, each predicted from what is in its "
        f"window: {test['cold-256']['nats_per_character']:.4f} nats; on windows of 64: "
        f"{test['cold-64']['nats_per_character']:.4f}. All {size.vocab_size} characters equally "
        f"likely: {math.log(size.vocab_size):.4f} nats."
    )
    learned = _filled(
        f"`python -m rnn_demo train models/{artifact.name}` counts the training part once; nothing "
        f"is random, and nothing was chosen on the test part: {size.order} is the length of the "
        "n-grams beside the other models."
    )
    limits = _filled(
        f"It sees {size.order - 1} characters back and nothing before them: names, speakers and "
        "sentences do not last. What it writes is pieced together from its text, "
        f"{size.order} characters at a time. Tables of longer grams were not tried."
    )
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

A table of n-grams that writes characters: what followed each short context, and how often. It is
the plain rival that a network's figure is read against. For teaching.

## Table
{stored}

    p(c | h) = (count(h c) + T(h) p(c | h')) / (N(h) + T(h))

{law}

## Data
{corpus.title}: {corpus.source}, {corpus.licence}.
{cut}
`{config.data.sha256}`

## Figures
Mean −ln p of a character of the test part, read in one pass (stateful), the first from no context:

| order | different grams | test, nats | test, bits |
|---|---|---|---|
{rows}

{others}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
{learned}{note}

## Limits
{limits}
"""


def _filled(paragraph: str) -> str:
    """A paragraph in lines of the length that the cards have."""
    return textwrap.fill(paragraph, 100, break_long_words=False, break_on_hyphens=False)


def figures_line(artifact: TableArtifact) -> str:
    """Its own figures in one line; empty before they are measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    own = "  ".join(f"{name} {test[name]['nats_per_character']:.4f}" for name in test)
    return f"{own} nats per character"
