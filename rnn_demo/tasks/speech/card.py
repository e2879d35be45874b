"""The model card of networks that hear digits, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.speech import SpeechArtifact
from rnn_demo.configuration.speech import SpeechData
from rnn_demo.data.spoken_digits import LICENCE, SOURCE
from rnn_demo.tasks.speech.batches import MADE, OF_MACHINES
from rnn_demo.tasks.speech.machine_voices import ENGLISH, PEOPLE, RELEASES, SPELLED
from rnn_demo.words import percent


def speech_card(artifact: SpeechArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in the folder."""
    config, size, data = artifact.config, artifact.config.network, artifact.config.data
    test, recipe = metrics["test"], artifact.config.recipe
    voices = "\n".join(
        f"| {voice} | {percent(one['right'], 1)} | {percent(one['rows'], 1)} | "
        f"{percent(one['rival'], 1)} |"
        for voice, one in test["voices"].items()
    )
    nothing = "\n".join(
        f"| {name} | {one['recordings']} | {percent(one['silent'], 1)} | "
        f"{one['words_a_second']:.2f} |"
        for name, one in metrics["nothing"].items()
    )
    chances = "\n".join(
        f"| {one['low']:g} to {one['high']:g} | {one['words']:,} | {percent(one['right'], 1)} |"
        for one in metrics["by_chance"]
        if one["words"]
    )
    networks = 1 + len(size.voices)
    enumeration = metrics["enumeration"]
    of_machines = f" and {OF_MACHINES} of each of a machine's" if data.machines else ""
    note = f"\n\n{config.note}" if config.note else ""
    means = (
        f"| **mean** | **{percent(test['mean'], 1)}** | {percent(test['rows_mean'], 1)} | "
        f"{percent(test['rival_mean'], 1)} |"
    )
    return f"""# {artifact.name}

Hears English digits in a recording of at most 30 seconds, one after another, with when each is
said. For teaching.

## Network
Two convolutions over a log-mel spectrogram ({size.bands} bands, 100 frames a second),
{size.layers} layer(s) of GRUs with the lecture's equations in both directions,
{size.hidden_size} units each way, and a softmax over {size.vocab_size} words and the blank every
30 ms: {artifact.parameters:,} parameters, stored as float16. Of each recording the mean of every
band over its loud frames is taken away, drawn towards the usual one. In the folder are {networks}
networks: the first learned from all voices and serves; each of the others
never heard one of them.

## Data
Free Spoken Digit Dataset: {SOURCE}, {LICENCE}. Six men, ten digits, fifty takes of each, one
digit a recording, 8,000 samples a second. All networks learn from takes {data.test} to 49.
SHA-256 of index and samples: `{data.sha256}`
{_machines(data)}
{len(data.examples)} test takes are in this folder (examples.safetensors: whole numbers of 16
bits, 32,768 for silence), unchanged but for that form, so that the page has something to let you
hear. They are, as the data, under CC BY-SA 4.0
(https://creativecommons.org/licenses/by-sa/4.0/): give credit to Zohar Jackson and the
contributors of the dataset, and share changed recordings under the same licence. No other
recording is in this project.

## Figures
**Voices never heard.** All {next(iter(test["voices"].values()))["takes"]} recordings of each
voice, heard by the network that never heard that voice: the share that is heard as exactly its
digit; 1 − word error rate of 100 rows of five, joined with gaps of 0.05 to 0.5 seconds; and a
rival without a network, the most similar training recording of the five other voices by dynamic
time warping over the same numbers.

| voice left out | one digit | words in rows of five | rival |
|---|---|---|---|
{voices}
{means}

Worst voice: {percent(test["worst"], 1)}.

**The easy split.** Takes 0 to {data.test - 1} of voices whose other takes were learned:
{percent(test["easy"]["right"], 1)} of {test["easy"]["takes"]}. The same people with the same
microphone say the same word again: this says little about you.

**Where no digit is said**, heard by the first network: the share of sounds in which nothing is
heard, and the words that are heard a second. Hebrew is the corpus of OpenSLR SLR1; nothing of it
was ever learned from, nor were these melodies.

| sound | recordings | nothing is heard | words a second |
|---|---|---|---|
{nothing}

**What a word's chance is worth**, over all recordings of voices never heard:

| chance | words | right |
|---|---|---|
{chances}

The forward algorithm and the sum over every single alignment of {enumeration["steps"]} steps
differ by {enumeration["largest_difference"]:.0e} at most.

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}`: connectionist temporal classification, AdamW,
{recipe.epochs:g} passes over streams of up to three takes, {MADE} of each take{of_machines},
made once and shared by all networks: played at five pitches and any pace, bands moved as another
throat would, coloured, echoing, in a hiss, with gaps, and with sounds that are no digit (speech
backwards or cut up, chords, hiss, clicks). Everything in a stream is of its voices, and a network
learns from no stream of the voice that it shall not hear. In the first third of the steps it is
shown, less and less, where each digit is. The weights are an average over the last steps; none was
chosen on a test take or on a voice left out.{note}

## Limits
Measured on six men: on no woman, no child, no native speaker of most languages. Ten words: it has
no other.
Rows of digits are joined from single ones, so it has not learned how one word runs into the
next. What is no English digit is passed over only as often as the table says."""


def _machines(data: SpeechData) -> str:
    """What machines said of the training material."""
    if not data.machines:
        return ""
    return f"""
All networks learn from machines, too, some with women's voices, and in other accents:
espeak-ng (https://github.com/espeak-ng/espeak-ng, GPL 3 or later) in {len(ENGLISH)} kinds of
English and, from spellings of our own, as speakers of {len(SPELLED)} other languages might say the
digits, and the {len(PEOPLE)} voices of flite (https://github.com/festvox/flite, a licence like
BSD's), {data.machines} voices of each. {RELEASES}, as Debian 12 has them, were asked while it
trained; nothing of their sound is in this project. SHA-256 of it:
`{data.machine_sha256}`. Nothing is measured on it.
"""


def figures_line(artifact: SpeechArtifact) -> str:
    """How often it is right about voices never heard; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    return (
        f"{percent(test['mean'], 1)} of digits by voices never heard, worst "
        f"{percent(test['worst'], 1)}"
    )
