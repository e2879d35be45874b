"""`transcribe`: which English digits are said in a recording."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.speech import SpeechArtifact, read_speech
from rnn_demo.commands.arguments import check_number
from rnn_demo.commands.streams import as_json
from rnn_demo.configuration.speech import KIND, MOST_VOICES
from rnn_demo.data.text import refuse_device
from rnn_demo.sounds.alignment import log_chance
from rnn_demo.sounds.hearing import AROUND, DOUBTFUL, STEP, Hearing, hear
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.recording import (
    MOST_BYTES,
    MOST_SECONDS,
    Recording,
    RecordingError,
    open_recording,
)
from rnn_demo.words import percent

EXAMPLE = "example: python -m rnn_demo transcribe digits.wav --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "file",
        help=f"a WAV or FLAC, whose first {MOST_SECONDS} seconds are heard; - reads standard input",
    )
    parser.add_argument("--model", help="name or folder, default the first that hears digits")
    parser.add_argument(
        "--network", type=int, default=1, help="which of its networks, default 1: all voices"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the words that are heard, one line; an empty one if there are none.

    Raises:
        RecordingError: it cannot be used as a recording.
        ArtifactError: the model cannot be used.
    """
    check_number("--network", arguments.network, 1, 1 + MOST_VOICES)
    artifact = _model(arguments.model)
    check_number("--network", arguments.network, 1, 1 + len(artifact.config.network.voices))
    recording = open_recording(_contents(arguments.file))
    hearing = hear(artifact.network(arguments.network - 1), recording.samples)
    for note in recording.notes:
        print(note, file=sys.stderr)
    if arguments.json:
        print(as_json(_told(artifact, arguments.network, recording, hearing)))
    else:
        print(" ".join(artifact.tokenizer.names[word.id] for word in hearing.words))
        if doubtful := sum(word.chance < DOUBTFUL for word in hearing.words):
            print(
                f"Words with a chance below {percent(DOUBTFUL)}: {doubtful} of "
                f"{len(hearing.words)}. Perhaps no English digit was said there.",
                file=sys.stderr,
            )
    return 0


def _model(name: str | None) -> SpeechArtifact:
    if name is None:
        names = model_names(KIND)
        if not names:
            raise ArtifactError(
                "There is no model that hears digits: train one with `python -m rnn_demo train`, "
                "or name its folder with --model."
            )
        name = names[0]
    return read_speech(find_model(name))


def _contents(file: str) -> bytes:
    """The beginning of a file, or of standard input."""
    if file == "-":
        if sys.stdin is None:
            raise RecordingError("Standard input is closed: name a file, or give it a recording.")
        return sys.stdin.buffer.read(MOST_BYTES)
    path = Path(file)
    refuse_device(path)
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES)


def _told(
    artifact: SpeechArtifact, network: int, recording: Recording, hearing: Hearing
) -> dict[str, Any]:
    names = artifact.tokenizer.names
    ids = [word.id for word in hearing.words]
    return {
        "model": artifact.name,
        "network": network,
        "text": " ".join(names[one] for one in ids),
        "log_probability": round(log_chance(hearing.log_chances, ids), 6),
        "seconds": round(recording.seconds, 4),
        "words": [
            {
                "word": names[word.id],
                "digit": word.id,
                "begin": round(_time(word.begin), 3),
                "end": round(_time(word.end), 3),
                "probability": round(word.chance, 6),
            }
            for word in hearing.words
        ],
        "step": STEP,
        "begins": round(_time(0), 3),
        "symbols": [*names, ""],
        "probabilities": np.round(np.exp(hearing.log_chances), 6).tolist(),
        "notes": [str(note) for note in recording.notes],
    }


def _time(step: int) -> float:
    """Where a step begins in the recording, seconds; silence is put before it."""
    return step * STEP - AROUND / RATE
