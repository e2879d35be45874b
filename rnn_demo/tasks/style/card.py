"""The model card of a reader of styles, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.style import StyleArtifact
from rnn_demo.data.emoji import ATTRIBUTION, SOURCE
from rnn_demo.words import percent


def style_card(artifact: StyleArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a reader's folder."""
    config, size, recipe = artifact.config, artifact.config.network, artifact.config.recipe
    data, test, rival = config.data, metrics["test"], metrics["rival"]
    hands = "\n".join(
        f"| {name} | {percent(share, 1)} |" for name, share in test["by_hand"].items()
    )
    rows = test["after_rows"]
    early = "\n".join(
        f"| {row} | {percent(rows[row - 1], 1)} |"
        for row in (6, 12, 18, 24, 36, 48)
        if row <= len(rows)
    )
    credit = "\n".join(f"- {name}: {told}" for name, told in ATTRIBUTION.items())
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

Tells which of {len(data.hands)} hands drew an emoji: it reads a picture of
{size.side} × {size.side} pixels row by row, from the top, and says after each row how likely each
hand is. For teaching.

## Network
Two convolutions along a row ({size.filters[0]} filters of 3 pixels, {size.filters[1]} of 5), their
means and maxima over the row, and a GRU of {size.hidden_size} units from row to row.
{artifact.parameters:,} parameters, trained from scratch, stored as float16. Served by onnxruntime
from the graph of one row, row.onnx: what it says after a row depends on no row below.

## Data
Drawings of emoji, rendered from SVG as {SOURCE} have them, and shrunk. Whose they are:

{credit}

The hands: {", ".join(data.hands)}. The older generation of noto is left out: it is the same
publisher's. {percent(data.test)} of the concepts, drawn by lot \
(seed {data.split_seed}), are for the
test, with all their skin tones and all hands, and {percent(data.validation)} for choosing. SHA-256:

{sha256}

## Figures
{test["drawings"]:,} drawings of {test["concepts"]:,} concepts that were not learned:
**{percent(test["accuracy"], 1)}** right after the last row. \
{rival["name"].capitalize()}, fitted to the
same training part and chosen on the same validation part, reaches {percent(rival["accuracy"], 1)}.

| hand | right |
|---|---|
{hands}

| after row | right |
|---|---|
{early}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): AdamW, {recipe.epochs:g}
passes in batches of {recipe.batch_size}, a rate of {recipe.learning_rate:g} along a cosine,
averaged weights, every hand with the same weight in all; pictures are moved by up to 4 pixels and
mirrored. The loss is the mean over the rows. Nothing was chosen on the test drawings.{note}

## Limits
It knows these {len(data.hands)} hands, as they draw at {size.side} pixels, without a ground;
anything else, a photograph or a drawing of one's own, it gives to one of them all the same.
Another size, another background or another way to shrink changes edges, and edges are what it goes
by.
"""


def figures_line(artifact: StyleArtifact) -> str:
    """Its accuracy on concepts never seen; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    return f"{percent(test['accuracy'], 1)} right" if test else ""
