"""How fast `score` reads a long text, against one character after the other, in both precisions.

    python -m benchmarks.score [--model shakespeare-lstm] [--file FILE] [--check]

By the processor's own time, on one thread, the best of some rounds. The text is FILE, or one that
the network itself writes before the clock runs. The old ways read its beginning only; `--check` has
them read all of it, and says by how much the means differ.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy starts its threads

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rnn_demo.data.text import read_pieces
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.float_network import laid_out
from rnn_demo.engine.generation import Request, open_reader
from rnn_demo.engine.limits import UNBOUNDED
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.product_kinds import kinds
from rnn_demo.interface.model import load_model
from rnn_demo.tasks.generator.measure import stateful, untold
from rnn_demo.tasks.generator.seams import costs_of_one_pass
from rnn_demo.tokenizers.known_forms import to_known

BEGINNING = {"float32": 4_000, "int8": 20_000}  # characters that the old ways read
WARM = 2_000


def written(network: NarrowNetwork, length: int) -> str:
    """A text of the network's own."""
    engine = Engine(UNBOUNDED)
    try:
        writing = engine.write(network, Request("\n", length), open_reader(network, "\n"))
        writing.wait()
        return writing.text
    finally:
        engine.close()


def timed(*ways: Callable[[], np.ndarray], rounds: int) -> list[tuple[np.ndarray, float]]:
    """What each way gives, and seconds of the processor, the least of some rounds in turn."""
    found = [np.empty(0)] * len(ways)
    took = [np.inf] * len(ways)
    for _ in range(rounds):
        for i, way in enumerate(ways):
            began = time.process_time()
            found[i] = way()
            took[i] = min(took[i], time.process_time() - began)
    return list(zip(found, took, strict=True))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="shakespeare-lstm")
    parser.add_argument("--file", type=Path, help="a UTF-8 text, .xz allowed")
    parser.add_argument("--characters", type=int, default=100_000, help="at most")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="compare the figures: slow")
    arguments = parser.parse_args()
    network = load_model(arguments.model, "generator").network
    narrow = narrowed(network)
    if arguments.file:
        text = to_known("".join(read_pieces(arguments.file)), network.tokenizer).text
    else:
        text = written(narrow, arguments.characters)
    ids = network.tokenizer.encode(text[: arguments.characters])
    many = laid_out(network)
    ways = {
        "float32": (lambda some: stateful(network, some).nats, many),
        "int8": (lambda some: stateful(narrow, some).nats, narrow),
    }
    base = 0.0
    notes = []
    print(f"{arguments.model}, {len(ids):,} characters, products: {kinds()[0]}\n")
    print("| | characters/s | against float32 before |\n|---|---|---|")
    for precision, (before, reader) in ways.items():
        some = ids if arguments.check else ids[: BEGINNING[precision] + 1]
        before(ids[:WARM])
        costs_of_one_pass(reader, ids[:WARM], untold)
        (old, old_took), (new, new_took) = timed(
            lambda some=some, before=before: before(some),
            lambda reader=reader: costs_of_one_pass(reader, ids, untold),
            rounds=arguments.rounds,
        )
        old_speed, speed = len(old) / old_took, len(new) / new_took
        base = base or old_speed
        for how, own in (
            ("one after the other", old_speed),
            ("at many places at once (`score`)", speed),
        ):
            print(f"| {precision}, {how} | {own:,.0f} | {own / base:.1f} × |")
        gap = np.abs(new[: len(old)] - old)
        notes.append(
            f"{precision}: {len(old):,} characters cost {old.mean():.7f} nats each before and "
            f"{new[: len(old)].mean():.7f} now; of one character at most {gap.max():.1e} apart."
        )
    print("", *notes, sep="\n")


if __name__ == "__main__":
    main()
