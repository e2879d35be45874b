"""What *It learns while it reads* costs at most: each network on as long a text as the page allows.

    python -m benchmarks.learning [--rounds 3] [--model NAME …]

By the processor's own time, on one thread, the best of some rounds; the megabytes are those of the
arrays at their peak, beyond the network itself. Bounds of the page: 2 s and 100 MB.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy starts its threads

import argparse
import time
import tracemalloc

from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.kinds import model_names
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.engine.network import network_from
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.score.compute.learning import longest_text, megabytes, read_learning
from rnn_demo.exhibits.score.compute.scores import score_text


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--model", nargs="*", help="all by default")
    arguments = parser.parse_args()
    print("| | characters | seconds | ms a character | MB | MB asked for |")
    print("|---|---|---|---|---|---|")
    for name in arguments.model or model_names():
        artifact = read_generator(find_model(name))
        network, most = network_from(artifact), longest_text(artifact.parameters)
        text = artifact.tokenizer.characters[5:50] * 20
        score = finished(score_text(network, text[:most]))
        took = float("inf")
        for _ in range(arguments.rounds):
            began = time.process_time()
            finished(read_learning(network, score, most))
            took = min(took, time.process_time() - began)
        tracemalloc.start()
        finished(read_learning(network, score, min(most, 100)))
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        each, asked = 1e3 * took / most, megabytes(artifact.parameters)
        line = f"| {name} | {most} | {took:.2f} | {each:.2f} | {peak:.0f} | {asked:.0f} |"
        print(line, flush=True)


if __name__ == "__main__":
    main()
