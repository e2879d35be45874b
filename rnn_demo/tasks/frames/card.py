"""The model card of a network that foretells frames, from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.frames import FrameArtifact
from rnn_demo.data.digits import SOURCE
from rnn_demo.tasks.frames.evaluation import SURE
from rnn_demo.words import percent

_NAMES = {"network": "**this network**", "stays": "it stays", "moves_on": "it moves on"}


def frame_card(artifact: FrameArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in such a network's folder."""
    config, size, recipe = artifact.config, artifact.config.network, artifact.config.recipe
    test = metrics["test"]
    horizons = " | ".join(f"+{k + 1}" for k in range(size.foretold))
    line = "|---" * (size.foretold + 1) + "|"

    def table(measure: str) -> str:
        rows = "\n".join(
            f"| {told} | " + " | ".join(f"{x:.4f}" for x in test[name][measure]) + " |"
            for name, told in _NAMES.items()
        )
        return f"| | {horizons} |\n{line}\n{rows}"

    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in config.data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

Sees {size.seen} frames of a film in which two handwritten digits move and bounce, and foretells the
next {size.foretold}, each from the frames seen and its own predictions before. For teaching.

## Network
A frame of {size.side} × {size.side} pixels is cut into blocks of 2 × 2, the cells of a grid;
{size.layers} layers of convolutional GRUs with {size.hidden_size} units a cell lie above it, each
cell hearing the 3 × 3 around it. {artifact.parameters:,} parameters, stored as float16.

## Data
Films made by `rnn_demo.data.moving_digits` from MNIST ({SOURCE}) as the training goes, none shown
twice: digits at half their size move by 1 or 2 pixels a frame, down or up and to the right or left
alike, and turn back at the edges. Training films have training digits, of which the last
{config.data.validation:,} were kept for validation films; test films have test digits. SHA-256 of
the pixels:

{sha256}

## Figures
{test["films"]:,} films of test digits (numpy's `default_rng(0)`); in \
{percent(test["turned"])} of them a
digit turns back within the frames that are foretold. *It stays* repeats the last frame seen. *It
moves on* is told both digits and their places, and repeats their last steps as if there were no
edges: straight on it is never wrong. Mean squared error of a pixel, by horizon:

{table("squared_error")}

Where a digit turns back, and where none does:

{table("squared_error_turned")}

{table("squared_error_straight")}

Cross-entropy, nats a pixel; rivals are at most \
{percent(1 - SURE)} sure. Pixels are grey, so that even
the truth would cost something:

{table("cross_entropy")}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): as many films as
{recipe.epochs:g} times the training digits, in batches of {recipe.batch_size}, AdamW with a rate of
{recipe.learning_rate:g} that falls along a cosine, averaged weights (decay {recipe.averaging:g}),
chosen on the validation films. The loss is the cross-entropy of all frames but the first, also of
those made from its own predictions. Nothing was chosen on the test digits.{note}

## Limits
What it is unsure of it blurs: a pixel is the mean over what may come, and blur feeds on itself. It
loses digits that cover each other, and may part them again as others. It knows two digits at these
speeds in this frame; a faster one, a third one or a wall inside are not in its films.
"""


def figures_line(artifact: FrameArtifact) -> str:
    """Its error at the farthest horizon; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    errors = test["network"]["squared_error"]
    return f"squared error {errors[0]:.4f} at +1, {errors[-1]:.4f} at +{len(errors)}"
