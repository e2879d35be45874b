"""The model card of networks that name signs, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.signs import FRAMES, SignArtifact
from rnn_demo.data.sign_clips import LICENCE, SOURCE

# Who names frames whose hands are lost, as metrics.json has them.
LOST_HANDS = ("network", "each_frame_alone", "mean_so_far", "last_answer_kept")


def sign_card(artifact: SignArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in the folder."""
    config, size, data = artifact.config, artifact.config.network, artifact.config.data
    test, recipe = metrics["test"], artifact.config.recipe
    seeds = range(config.seed, config.seed + size.networks)
    networks = "\n".join(
        f"| {seed} | {100 * one['last']:.1f} % | {100 * one['every']:.1f} % | {one['nats']:.3f} | "
        f"{100 * one['calibration_error']:.1f} % | {temperature:g} |"
        for seed, one, temperature in zip(
            seeds, test["networks"], config.temperatures or (1.0,) * size.networks, strict=True
        )
    )
    controls = "\n".join(
        f"| {name} | {100 * one['last']:.1f} % | {100 * one['every']:.1f} % |"
        for name, one in metrics["controls"].items()
    )
    rivals = "\n".join(
        f"| {name} | {100 * one['last']:.1f} % |" for name, one in metrics["rivals"].items()
    )
    mistakes = "; ".join(
        f"{one['clip']} as {one['taken_for']} ({one['probability']:.2f})"
        for one in metrics["mistakes"]
    )
    lost = "\n".join(
        f"| {100 * share:.0f} % of the frames | "
        + " | ".join(f"{100 * right:.1f} %" for right in who)
        + " |"
        for share, *who in zip(
            *(metrics["lost_hands"][key] for key in ("shares", *LOST_HANDS)), strict=True
        )
    )
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

Reads a clip of a signing person frame by frame and says after each frame how likely each of
{size.vocab_size} signs of American Sign Language is. For teaching.

## Network
A GRU of {size.hidden_size} units, with the lecture's equations, over {size.features} numbers of a
frame, and a linear layer after it: {artifact.parameters:,} parameters, stored as float16. In the
folder are {size.networks} of them, trained alike from the seeds {", ".join(map(str, seeds))}; the
first one serves. It sees no pixels: what it reads are points of skeleton and hands, as MediaPipe
Holistic finds them, counted from the middle of the shoulders in shoulder widths. An answer depends
on no later frame.

## Data
ASL_SignWish: {SOURCE}, {LICENCE}. {size.vocab_size} signs
({", ".join(artifact.tokenizer.words)}), 80 clips of {FRAMES} frames of each, **one signer, one
camera**. Of each sign the last {data.test} clips in the order of recording are the test,
{test["clips"]} in all; the {data.validation} before them are for choices, the others to learn from.
Neighbours in time are alike, so that a random split would flatter. SHA-256 of the arrays:
`{data.sha256}`

{len(data.examples)} test clips are in this folder (examples.safetensors: x and y of the points,
float16), so that the page and the command line have something to show. They are under the licence
of the data, whose text is at the end.

## Figures
On the {test["clips"]} test clips: how often the likeliest sign is right after the last frame, and
over all {FRAMES} frames; mean of −ln p of the right sign over all frames, in nats; the expected
calibration error over all frames, in tenths of confidence; and the temperature, chosen on the
validation clips.

| seed | last frame | every frame | nats | calibration error | T |
|---|---|---|---|---|---|
{networks}

Last frame, mean over the seeds: {100 * test["last_mean"]:.1f} %, standard deviation
{100 * test["last_deviation"]:.1f} %. Mistakes of the first network: {mistakes or "none"}.

The same clips, played otherwise; means over the seeds:

| played | last frame | every frame |
|---|---|---|
{controls}

Without a recurrent network, on the same clips and the same numbers:

| rival | right |
|---|---|
{rivals}

These clips are nearly told by any one of their frames: shuffled and backwards they are named as
well, and logistic regression does it without a recurrent network. What memory buys is an answer
that lasts when the points fail. With both hands lost in a share of the frames, by chance, how often
the likeliest sign is right, over all frames; the network's shares are means over the seeds:

| hands lost in | network | each frame alone | mean so far | last answer kept |
|---|---|---|---|---|
{lost}

*Each frame alone* is logistic regression that forgets everything. *Mean so far* is logistic
regression on the mean of all frames up to this one. Both learned from training clips varied like
the network's, some with hands lost. *Last answer kept* is a rule written by hand: the regression
on each frame alone, whose answer stays as it was while no hand is seen. It knows from us which
frames to trust, which the network had to learn from streams that seldom lose a hand.

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}`: cross-entropy after every frame, AdamW,
{recipe.epochs:g} passes over the training clips in streams of 36 frames: clips faster or slower
than recorded, seen by a rolled or stretching camera, points trembling, a hand lost now and then,
and in half of the streams another clip after the first. The weights with the best loss on the
validation clips are kept. Nothing was chosen on the test clips.{note}

## Limits
It says nothing about other people, other cameras or other signs: it has seen one person. It has no
word for “nothing”, and must name one of its {size.vocab_size} signs even when nobody signs; its
probabilities were calibrated on clips of the same person. Of the face it reads nose, ears and
the corners of the mouth, so no expression, and it reads no depth. It does not know that left-handed
people sign the other way round. Signs are not a language's grammar: this
is no translation.

## Licence of the data
{MIT}"""


MIT = """MIT License

Copyright (c) 2021 Tam_Tran

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def figures_line(artifact: SignArtifact) -> str:
    """How often it is right in the end; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    return f"{100 * test['last_mean']:.1f} % of signs right after the last frame"
