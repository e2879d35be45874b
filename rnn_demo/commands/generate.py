"""`generate`: write a text, streamed to the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from rnn_demo.artifacts.hmm import read_chain
from rnn_demo.artifacts.kinds import KINDS, kind_of_model
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.ngram import read_table
from rnn_demo.commands.streams import spelled
from rnn_demo.configuration.hmm import KIND as CHAIN
from rnn_demo.configuration.ngram import KIND as TABLE
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.holding import Hold, HoldError
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.interface.model import Model, load_model
from rnn_demo.interface.texts_in_pieces import texts_in_pieces
from rnn_demo.sampling import Knobs
from rnn_demo.tasks.hmm import writing as chain_writing
from rnn_demo.tasks.ngram import writing as table_writing
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.known_forms import as_spelled, stop_notice, to_known

PlainWriter = tuple[CharacterTokenizer, Callable[[Request], Iterator[str]]]
MAX_SAMPLES = 1000
SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("model", help="name of a model, or its folder")
    parser.add_argument("--prompt", default="", help="the text to go on from")
    parser.add_argument("--length", type=int, default=500, help="characters (default 500)")
    parser.add_argument("--temperature", type=float, default=0.8, help="0 is greedy (default 0.8)")
    parser.add_argument("--top-k", type=int, default=0, help="keep the k likeliest; 0 keeps all")
    parser.add_argument("--top-p", type=float, default=1.0, help="keep the likeliest up to p")
    parser.add_argument("--min-p", type=float, default=0.0, help="keep those p times the likeliest")
    parser.add_argument("--seed", type=int, default=0, help="the same seed, the same text")
    parser.add_argument("--samples", type=int, default=1, help="how many texts, seeds going up")
    parser.add_argument("--stop", default="", help="end once this has been written")
    parser.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar="LAYER.UNIT=VALUE",
        help="hold a unit's memory at a number, as on the page Neurons: 1.240=-1.4; for several "
        "units several times",
    )
    parser.add_argument(
        "--full-precision",
        action="store_true",
        help="multiply in float32: much slower, and not the page's texts",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the prompt and the text to standard output, notices to standard error."""
    if not 1 <= arguments.samples <= MAX_SAMPLES:
        raise ValueError(
            f"--samples is {arguments.samples}; give a number from 1 to {MAX_SAMPLES}."
        )
    knobs = Knobs(arguments.temperature, arguments.top_k, arguments.top_p, arguments.min_p)
    folder = find_model(arguments.model)
    if (kind := kind_of_model(folder)) in PLAIN:
        return _plain(arguments, folder, kind, knobs)
    model = load_model(arguments.model, "generator")
    network = model.network
    prompt = to_known(arguments.prompt, network.tokenizer)
    for notice in (prompt.notice(), stop_notice(arguments.stop, network.tokenizer)):
        if notice:
            print(notice, file=sys.stderr)
    stop = as_spelled(arguments.stop, network.tokenizer)
    requests = [
        Request(prompt.text, arguments.length, knobs, arguments.seed + i, stop)
        for i in range(arguments.samples)
    ]
    hold = _hold(arguments.hold)
    if hold and arguments.full_precision:
        raise HoldError("--hold needs the weights in 8 bits: leave out --full-precision.")
    plain = arguments.full_precision
    texts = _plainly(network, requests) if plain else _fast(model, requests, hold)
    return _streamed(prompt.text, texts)


def _streamed(prompt: str, texts: Iterable[Iterable[str]]) -> int:
    """Write each text in its pieces, after the prompt."""
    escaped = False
    for number, pieces in enumerate(texts):
        if number:
            print("\n" + "-" * 40)
        escaped |= _write(prompt)
        for piece in pieces:
            escaped |= _write(piece)
            sys.stdout.flush()
        sys.stdout.write("\n")
    if escaped:
        print(
            f"Standard output is {sys.stdout.encoding}, which lacks some of the characters; they "
            "are written as escapes like \\u0451. With PYTHONIOENCODING=utf-8 it has all.",
            file=sys.stderr,
        )
    return 0


def _write(text: str) -> bool:
    """Write a part of a text; whether some of it had to be escaped."""
    written = spelled(text)
    sys.stdout.write(written)
    return written != text


def _hold(asked: list[str]) -> Hold | None:
    """The units that `--hold` names, layers from 1; None for none."""
    units = []
    for one in asked:
        found = re.fullmatch(r"(\d{1,9})\.(\d{1,9})=(.+)", one, re.ASCII)
        try:
            layer, unit, value = found.groups() if found else ("", "", "")
            units.append((int(layer) - 1, int(unit), float(value)))
        except ValueError:
            raise HoldError(
                f"--hold has {one[:SHOWN]!r}; give LAYER.UNIT=VALUE, as in 1.240=-1.4."
            ) from None
    return Hold(tuple(units)) if units else None


def _plain(arguments: argparse.Namespace, folder: Path, kind: str, knobs: Knobs) -> int:
    """The texts of a model that is no recurrent network."""
    for option, given in (("hold", arguments.hold), ("full-precision", arguments.full_precision)):
        if given:
            raise ValueError(
                f"--{option} is for recurrent networks, and {folder.name} is {KINDS[kind].noun}: "
                "leave it out."
            )
    tokenizer, write_on = PLAIN[kind](folder)
    prompt = to_known(arguments.prompt, tokenizer)
    for notice in (prompt.notice(), stop_notice(arguments.stop, tokenizer)):
        if notice:
            print(notice, file=sys.stderr)
    stop = as_spelled(arguments.stop, tokenizer)
    seeds = [arguments.seed + i for i in range(arguments.samples)]
    # Checked as those of every other text are.
    requests = [Request(prompt.text, arguments.length, knobs, seed, stop) for seed in seeds]
    return _streamed(prompt.text, (write_on(request) for request in requests))


def _chain(folder: Path) -> PlainWriter:
    """The hidden Markov model of a folder with the most states."""
    artifact = read_chain(folder)
    model = artifact.model(artifact.config.network.hidden_size, np.float64)
    own = artifact.tokenizer
    return own, lambda request: chain_writing.write_on(model, own, request)


def _table(folder: Path) -> PlainWriter:
    """The n-grams of a folder."""
    artifact = read_table(folder)
    model, own = artifact.model, artifact.tokenizer
    return own, lambda request: table_writing.write_on(model, own, request)


PLAIN = {CHAIN: _chain, TABLE: _table}


def _plainly(network: CharacterNetwork, requests: list[Request]) -> Iterator[Iterator[str]]:
    """Each text in pieces, in full precision."""
    reader = open_reader(network, requests[0].prompt)
    for request in requests:
        yield (written.character for written, _ in write(reader, request))


def _fast(model: Model, requests: list[Request], hold: Hold | None) -> Iterator[Iterator[str]]:
    """Each text in pieces, in 8 bits; the next ones are written meanwhile."""
    reader = open_reader(model.narrow_network, requests[0].prompt)
    for pieces in texts_in_pieces(model.narrow_network, requests, reader, hold):
        yield (piece.text for piece in pieces)
