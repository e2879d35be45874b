"""The model card of a generator, written from config.json and metrics.json so that it agrees."""

from __future__ import annotations

from typing import Any

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.data.corpora import CORPORA
from rnn_demo.words import percent

NETWORKS = {
    "lstm": "LSTM (the lecture's five slides; equal to torch.nn.LSTM)",
    "gru": "GRU (the lecture's slide, with biases: z writes, reset before the matrix)",
    "elman": "Elman network",
}
AGREEMENT = "Figures agree within a tolerance on other machines,"


def model_card(artifact: GeneratorArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in a model folder."""
    config, network = artifact.config, artifact.config.network
    corpus = CORPORA.get(config.data.corpus)
    title = corpus.title if corpus else config.data.corpus
    source = f"{corpus.source}; {corpus.licence}" if corpus else "a text of your own"
    recipe = config.recipe
    names = ("training", "validation", "test") if len(config.data.split) == 3 else (
        "training", "held out")  # fmt: skip
    split = ", ".join(f"{percent(p)} {n}" for n, p in zip(names, config.data.split, strict=True))
    rows = [
        f"| {name} | {row['nats_per_character']:.4f} | {row['bits_per_character']:.4f} | "
        f"{row['predictions']:,} |"
        for name, row in metrics["test"].items()
    ]
    note = f"\n\n{config.note}" if config.note else ""
    fitted = ", fitted on the validation part" if len(config.data.split) == 3 else ""
    sure = ": it is too sure of texts that it has not read" if config.temperature > 1 else ""
    divided = (
        f"\nIts logits are divided by {config.temperature:g}{fitted}{sure}."
        if config.temperature != 1
        else ""
    )
    # A corpus known by name is found again; a text of one's own has to be named.
    with_text = "" if corpus else " --text FILE"
    taught = (
        f"\nEach target is {1 - recipe.distillation:g} the character itself and "
        f"{recipe.distillation:g} the mean of what its teachers expect there; trained first: "
        f"{', '.join(config.teachers)}.\n"
        if config.teachers
        else " "
    )
    trained = f"train models/{artifact.name}" if corpus else f"train {artifact.folder.as_posix()}"
    measured = artifact.name if corpus else artifact.folder.as_posix()
    if narrow := metrics.get("narrow"):
        figures = narrow["test"]["stateful"]
        rows.append(
            f"| stateful, weights in 8 bits | {figures['nats_per_character']:.4f} | "
            f"{figures['bits_per_character']:.4f} | {figures['predictions']:,} |"
        )
    learns = ""
    if dynamic := metrics.get("dynamic"):
        figures, settings = dynamic["test"]["learning"], dynamic["settings"]
        rows.append(
            f"| dynamic | {figures['nats_per_character']:.4f} | "
            f"{figures['bits_per_character']:.4f} | {figures['predictions']:,} |"
        )
        learns = f"""

*dynamic*: one pass by a network that learns while it reads: a step of rate {settings["rate"]:g}
after each {settings["segment"]} characters, a decay of {settings["decay"]:g} towards these
weights. A protocol of its own, compared with no other row. Measured by
`python -m rnn_demo evaluate {measured}{with_text} --protocol dynamic`."""
    baseline = metrics["baseline"]
    figures = baseline["test"]
    rows.append(
        f"| {baseline['name']} (stateful) | {figures['nats_per_character']:.4f} | "
        f"{figures['bits_per_character']:.4f} | {figures['predictions']:,} |"
    )
    return f"""# {artifact.name}

A character-level network trained on {title}. It writes text in the manner of its corpus, and
says how surprised it is by any text. For teaching and play; it knows nothing.

## Network
{NETWORKS[network.cell]}.
{network.num_layers} × {network.hidden_size} units, residual connections between layers,
embedding of {network.embedding_dim}, {network.vocab_size} characters,
{artifact.parameters:,} parameters, stored as float16.{divided}

## Data
{title}: {source}. SHA-256 of the text: `{config.data.sha256}`.
Split, in the order of the text: {split}.

## Figures
On the last part of the split, mean per predicted character:

| protocol | nats | bits | predictions |
|---|---|---|---|
{chr(10).join(rows)}

*cold-n*: windows of n characters, each read from a zero state. *stateful*: one pass, the state
carried. The two must not be compared with each other. The page and `generate` write with the
weights rounded to 8 bits. Measured and checked by
`python -m rnn_demo evaluate {measured}{with_text} [--check]`.{learns}

## Training
`python -m rnn_demo {trained}{with_text}` (seed {config.seed}): {recipe.epochs:g} passes,
{recipe.batch_size} streams of {recipe.sequence_length} characters a step, AdamW at
{recipe.learning_rate:g} with a cosine, dropout {recipe.dropout:g}, weight drop
{recipe.weight_drop:g}, averaged weights.{taught}{AGREEMENT}
not bit for bit.{note}

## Limits
It knows only the {network.vocab_size} characters of its corpus and only that corpus's style, its
prejudices included. It may repeat passages of the corpus word for word. What it writes is not
true, and not by the author.
"""
