"""`score`: nats and bits per character of any UTF-8 text under a model."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.data.text import TextError, read_pieces
from rnn_demo.interface.model import load_model
from rnn_demo.interface.scoring import CONTEXT, PROTOCOLS, score_known
from rnn_demo.tokenizers.known_forms import to_known

SHORT = 20_000  # characters that are read without a bar: in some two seconds
MOST = 50_000_000  # characters: some hours, and a gigabyte


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument(
        "file",
        help=f"a UTF-8 text, .xz allowed; - reads standard input; at most {MOST:,} characters",
    )
    parser.add_argument("--protocol", choices=PROTOCOLS, default="stateful")
    parser.add_argument("--context", type=int, default=CONTEXT, help="window of the cold protocol")
    parser.add_argument(
        "--int8",
        action="store_true",
        help="with the weights in 8 bits, as texts are written: faster",
    )
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
    count = max(0, len(known.text) - 1)
    with progress_bar(total=count, unit=" characters", disable=count < SHORT) as bar:
        scored = score_known(
            model, known, arguments.protocol, arguments.context, bar.update, arguments.int8
        )
    bits = scored.bits
    if arguments.json:
        result = {
            "model": scored.model,
            "protocol": arguments.protocol,
            "weights": "int8" if arguments.int8 else "float32",
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
        + (", weights in 8 bits" if arguments.int8 else "")
        + f"); {known.unknown_count:,} unknown; the most surprising is "
        f"{spelled(repr(scored.predicted[int(np.argmax(bits))]))} with {bits.max():.1f} bits."
    )
    return 0


def _read(name: str) -> str:
    if name != "-":
        pieces, length = [], 0
        for piece in read_pieces(Path(name)):
            pieces.append(piece)
            length += len(piece)
            _check_length(length)
        return "".join(pieces)
    if sys.stdin is None:
        raise TextError("Standard input is closed: give a file, or a text through a pipe.")
    try:
        data = sys.stdin.buffer.read(4 * MOST + 1)
        _check_length(MOST + 1 if len(data) > 4 * MOST else 0)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TextError(
            f"Standard input is not UTF-8: byte {error.start:,} is "
            f"{error.object[error.start]:#04x}. Convert it first, for example with iconv."
        ) from None
    _check_length(len(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_length(characters: int) -> None:
    if characters > MOST:
        raise TextError(
            f"The text has more than {MOST:,} characters: score it in parts, or a part of it."
        )
