"""`tune`: write a dance tune, as ABC or as a MIDI file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from rnn_demo.artifacts.folder import of_one_time
from rnn_demo.artifacts.kinds import KINDS, model_names
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.tunes import read_tunes
from rnn_demo.commands.arguments import check_number
from rnn_demo.configuration.tunes import KIND
from rnn_demo.data.text import refuse_device
from rnn_demo.files.whole import write_whole
from rnn_demo.music.abc_writer import abc_text
from rnn_demo.music.keys import read_key
from rnn_demo.music.measures import ends_on_tonic, wrong_bars
from rnn_demo.music.midi import FASTEST, SLOWEST, midi_file
from rnn_demo.music.starts import read_start
from rnn_demo.music.structure import faults
from rnn_demo.music.tune import METERS
from rnn_demo.sampling import Knobs, check_seed
from rnn_demo.tasks.tunes.copying import WINDOW, note_codes, read_copy_index
from rnn_demo.tasks.tunes.writing import (
    MOST_SHARED,
    TuneRequest,
    WrittenTune,
    write_tune,
    writer_from,
)
from rnn_demo.tokenizers.tunes import ANY
from rnn_demo.tokenizers.tunes import KINDS as DANCES

MAX_SAMPLES, MAX_SHARED = 1_000, 400
EXAMPLE = (
    "example: python -m rnn_demo tune --type reel --meter 4/4 --key Edor --seed 7 --midi a.mid"
)
Result = TypeVar("Result")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = EXAMPLE
    parser.add_argument("--model", default="", help="name of the model, or its folder")
    parser.add_argument("--type", default="jig", help=f"{ANY}, {', '.join(DANCES)} (default jig)")
    parser.add_argument("--meter", default="6/8", help=f"{', '.join(METERS)} (default 6/8)")
    parser.add_argument("--key", default="D", help="as ABC spells it: D, Em, Ador (default D)")
    parser.add_argument("--start", default="", help="ABC that the tune begins with")
    parser.add_argument("--temperature", type=float, default=0.7, help="default 0.7")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same tune")
    parser.add_argument(
        "--most-shared", type=int, default=MOST_SHARED, metavar="N",
        help=f"notes in a row that may stand in a training tune, too: {WINDOW} to {MAX_SHARED}, "
        f"0 for any number (default {MOST_SHARED})",
    )  # fmt: skip
    parser.add_argument("--samples", type=int, default=1, help="how many tunes, seeds going up")
    parser.add_argument("--tempo", type=float, default=120.0, help="of --midi, quarters a minute")
    parser.add_argument("--abc", type=Path, metavar="FILE", help="write the tunes into a file")
    parser.add_argument("--midi", type=Path, metavar="FILE", help="write the tune as MIDI")
    parser.add_argument("--json", action="store_true", help="tunes and what is said of them")


def run(arguments: argparse.Namespace) -> int:
    """Write the tunes.

    Raises:
        ValueError: an option cannot be used; the message says which and what would do.
    """
    requests = _requests(arguments)
    names = [arguments.model] if arguments.model else model_names(KIND)
    if not names:
        raise ValueError("There is no network that writes tunes in the folder of models.")
    folder = find_model(names[0])
    artifact = of_one_time(folder, KINDS[KIND].files, lambda: read_tunes(folder))
    index = read_copy_index(folder)
    writer = writer_from(artifact, index)
    texts, told = [], []
    for number, request in enumerate(requests, 1):
        found = _result(write_tune(writer, request))
        text = abc_text(found.tune, number)
        shared = index.longest(note_codes(found.tune.elements, request.key))
        texts.append(text)
        told.append(_numbers(found, request.seed, text) | {
            "longest_shared": shared.notes,
            "shared_with": shared.title,
        })  # fmt: skip
        if arguments.midi:
            write_whole(arguments.midi, midi_file(found.tune, arguments.tempo))
    if arguments.abc:
        write_whole(arguments.abc, "\n".join(texts))
    if arguments.json:
        json.dump(told, sys.stdout, indent=2)
        sys.stdout.write("\n")
    elif not arguments.abc:
        sys.stdout.write("\n".join(texts))
    return 0


def _requests(arguments: argparse.Namespace) -> list[TuneRequest]:
    check_number("--samples", arguments.samples, 1, MAX_SAMPLES)
    if arguments.most_shared:  # 0 is any number
        check_number("--most-shared", arguments.most_shared, WINDOW, MAX_SHARED)
    check_number("--tempo", arguments.tempo, SLOWEST, FASTEST)
    kind = arguments.type.lower()
    if kind not in (ANY, *DANCES):
        raise ValueError(f"--type is {kind[:40]!r}; give one of {ANY}, {', '.join(DANCES)}.")
    if arguments.meter not in METERS:
        raise ValueError(f"--meter is {arguments.meter[:40]!r}; give one of {', '.join(METERS)}.")
    key = read_key(arguments.key)
    if key is None:
        raise ValueError(
            f"--key is {arguments.key[:40]!r}; give a letter, # or b, and a mode, such as D, Em or "
            "Ador."
        )
    if arguments.midi and arguments.samples > 1:
        raise ValueError("--midi takes one tune: leave out --samples, or write --abc.")
    for path in (arguments.abc, arguments.midi):
        if path:
            refuse_device(path)
    start = read_start(arguments.start, key, arguments.meter)
    knobs = Knobs(arguments.temperature)
    return [
        TuneRequest(
            "" if kind == ANY else kind, arguments.meter, key, start, knobs,
            check_seed(arguments.seed + i), arguments.most_shared,
        )
        for i in range(arguments.samples)
    ]  # fmt: skip


def _numbers(found: WrittenTune, seed: int, text: str) -> dict[str, Any]:
    own = [one.nats for one in found.written if not (one.given or one.follows)]
    return {
        "seed": seed,
        "abc": text,
        "complete": found.complete,
        "faults": faults(found.tune.elements),
        "wrong_bars": [bar + 1 for bar, _ in wrong_bars(found.tune)],
        "ends_on_tonic": ends_on_tonic(found.tune),
        "nats_per_token": round(sum(own) / len(own), 5) if own else None,
        "tokens": len(own),
    }


def _result(steps: Generator[float, None, Result]) -> Result:
    """What a computation returns in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Result = end.value
            return found
