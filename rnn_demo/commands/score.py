"""`score`: nats and bits per character of any UTF-8 text under a model."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.data.text import TextError, read_pieces
from rnn_demo.interface.model import load_model
from rnn_demo.interface.scoring import CONTEXT, PROTOCOLS, score_known
from rnn_demo.tokenizers.known_forms import to_known


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("file", help="a UTF-8 text, .xz allowed; - reads standard input")
    parser.add_argument("--protocol", choices=PROTOCOLS, default="stateful")
    parser.add_argument("--context", type=int, default=CONTEXT, help="window of the cold protocol")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.add_argument(
        "--per-character", action="store_true", help="the surprise of every character, in bits"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; unknown characters are replaced or dropped, and the user is told."""
    model = load_model(arguments.model, "generator")
    known = to_known(_read(arguments.file), model.network.tokenizer)
    if known.notice():
        print(known.notice(), file=sys.stderr)
    scored = score_known(model, known, arguments.protocol, arguments.context)
    bits = scored.bits
    if arguments.json:
        result = {
            "model": scored.model,
            "protocol": arguments.protocol,
            "nats_per_character": scored.nats_per_character,
            "bits_per_character": scored.bits_per_character,
            "characters": len(bits),
            "unknown_characters": known.unknown_count,
        }
        if arguments.protocol == "cold":
            result["context"] = arguments.context
        if arguments.per_character:
            result["surprises"] = [
                {"character": character, "bits": round(float(bit), 4)}
                for character, bit in zip(scored.predicted, bits, strict=True)
            ]
        print(as_json(result))
        return 0
    if arguments.per_character:
        for character, bit in zip(scored.predicted, bits, strict=True):
            print(f"{spelled(repr(character))}\t{bit:.3f}")
    print(
        f"{scored.nats_per_character:.4f} nats, {scored.bits_per_character:.4f} bits per "
        f"character over {len(bits):,} characters ({arguments.protocol}"
        + (f", context {arguments.context}" if arguments.protocol == "cold" else "")
        + f"); {known.unknown_count:,} unknown; the most surprising is "
        f"{spelled(repr(scored.predicted[int(np.argmax(bits))]))} with {bits.max():.1f} bits."
    )
    return 0


def _read(name: str) -> str:
    if name != "-":
        return "".join(read_pieces(Path(name)))
    if sys.stdin is None:
        raise TextError("Standard input is closed: give a file, or a text through a pipe.")
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            f"Standard input is not UTF-8: byte {error.start:,} is "
            f"{error.object[error.start]:#04x}. Convert it first, for example with iconv."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
