"""The model card of a writer of tunes, written from config.json and metrics.json."""

from __future__ import annotations

import textwrap
from typing import Any

from rnn_demo.artifacts.tunes import TuneArtifact
from rnn_demo.words import percent, sentence

ATTRIBUTION = sentence(
    "The tunes come from five collections. The Nottingham Music Database, as cleaned in "
    "jukedeck/nottingham-dataset (repository GPL-3.0). O'Neill's 1850, Aird's Airs and Ryan's "
    "Mammoth Collection, from the corpus of music21, which has them by permission of their "
    "encoders, among them Jack Campin, Ray Davies, John Chambers, "
    "Henrik Norbeck, Bob Safranek, Trish O'Neil, Dan G. Petersen, Michael Hogan, Stephen Foy, "
    "John B. Walsh, Chris Falt, Tom Keays, Norbert Paap, Dave Wooldridge and Bob Puckette; some "
    "of these encodings may not be used commercially. irish.abc of MIT 6.S191 (MIT licence). The "
    "melodies themselves are traditional."
)


def tunes_card(artifact: TuneArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md in the folder of a writer of tunes."""
    config, network = artifact.config, artifact.config.network
    recipe, tunes = config.recipe, metrics["tunes"]
    test, baseline = metrics["test"], metrics["baseline"]
    rows = "\n".join(
        f"| {name} | {row['nats_per_token']:.4f} | {row['nats_per_character']:.4f} | "
        f"{row['predictions']:,} |"
        for name, row in (("this network", test), (baseline["name"], baseline["test"]))
    )
    written, freely, held = metrics["written"], metrics["written_freely"], metrics["held_out"]
    shares = "\n".join(
        f"| {name} | {percent(written[part], 1)} | {percent(freely[part], 1)} | "
        f"{percent(held[part], 1)} |"
        for name, part in (
            ("parse, and their marks are sound", "parse"),
            ("all bars add up to the meter", "bars_add_up"),
            ("end on the tonic", "end_on_tonic"),
        )
    )
    runs = "\n".join(
        f"| longest run of notes shared with a training tune, {name} | "
        f"{written['longest_shared'][part]:g} | {freely['longest_shared'][part]:g} | "
        f"{held['longest_shared'][part]:g} |"
        for name, part in (("median", "median"), ("ninth decile", "ninth_decile"), ("most", "most"))
    )
    note = f" {config.note}" if config.note else ""
    net = _filled(
        f"{network.cell.upper()}, {network.num_layers} × {network.hidden_size} units, residual "
        f"connections between layers, embedding of {network.embedding_dim}, "
        f"{network.vocab_size} tokens, {artifact.parameters:,} parameters, stored as float16. A "
        "token is a note (its pitch within the key, and its length), a rest, a bar line or repeat "
        "sign, a triplet's sign or a tie; four tokens before the tune name the dance, the meter, "
        "the tonic and the mode."
    )
    data = _filled(
        f"{tunes['entries']:,} tunes, SHA-256 of the file `{config.data.sha256}`. "
        f"{tunes['not_read']} change key or meter or have what the reader does not know, "
        f"{tunes['left_out']} have a rare token, are longer than {recipe.sequence_length} tokens "
        "or, in the training part, have bars that do not add up: these are left out. Ornaments, "
        "grace notes, chords' names and slurs are left out, and of two notes at once the higher "
        f"one is kept. {tunes['train']:,} tunes are for training, {tunes['validation']:,} for "
        f"validation, {tunes['test']:,} for the test. Tunes with the same title, the same first "
        "12 pitches or 24 pitches in a row in common stay in one part, so that no variant of a "
        "tune is on both sides."
    )
    trained = _filled(
        f"`python -m rnn_demo train models/{artifact.name}` (seed {config.seed}): at most "
        f"{recipe.epochs:g} passes, {recipe.batch_size} whole tunes a step, AdamW at "
        f"{recipe.learning_rate:g} with a cosine, dropout {recipe.dropout:g}, weight drop "
        f"{recipe.weight_drop:g}, averaged weights, the pass with the best validation figure "
        f"({metrics['validation']['nats_per_token']:.4f} nats per token).{note} Figures agree "
        "within a tolerance on other machines, not bit for bit."
    )
    how = _filled(
        f"{written['tunes']} tunes written at temperature {metrics['temperature']:g} with the "
        f"seeds from {metrics['first_seed']:,} on, headers drawn from those of the training "
        f"tunes, none thrown away; beside them the {held['tunes']} test tunes. In the first "
        f"column a note that would make a run of more than {metrics['most_shared']} notes of a "
        "training tune is not taken, and the next one by chance is; in the second nothing is "
        "forbidden. Bars: a part may begin with an upbeat, and the bar at the end of a part or an "
        "ending may be shorter by an upbeat that follows; every other bar is as long as the meter "
        "says. Runs of notes are compared in every key, bar lines left out. A test tune cannot "
        "share 24 pitches in a row with a training tune, because such tunes stay together."
    )
    limits = _filled(
        "It writes melodies of the kind that it was trained on, one voice, in one key and meter. "
        "It knows nothing of words, harmony or dancing, rarely keeps an idea for longer than a "
        "part, and may repeat a phrase that many tunes have. Rare meters, keys and dances were "
        "seen too seldom to be written well."
    )
    return f"""# {artifact.name}

Writes dance tunes in ABC: a dance, a meter and a key go in, notes come out. For teaching and play.

## Network
{net}

## Data
{data}

{_filled(ATTRIBUTION)}

## Figures
On the test part, mean over the tokens after the header, in nats; a character is one of the ABC
text without spaces:

| | per token | per character | tokens |
|---|---|---|---|
{rows}

| | written, {metrics["most_shared"]} notes copied at most | written freely | test tunes |
|---|---|---|---|
{shares}
{runs}

{how}

Measured and checked by `python -m rnn_demo evaluate {artifact.name} [--check]`.

## Training
{trained}

## Copying
{
        _filled(
            "copying.u32 and copying.json have a hash of every six notes in a row of the training "
            "tunes, and their titles, so that a tune can be compared with them. The tunes "
            "themselves are not in this folder."
        )
    }

## Limits
{limits}
"""


def _filled(paragraph: str) -> str:
    """A paragraph in lines of the length that the cards have."""
    return textwrap.fill(paragraph, 100, break_long_words=False, break_on_hyphens=False)


def figures_line(artifact: TuneArtifact) -> str:
    """Its own figures in one line; empty before they are measured."""
    metrics = artifact.metrics or {}
    if "test" not in metrics or "written" not in metrics:
        return ""
    written = metrics["written"]
    return (
        f"{metrics['test']['nats_per_token']:.4f} nats per token; of its tunes "
        f"{percent(written['parse'], 1)} parse, {percent(written['bars_add_up'], 1)} add up"
    )
