"""`caption`: the name of a picture, word by word."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from rnn_demo.artifacts.captions import CaptionerArtifact, read_captioner
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.commands.arguments import check_number
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.data.text import refuse_device
from rnn_demo.pictures.captioner import captioner_from
from rnn_demo.pictures.naming import BEAM, Naming, name_picture
from rnn_demo.pictures.opening import MOST_BYTES, open_picture
from rnn_demo.tokenizers.name_words import NameWords
from rnn_demo.words import percent

CAPTIONER = "emoji-captions"
EXAMPLE = "example: python -m rnn_demo caption emoji.png --json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = EXAMPLE
    parser.add_argument(
        "file", help="a picture: PNG, JPEG, GIF, WebP or BMP; - reads standard input"
    )
    parser.add_argument("--model", default=CAPTIONER, help=f"name or folder, default {CAPTIONER}")
    parser.add_argument("--beam", type=int, default=BEAM, help=f"names followed, default {BEAM}")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the name of the picture, with the other names that the beam kept.

    Raises:
        PictureError: it cannot be used as a picture.
        ArtifactError: the model cannot be used.
    """
    check_number("--beam", arguments.beam, 1, 100)
    artifact = read_captioner(find_model(arguments.model))
    picture = open_picture(_contents(arguments.file), artifact.config.network.side)
    naming = name_picture(captioner_from(artifact), picture.pixels, beam=arguments.beam)
    for note in picture.notes:
        print(note, file=sys.stderr)
    if arguments.json:
        print(as_json(_told(artifact, naming)))
        return 0
    words = artifact.tokenizer
    print(spelled(words.decode(naming.guesses[0].ids)))
    for guess in naming.guesses:
        share = percent(math.exp(guess.log_chance), 1)
        print(f"{share:>8}  {spelled(words.decode(guess.ids))}")
    return 0


def _contents(file: str) -> bytes:
    """The bytes of a file, or of standard input; one more than may be is enough to refuse it."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(file)
    refuse_device(path)
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _told(artifact: CaptionerArtifact, naming: Naming) -> dict[str, object]:
    words: NameWords = artifact.tokenizer
    return {
        "model": artifact.name,
        "name": words.decode(naming.guesses[0].ids),
        "probability": round(naming.chance, 6),
        "words": [
            {
                "word": words.words[word.id],
                "probability": round(word.chance, 6),
                "attention": [round(float(share), 4) for share in word.attention],
                "rivals": {words.words[one]: round(chance, 6) for one, chance in word.rivals},
            }
            for word in naming.words
        ],
        "names": [
            {
                "name": words.decode(guess.ids),
                "probability": round(math.exp(guess.log_chance), 6),
            }
            for guess in naming.guesses
        ],
    }
