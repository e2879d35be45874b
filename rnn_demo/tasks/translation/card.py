"""The model card of a translator, written from config.json and metrics.json."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.translation import TranslatorArtifact
from rnn_demo.configuration.translation import TranslatorConfig
from rnn_demo.data.sentence_pairs import ATTRIBUTION, SOURCE
from rnn_demo.words import percent

LANGUAGES = {"en": "English", "ru": "Russian", "fr": "French"}


def translator_card(artifact: TranslatorArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a translator's folder."""
    config, size = artifact.config, artifact.config.network
    data, training, recipe = config.data, config.training, config.training.recipe
    looks = (
        "looks at every place of the source before each piece (attention, Luong et al. 2015; the\n"
        "query is the state of its first layer)"
        if size.attention
        else "has no attention: of the source it is given the last states of the encoder alone,\n"
        "at its beginning and again before each piece (Cho et al. 2014)"
    )
    credit = "\n".join(f"- {ATTRIBUTION[name]}" for name in ("tatoeba", *data.extra))
    shares = ", ".join(f"{told(d)} {percent(share)}" for d, share in data.directions.items())
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    return f"""# {artifact.name}

A translator of short everyday sentences: {", ".join(told(d) for d in data.directions)}. One network
for all directions, trained from scratch. For teaching.

## Network
An encoder of {size.encoder_layers} layers with {size.encoder_size} LSTM units in each direction,
and a decoder of two LSTM layers of {size.hidden_size} units that
{looks}. {size.vocab_size:,} pieces of words (byte-pair encoding over characters), one
vocabulary for all languages and one embedding of {size.embedding_dim} numbers a piece for reading
and writing; the first piece of the source names the language to write.
{artifact.parameters:,} parameters, stored as float16.

## Data
Pairs of sentences from {SOURCE}. Whose they are:

{credit}

Split by sentence, capitals, marks and spaces apart: no sentence of dev or test, in any language, is
in a pair that is learned; `evaluate` checks it. The Russian parts are those of the data set; of the
French pairs those whose English sentence has the least SHA-256 are the test ({data.french_test:,}
sentences) and dev ({data.french_dev:,}). Sentences that differ in one word from a learned one
remain. Each pass learns of {shares}. SHA-256 of the unpacked files:

{sha256}

## Figures
By sacrebleu, on the test part, all known translations of a sentence as references. The rivals: each
word replaced by its likeliest translation (IBM model 1, learned from the same pairs); the
translation of the nearest training sentence.

{_table(metrics)}

{_signatures(metrics)}

BLEU by the number of words of the source, beam of {metrics["beam"]}:

{_lengths(metrics)}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): AdamW, \
{recipe.epochs:g} passes in
batches of {recipe.batch_size} pairs with sources of one length, a rate of {recipe.learning_rate:g}
along a cosine, dropout {percent(recipe.dropout)}, averaged weights; label smoothing \
{training.smoothing:g}, {percent(training.word_drop)} of the
pieces before hidden from the decoder. Pairs with a side of more than {data.longest} pieces are not
learned. The beam's score is {_score(config)}; this was chosen on dev.
Nothing was chosen on the test sentences.{note}

## Limits
It knows the sentences of people who practise languages: short, everyday, many of them about Tom. It
is no dictionary and no authority: names, numbers and rare words are often wrong, and a fluent
sentence may say something else than the source. Long sentences and other kinds of text get worse
translations. Where English leaves gender, number or politeness open, it chooses one.
"""


def figures_line(artifact: TranslatorArtifact) -> str:
    """BLEU of each direction; empty before they are measured."""
    test = (artifact.metrics or {}).get("test") or {}
    return ", ".join(f"BLEU {name} {part['beam']['bleu']:.1f}" for name, part in test.items())


def told(direction: str) -> str:
    """A direction in words."""
    source, target = direction.split("-")
    return f"{LANGUAGES[source]} to {LANGUAGES[target]}"


def _table(metrics: dict[str, Any]) -> str:
    lines = [
        "| direction | sentences | references | | BLEU | chrF |",
        "|---|---|---|---|---|---|",
    ]
    for direction, part in metrics["test"].items():
        rows = (
            (f"beam of {metrics['beam']}", part["beam"]),
            ("greedy", part["greedy"]),
            (f"beam of {metrics['beam']}, first reference alone", part["first_reference"]),
            ("word by word", part["rivals"]["word_by_word"]),
            ("nearest sentence", part["rivals"]["nearest"]),
        )
        for place, (who, score) in enumerate(rows):
            what = (
                f"{told(direction)} | {part['sentences']:,} | {part['references']:,}"
                if place == 0
                else "| |"
            )
            lines.append(f"| {what} | {who} | {score['bleu']:.2f} | {score['chrf']:.3f} |")
    return "\n".join(lines)


def _signatures(metrics: dict[str, Any]) -> str:
    found: dict[str, None] = {}
    for part in metrics["test"].values():
        found |= dict.fromkeys(part["signatures"].values())
    return "Signatures: " + ", ".join(f"`{one}`" for one in found) + "."


def _lengths(metrics: dict[str, Any]) -> str:
    lines = ["| direction | words | sentences | BLEU |", "|---|---|---|---|"]
    for direction, part in metrics["test"].items():
        for one in part["by_length"]:
            words = f"{one['low']} to {one['high']}" if one["high"] else f"{one['low']} or more"
            lines.append(
                f"| {told(direction)} | {words} | {one['sentences']:,} | {one['bleu']:.2f} |"
            )
    return "\n".join(lines)


def _score(config: TranslatorConfig) -> str:
    power = config.length_power
    return f"log p / ((5 + n) / 6)^{power:g} for n pieces" if power else "log p"
