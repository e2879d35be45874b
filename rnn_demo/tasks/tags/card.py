"""The model card of a tagger, written from config.json and metrics.json."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from rnn_demo.artifacts.tags import TagArtifact
from rnn_demo.data.treebanks import SOURCE, TREEBANKS
from rnn_demo.data.untagged import RAW
from rnn_demo.data.word_forms import PACKAGES
from rnn_demo.data.word_forms import TOLD as DICTIONARY
from rnn_demo.tokenizers.tagged_words import HEAD, TAIL
from rnn_demo.words import percent

LANGUAGES = {"en": "English", "ru": "Russian"}


def tag_card(artifact: TagArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a tagger's folder."""
    config, size, recipe = artifact.config, artifact.config.network, artifact.config.recipe
    test, rival, validation = metrics["test"], metrics["rival"], metrics["validation"]
    unseen, future = test["unseen"], test["future"]
    tags = "\n".join(
        f"| {tag} | {own['words']:,} | {percent(own['causal'], 1)} | {percent(own['both'], 1)} |"
        for tag, own in test["by_tag"].items()
    )
    sha256 = "\n".join(f"- {name}: `{value}`" for name, value in config.data.sha256.items())
    title, licence = TREEBANKS[config.data.corpus][1:]
    note = "\n\n" + fill(config.note, 100) if config.note else ""
    return f"""# {artifact.name}

Gives each word of {LANGUAGES[config.data.language]} text a part of speech, one of the \
{size.vocab_size} of Universal
Dependencies: once knowing only the words before it, once knowing the whole sentence. For teaching.

## Network
A word is its first {HEAD} letters and its last {TAIL}, read by two layers of \
{size.letters_hidden} units, and, if it is one
of {size.words:,} known ones, a vector of {size.word_dim} numbers. An LSTM of {size.hidden_size} \
units reads forwards, another one
backwards. The causal reader answers from the word and the forward state, the other one from both
states: they differ in the future and in nothing else. {artifact.parameters:,} parameters, trained
from scratch, stored as float16. Served by numpy; what the causal reader says of a word is the same
to the last bit whatever follows.

## Data
{title} ({SOURCE}, {licence}), its official parts: train to
learn, dev to choose, test for the figures. Sentences of dev and test are left out of all that is
learned from.{_more(artifact)}

SHA-256:

{sha256}

## Figures
{test["words"]:,} words in {test["sentences"]:,} sentences of the test part, cut as the treebank has
them:

| reader | all words | words in no tagged sentence learned from ({unseen["words"]:,}) |
|---|---|---|
| whole sentence | **{percent(test["both"], 2)}** | {percent(unseen["both"], 1)} |
| what was | {percent(test["causal"], 2)} | {percent(unseen["causal"], 1)} |
| {rival["name"]} | {percent(rival["accuracy"], 2)} | {percent(unseen["rival"], 1)} |

Seeing the whole sentence puts {future["helped"]:,} tags right and {future["spoiled"]:,} wrong. \
On the part dev the two
readers reach {percent(validation["both"], 2)} and {percent(validation["causal"], 2)}.

Our rules cut the test part's texts into words that agree with the treebank's at \
{percent(metrics["cutting"]["f1"], 1)} F1; the
figures above do not depend on them.

| tag | words | what was | whole sentence |
|---|---|---|---|
{tags}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`. One run, one seed.

## Training
`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): AdamW, {recipe.epochs:g} \
passes over the tagged sentences
in batches of about {recipe.batch_size:,} words, a rate of {recipe.learning_rate:g} along a \
cosine, averaged weights, {percent(recipe.dropout)} dropout,
{percent(config.unknown)} of the known words read as unknown ones. The loss is the sum of both \
readers' cross-entropies.
The weights of the pass with the fewest mistakes on the part dev, the mean of both readers, were
kept.{note}

## Limits
Whatever is typed gets one of the {size.vocab_size} tags, in any language. The probabilities are \
not calibrated. Text
unlike the treebank's, old spelling, verse, dialect or code, is tagged worse than the figures say.
The tags follow the treebank's conventions, on some of which schoolbooks differ.
"""


def _more(artifact: TagArtifact) -> str:
    """What else was learned from, in paragraphs."""
    data, told = artifact.config.data, []
    if data.more:
        parts = ", ".join(
            f"{TREEBANKS[name][1]} {part} ({TREEBANKS[name][2]})"
            for name, _, part in (one.partition("-") for one in data.more)
        )
        told.append(
            f"For lack of tagged text it also learned from parts of other treebanks: {parts}."
        )
    if data.dictionary:
        texts = "; ".join(RAW[name].told for name in data.raw)
        told.append(
            "The letters also learned what a form by itself can be (part of speech, case, number "
            f"and the like): {DICTIONARY}, from the packages {PACKAGES}. Of its forms, those were "
            f"learned that occur in the tagged sentences or in these texts: {texts}. The trained "
            "network has no dictionary."
        )
    return "".join("\n\n" + fill(paragraph, 100) for paragraph in told)


def figures_line(artifact: TagArtifact) -> str:
    """Its accuracy on the test part; empty before it is measured."""
    test = (artifact.metrics or {}).get("test")
    if not test:
        return ""
    return f"{percent(test['both'], 1)} of words right, {percent(test['causal'], 1)} causally"
