"""The model card of a network that draws pixel by pixel, from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.pixels import PixelArtifact
from rnn_demo.data.digits import SOURCE
from rnn_demo.tasks.pixels.template import NEIGHBOURS


def pixel_card(artifact: PixelArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in such a network's folder."""
    config, size, recipe = artifact.config, artifact.config.network, artifact.config.recipe
    rivals = metrics["rivals"]
    rows = "\n".join(
        f"| {name} | {part['digits']:,} | {part['nats']:.2f} | {part['standard_error']:.2f} |"
        for name in ("train", "validation", "test")
        if (part := metrics.get(name))
    )
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in config.data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

Handwritten digits drawn pixel by pixel: row by row and from left to right, each of the
{size.vocab_size} pixels is ink with a probability that depends on all pixels before it. The product
of these probabilities is the exact probability of a picture. For teaching.

## Network
An LSTM reads the rows above one after another; it has {size.channels} units for each of the
{size.columns} columns, reads {size.window} pixels of each row and hears the states of the two
columns beside. A second LSTM of {size.hidden_size} units goes along the row from left to right and
reads, before each pixel, the first one's state of that column and the pixel before. The logit
comes from both through {size.head_size} rectified units. {artifact.parameters:,} parameters, stored
as float16.

## Data
MNIST: {SOURCE}. 60,000 pictures for training, of which the last {config.data.validation:,} were
kept for validation, and 10,000 for the test. A pixel is ink with its grey value as the
probability: anew for each batch in training, once and for all where figures are measured (numpy's
`default_rng(0)`). SHA-256 of the pixels:

{sha256}

## Figures
Mean surprise −ln p of a picture, nats a digit; lower is better.

| pictures | how many | nats a digit | standard error over digits |
|---|---|---|---|
{rows}

Rivals on the same test pictures: independent pixels, each ink with its frequency in training,
{rivals["independent"]:.2f}; a table of how often a pixel was ink after its {len(NEIGHBOURS)}
nearest known neighbours, {rivals["template"]:.2f}. Published figures are measured on a binarisation
that was tossed once by others, and is not this one: a nat or so between them and these means
nothing.

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): {recipe.epochs:g} passes in
batches of {recipe.batch_size}, AdamW with a rate of {recipe.learning_rate:g} that falls along a
cosine, averaged weights (decay {recipe.averaging:g}), chosen on the validation pictures. Nothing
was chosen on the test digits.{note}

## Limits
It knows digits of 28 × 28 pixels, centred as MNIST has them and drawn from the top: what lies below
a pixel cannot change it any more, so half a digit is completed downwards only. Drawings with
another pen, in another place, or of anything but digits surprise it, and what it makes of them
means little. It does not know which digit it draws, and now and then draws none.
"""


def figures_line(artifact: PixelArtifact) -> str:
    """Its nats on the test digits; empty before they are measured."""
    test = (artifact.metrics or {}).get("test")
    return f"{test['nats']:.2f} nats a digit" if test else ""
