"""The model card of a captioner, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.captions import CaptionerArtifact
from rnn_demo.data.emoji import ATTRIBUTION, HANDS, SOURCE
from rnn_demo.words import percent


def captioner_card(artifact: CaptionerArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a captioner's folder."""
    config, size = artifact.config, artifact.config.network
    data, training, recipe = config.data, config.training, config.training.recipe
    learned = ", ".join(hand for hand in HANDS if hand not in data.held_out_hands)
    away = " and ".join(data.held_out_hands)
    hand, tone = metrics["test"]["hand"], metrics["test"]["tone"]
    by_hand = "\n".join(
        f"| {name} alone | {part['drawings']:,} | {percent(part['exact'], 1)} | "
        f"{part['word_f1']:.3f} | |"
        for name, part in hand["by_hand"].items()
    )
    rivals = "\n".join(
        f"| {told} | {where} | {percent(metrics['rivals'][rival][part]['exact'], 1)} | "
        f"{metrics['rivals'][rival][part]['word_f1']:.3f} | "
        + (
            f"{percent(metrics['rivals'][rival][part]['tone_right'], 1)} |"
            if part == "tone"
            else "|"
        )
        for rival, told in (
            ("pixels", "nearest by 24 × 24 colours"),
            ("features", "nearest by the encoder’s own features"),
        )
        for part, where in (("hand", away), ("tone", "combinations"))
    )
    pairs = hand["only_the_tone_changed"]
    only = (
        f"Of {pairs['pairs']:,} pairs of their drawings that differ in the skin tone alone, "
        f"{percent(pairs['share'], 1)} get names that differ in that word at most.\n"
        if pairs["pairs"]
        else ""
    )
    chances = "\n".join(
        f"| {one['low']:g} to {one['high']:g} | {one['drawings']:,} | {percent(one['exact'], 1)} |"
        for one in hand["by_chance"]
    )
    credit = "\n".join(f"- {name}: {told}" for name, told in ATTRIBUTION.items())
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

A captioner of emoji: it looks at a picture of {size.side} × {size.side} pixels and writes its name,
word by word, with attention over a grid of {size.grid} × {size.grid} places. For teaching.

## Network
A convolutional encoder ({len(size.channels)} stages of {", ".join(map(str, size.channels))}
channels, standardised weights, no normalisation) and an LSTM of {size.hidden_size} units whose
state looks at the grid (Luong et al. 2015) before each of {size.vocab_size:,} words is chosen.
{artifact.parameters:,} parameters, trained from scratch, stored as float16. Served by onnxruntime
from two graphs, encoder.onnx and step.onnx.

## Data
Drawings of emoji by six hands, and their English names. Rendered from SVG as {SOURCE} have them,
and shrunk. Whose they are:

{credit}

Learned: drawings by {learned}. Kept from training: all drawings by {away} (two generations of one
publisher); of {data.held_out_tones} concepts one skin tone, of every hand (drawn by lot, seed
{data.split_seed}); {data.validation} single drawings for choosing. SHA-256:

{sha256}

## Figures
Exact: the share of drawings that get their whole name. F1: of the words, mean over drawings,
punctuation not counted. Beam of five, names not divided by their length.

| who | drawings | exact | F1 | skin tone right |
|---|---|---|---|---|
| {away}: hands never seen | {hand["drawings"]:,} | {percent(hand["exact"], 1)} | \
{hand["word_f1"]:.3f} | |
{by_hand}
| combinations never seen | {tone["drawings"]:,} | {percent(tone["exact"], 1)} | \
{tone["word_f1"]:.3f} | {percent(tone["tone_right"], 1)} |

The rivals give the name of the nearest drawing of the training part:

| rival | drawings | exact | F1 | skin tone right |
|---|---|---|---|---|
{rivals}

{only}
What the network's own chance of a name is worth, on the hands never seen:

| chance of the name | drawings | exact |
|---|---|---|
{chances}

Of {metrics["noise"]["pictures"]} pictures of pure noise the name's chance is
{metrics["noise"]["median_chance"]:.2g} in the median, of those drawings
{metrics["median_chance"]:.2g}: a chance says which name is likeliest, not whether the picture is a
drawing at all. Measured and checked by
`python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): AdamW,
{recipe.epochs:g} passes in batches of {recipe.batch_size}, a rate of {recipe.learning_rate:g} along
a cosine, averaged weights; label smoothing {training.smoothing:g}, \
{percent(training.word_drop)} of the
words before hidden from the decoder, a second loss ({training.bag:g}) that asks the encoder alone
for the words. Every picture is moved, scaled, turned, warped, redrawn with other lines, blurred,
tinted, sometimes grey, and mirrored where no word of its name has a side. Nothing was chosen on the
test drawings.{note}

## Limits
It knows emoji and nothing else: whatever it is shown, it says the name of an emoji, and a
photograph or a scribble gets one too. The chances above hold for drawings by publishers of emoji;
a visitor's own drawing is further away. Names are those of the list of Unicode up to version 17;
it cannot count, read, or describe what has no name there. Skin tone, gender and hair are words of
those names, read off colours and outlines; it knows nothing about people.
"""


def figures_line(artifact: CaptionerArtifact) -> str:
    """Its figures on a hand never seen; empty before they are measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    return f"exact {percent(test['hand']['exact'], 1)}, word F1 {test['hand']['word_f1']:.3f}"
