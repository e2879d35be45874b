"""The model card of a classifier, written from config.json and metrics.json so that it agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rnn_demo.artifacts.sentiment import SHORT_WEIGHTS, ClassifierArtifact
from rnn_demo.configuration.sentiment import Judging, ShortTexts
from rnn_demo.data.reviews import SOURCE
from rnn_demo.data.sentence_treebank import PLACE
from rnn_demo.reading.likeness import FEWEST, MOST
from rnn_demo.tasks.sentiment.patterns import read_patterns
from rnn_demo.words import percent

MEANING = {
    "from scratch": "random first weights, the labels alone",
    "pretrained": "first weights from the language model",
    "adversarial 1, not averaged": "that run, the weights of its last step alone",
    "adversarial": "first weights from the language model, each text also disturbed in the worst "
    "direction",
    "further": "the adversarial one, gone on without disturbance",
    "together 1": "no network of its own: what is above and the n-gram model, their logits "
    "weighed; the two weights were fitted on these same reviews",
    "together": "the same of the last network and an n-gram model that has learned, besides the "
    "labels, from the opinions before",
    "self-trained 1": "that network, gone on, learning from the labels and from what these two "
    "together make of the unlabelled reviews",
    "short texts": "the network for short texts: that one, trained further on rated phrases, our "
    "patterns, and what it and the n-gram model make of unlabelled reviews",
    "self-trained": "that network, gone on, learning from what these two together make of the "
    "unlabelled reviews",
}


def sentiment_card(artifact: ClassifierArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a classifier's folder."""
    config, network = artifact.config, artifact.config.network
    test, rival, neuron = metrics["test"], metrics["rival"], metrics["neuron"]
    contrast, narrow = metrics["contrast"], metrics["narrow"]
    steps = "\n".join(
        f"| {step['step']} | {_meaning(str(step['step']))} | "
        f"{100 * step['validation_accuracy']:.2f} % | {step['validation_nats_per_review']:.4f} |"
        for step in config.steps
    )
    turns = ", ".join(f"{name} {100 * share:.0f} %" for name, share in contrast["by_turn"].items())
    wrong = "\n".join(f"- {text}" for text in contrast["wrong"])
    doubted = _doubted(metrics["doubted"])
    beginnings = "; ".join(
        f"{name}: {_doubted(counts)}" for name, counts in metrics["doubted_beginnings"].items()
    )
    sentences, lengths = metrics["sentences"], metrics["by_length"]
    turning, differ = sentences["turning"], rival["when_they_differ"]
    length_rows = "\n".join(_length_row(row) for row in lengths["ranges"])
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in config.data.sha256.items())
    note = f"\n\n{config.note}" if config.note else ""
    short, alone = config.short_texts, metrics["whole_network_alone"]
    together = metrics["together"]
    own, plain = together["weights"]
    judges = "its two networks, each for its lengths" if short else "this network"
    return f"""# {artifact.name}

An LSTM that reads an English film review from left to right and says, after each word, how likely
the review is to be positive. For teaching, and for sorting reviews where a mistake costs little.

## Network
{network.num_layers} × {network.hidden_size} LSTM units over word pieces ({network.vocab_size:,},
byte-level byte-pair encoding, small letters), embedding of {network.embedding_dim}; a linear layer
reads the last state, the mean and the maximum of the states so far.
{artifact.parameters:,} parameters{" each" if short else ""}, stored as float16.
Logits are divided by {config.temperature:g}, fitted on the validation \
reviews.{_short_network(short)}

## Data
Large Movie Review Dataset: {SOURCE}. The reviews are texts of IMDb's users, to be used for
research and teaching; the dataset asks to cite Maas et al. 2011. Official split: 25,000 reviews
for training, 25,000 for the test, 50,000 without labels. Texts of the test split that stand in the
others as well were dropped from training. \
{percent(config.data.validation)} of the training reviews,
whole films, were kept for validation: every choice about the network for whole reviews was made on
them. SHA-256, unpacked:

{sha256}

{_short_data(short)}\
What is no review was learned from WMT newstest, the Universal Dependencies English Web Treebank,
War and Peace, Shakespeare and Tatoeba sentences.

## Figures
On the {test["reviews"]:,} test reviews; no choice was made on them:

| | accuracy | expected calibration error, 15 bins | nats per review |
|---|---|---|---|
| {judges} | {100 * test["accuracy"]:.2f} % | {test["expected_calibration_error"]:.4f} | \
{test["nats_per_review"]:.4f} |
| the same in 8 bits, as `classify` reads | {100 * narrow["test_accuracy"]:.2f} % | | |
{_alone_row(short, alone)}\
| {rival["name"]} | {100 * rival["test_accuracy"]:.2f} % | \
{rival["expected_calibration_error"]:.4f} | |
| both together, no network of its own: logits times {own:g} and {plain:g}, fitted on the \
validation reviews | {100 * together["accuracy"]:.2f} % | \
{together["expected_calibration_error"]:.4f} | {together["nats_per_review"]:.4f} |
| unit {neuron["unit"]} alone | {100 * neuron["test_accuracy"]:.2f} % | | |

On {contrast["sentences"]} sentences of our own that turn on a single word (`not`, `but`, `if`) or
on irony: {100 * contrast["accuracy"]:.1f} % ({turns}); the n-gram model
{100 * contrast["rival_accuracy"]:.1f} \
%{_alone(short, alone["contrast_accuracy"])}. All that it gets wrong:

{wrong}

On {sentences["sentences"]:,} single sentences by critics (Stanford Sentiment Treebank, development
part, the neutral ones left out; no network here was trained on them):
{100 * sentences["accuracy"]:.1f} % right, {100 * sentences["confidence"]:.1f} % sure in the mean, \
expected calibration error {sentences["expected_calibration_error"]:.4f}.
On the {turning["sentences"]:,} of them with a negation or a contrast:
{_share(turning["accuracy"])}. The n-gram model on all of them:
{100 * sentences["rival_accuracy"]:.1f} %{_alone(short, alone["sentences_accuracy"])}.

The test reviews by length (half of them have more than {lengths["median"]} words), and those that
the n-gram model judges the other way:

| reviews | how many | judged rightly | mean certainty |
|---|---|---|---|
{length_rows}{_short_row(short, alone)}
| the two differ | {differ["reviews"]:,} | {_share(differ["accuracy"])} | \
{_share(differ["confidence"])} |

Texts that get a doubt: {contrast["doubted"]} of our {contrast["sentences"]} sentences; of the
test reviews {doubted}. Of their beginnings alone,
{beginnings}.

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## What each step bought
On the validation reviews, averaged weights:

| step | what it is | accuracy | nats per review |
|---|---|---|---|
{steps}
{_short_steps(config.steps)}
## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}).
Language model: {config.pretraining.epochs:g} passes over the training and unlabelled reviews,
{config.pretraining.batch_size} streams of {config.pretraining.sequence_length} pieces,
{config.samples:,} sampled rivals a step, AdamW at {config.pretraining.learning_rate:g}.
{_recipe("Judging", config.judging)}{_recipe("Going on", config.further)}\
{"".join(_recipe(f"Self-training {n}", own) for n, own in enumerate(config.self_training, 1))}\
{_recipe("Short texts", short.judging if short else None)}{_short_mean(short)}
Figures agree within a tolerance on other machines, not bit for bit.{note}

## Limits
English reviews of films, of the years up to 2011, by people who gave 1 to 4 or 7 to 10 stars:
lukewarm reviews are not among them. Of texts of fewer than {FEWEST} words only the critics'
sentences and phrases above were measured; texts of more than {MOST:,} words, texts full of
negations, other languages and other subjects are outside of what its certainty was measured on. The
page and `classify` say so. Irony, praise of something else and a retold plot often escape
it, and are not recognised. It has the prejudices of
its authors: names, genres and countries move its score. Not for judging people.
"""


def figures_line(artifact: ClassifierArtifact) -> str:
    """Its accuracy on the test reviews, empty before it is measured or if it is no number."""
    test = (artifact.metrics or {}).get("test")
    accuracy = test.get("accuracy") if isinstance(test, dict) else None
    if isinstance(accuracy, bool) or not isinstance(accuracy, int | float):
        return ""
    return f"accuracy {100 * accuracy:.2f} %"


def _meaning(step: str) -> str:
    return next((text for name, text in MEANING.items() if step.startswith(name)), "")


def _short_data(short: ShortTexts | None) -> str:
    """What the sentences were learned from."""
    if short is None:
        return ""
    patterns = len(read_patterns().patterns)
    return f"""The second network learned from the phrases of the Stanford Sentiment Treebank's
training part ({PLACE}, Socher et al. 2013), a tenth of its sentences kept for validation; the file
that is passed around holds the development part as well, which was taken out. And from
{patterns:,} patterns of our own with up to {short.fillings} fillings each (`patterns.json` beside
the code of training), written by somebody who had not seen the sentences that it is tested on
below. No filling is one of these (a test holds that), but three come near: “It is not {{bad}} at
all.”, “It is not {{good}} at all.”, “If you see only one {{film}} this year, make it this.” Choices
about this network were made on those sentences and on every tenth pattern.

"""


def _short_network(short: ShortTexts | None) -> str:
    """The second network."""
    if short is None:
        return ""
    return f"""
A text of fewer than {FEWEST} words is read by a second network of the same shape, which began with
the weights of the first and was trained further on short texts ({SHORT_WEIGHTS};
its logits are divided by {short.temperature:g}, fitted on sentences kept for validation)."""


def _short_mean(short: ShortTexts | None) -> str:
    if short is None or not short.kept:
        return ""
    return (
        f" Of this network {percent(1 - short.kept)} and of the one that it began as "
        f"{percent(short.kept)} make the mean of weights that is stored."
    )


def _alone_row(short: ShortTexts | None, alone: Mapping[str, float]) -> str:
    if short is None:
        return ""
    return (
        "| the network for whole reviews, on reviews of every length | "
        f"{100 * alone['test_accuracy']:.2f} % | | |\n"
    )


def _short_row(short: ShortTexts | None, alone: Mapping[str, Any]) -> str:
    if short is None or alone["short_reviews_accuracy"] is None:
        return ""
    return (
        f"\n| 0 to {FEWEST - 1} words, by the network for whole reviews | | "
        f"{100 * alone['short_reviews_accuracy']:.1f} % | |"
    )


def _alone(short: ShortTexts | None, accuracy: float) -> str:
    """What the first network would be worth on short texts."""
    return f", the network for whole reviews {100 * accuracy:.1f} %" if short else ""


def _short_steps(steps: Sequence[Mapping[str, Any]]) -> str:
    """What the step of the short texts bought on the sentences that were kept for validation."""
    rows = [
        f"| {step['step']} | {100 * step['sentences_accuracy']:.1f} % | "
        f"{step['nats_per_sentence']:.4f} | {100 * step['patterns_accuracy']:.1f} % |"
        for step in steps
        if "sentences" in step
    ]
    if not rows:
        return ""
    last = next(step for step in reversed(steps) if "sentences" in step)
    head = (
        f"\nOn the {last['sentences']:,} sentences of the treebank and the {last['patterns']:,} "
        "patterns that were kept for validation:\n\n"
    )
    table = "| step | sentences | nats per sentence | patterns |\n|---|---|---|---|\n" + "\n".join(
        rows
    )
    return f"{head}{table}\n"


def _length_row(row: dict[str, Any]) -> str:
    words = f"{row['from']:,} to {row['to']:,}" if "to" in row else f"from {row['from']:,}"
    return (
        f"| {words} words | {row['reviews']:,} | {100 * row['accuracy']:.1f} % | "
        f"{100 * row['confidence']:.1f} % |"
    )


def _doubted(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {kind}" for kind, n in counts.items()) or "none"


def _share(share: float | None) -> str:
    """In percent; a dash where there was nothing to judge."""
    return "–" if share is None else f"{100 * share:.1f} %"


def _recipe(title: str, judging: Judging | None) -> str:
    if judging is None:
        return ""
    recipe = judging.recipe
    return (
        f"\n{title}: {recipe.epochs:g} passes, {recipe.batch_size} texts a step, AdamW at "
        f"{recipe.learning_rate:g}, perturbation {judging.perturbation:g}, a random beginning of "
        f"each text judged as well (weight {judging.prefix_share:g}), dropout "
        f"{recipe.dropout:g} and {judging.head_dropout:g}, weight drop {recipe.weight_drop:g}, "
        f"averaged weights ({recipe.averaging:g}), the pass that is best on the validation "
        "texts kept."
    )
