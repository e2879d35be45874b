"""How the settings of dynamic evaluation are chosen: on a validation part, never on a test part.

    python -m benchmarks.learning_rates war-and-peace-gru [--try 3e-4 0.002 20 …]

Each `--try` is a rate, a decay and the characters of a segment. Nats per character of the beginning
of the validation part, and of each third of it.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy starts its threads

import argparse

import numpy as np

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.engine.learning import Adaptation
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.measure import Surprise, dynamic, stateful
from rnn_demo.tasks.generator.parts import parts_of


def line(name: str, surprise: Surprise) -> str:
    """A row of the table."""
    thirds = [f"{part.mean():.4f}" for part in np.array_split(surprise.nats, 3)]
    return f"| {name} | {surprise.nats_per_character:.4f} | {' | '.join(thirds)} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="one that has a validation part")
    parser.add_argument("--characters", type=int, default=9_000)
    parser.add_argument("--try", dest="tried", nargs=3, action="append", default=[])
    arguments = parser.parse_args()
    artifact = read_generator(find_model(arguments.model))
    parts = parts_of(artifact, None)
    if len(parts) < 3:
        raise SystemExit(f"{artifact.name} has no validation part to choose on.")
    network, ids = network_from(artifact), parts[1][: arguments.characters + 1]
    print("| rate, decay, segment | nats | thirds | | |\n|---|---|---|---|---|")
    print(line("fixed", stateful(network, ids)), flush=True)
    for rate, decay, segment in arguments.tried:
        learning = Adaptation(float(rate), float(decay), int(segment))
        name = f"{rate}, {decay}, {segment}"
        print(line(name, dynamic(network, ids, learning)), flush=True)


if __name__ == "__main__":
    main()
