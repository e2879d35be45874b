"""`score`: nats and bits per character of any UTF-8 text under a model."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.commands.progress import progress_bar
from rnn_demo.commands.streams import as_json, spelled
from rnn_demo.data.text import TextError, read_pieces
from rnn_demo.engine.learning import LEARNING
from rnn_demo.interface.model import load_model
from rnn_demo.interface.scoring import CONTEXT, PROTOCOLS, Protocol, ScoredText, score_known
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
    # Beside a network that learns stands the same one as it was trained.
    protocols: tuple[Protocol, ...] = (
        ("stateful", "dynamic") if arguments.protocol == "dynamic" else (arguments.protocol,)
    )
    total = count * len(protocols)
    with progress_bar(total=total, unit=" characters", disable=total < SHORT) as bar:
        scores = [
            score_known(model, known, protocol, arguments.context, bar.update, arguments.int8)
            for protocol in protocols
        ]
    scored = scores[-1]
    fixed = scores[0] if len(scores) > 1 else None
    if arguments.json:
        print(as_json(_as_object(arguments, scored, fixed)))
        return 0
    if arguments.per_character:
        for i, (character, bit) in enumerate(zip(scored.predicted, scored.bits, strict=True)):
            before = f"\t{fixed.bits[i]:.3f}" if fixed else ""
            print(f"{spelled(repr(character))}{before}\t{bit:.3f}")
    if fixed:
        print(
            f"Fixed:    {fixed.nats_per_character:.4f} nats, {fixed.bits_per_character:.4f} bits "
            "per character, the network as it was trained.\n"
            f"Learning: {scored.nats_per_character:.4f} nats, {scored.bits_per_character:.4f} bits "
            "per character, the same network going on learning while it reads "
            f"(rate {LEARNING.rate:g}, decay {LEARNING.decay:g}, segments of "
            f"{LEARNING.segment} characters)."
        )
        over = ""
    else:
        nats, bits_each = scored.nats_per_character, scored.bits_per_character
        over = f"{nats:.4f} nats, {bits_each:.4f} bits per character over "
    bits = scored.bits
    print(
        f"{over}{len(bits):,} characters ({arguments.protocol}"
        + (f", context {arguments.context}" if arguments.protocol == "cold" else "")
        + (", weights in 8 bits" if arguments.int8 else "")
        + f"); {known.unknown_count:,} unknown; the most surprising is "
        f"{spelled(repr(scored.predicted[int(np.argmax(bits))]))} with {bits.max():.1f} bits."
    )
    return 0


def _as_object(
    arguments: argparse.Namespace, scored: ScoredText, fixed: ScoredText | None
) -> dict[str, Any]:
    """What `--json` prints; with a network that learns, `fixed` is the one that does not."""
    result = {
        "model": scored.model,
        "protocol": arguments.protocol,
        "weights": "int8" if arguments.int8 else "float32",
        "nats_per_character": scored.nats_per_character,
        "bits_per_character": scored.bits_per_character,
        "characters": len(scored.nats),
        "unknown_characters": scored.unknown,
    }
    if arguments.protocol == "cold":
        result["context"] = arguments.context
    if fixed:
        result["fixed"] = {
            "nats_per_character": fixed.nats_per_character,
            "bits_per_character": fixed.bits_per_character,
        }
        result["settings"] = asdict(LEARNING)
    if arguments.per_character:
        result["surprises"] = [
            {"character": character, "bits": round(float(bit), 4)}
            | ({"fixed_bits": round(float(fixed.bits[i]), 4)} if fixed else {})
            for i, (character, bit) in enumerate(zip(scored.predicted, scored.bits, strict=True))
        ]
    return result


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
