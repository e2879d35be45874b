"""The engine against the usual loop, and against the speed at which its weights can be read.

Everything in turns within one run, one thread each unless said otherwise, by the processor's own
time, the best of several rounds, because other work on the machine only ever slows things down.

    python -m benchmarks.engine [--model shakespeare-lstm] [--rounds 5]
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy and torch start their threads

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import torch
from numba import njit
from torch import nn

from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Request, open_reader
from rnn_demo.engine.limits import UNBOUNDED, processors
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import network_from

STREAMS = 32


class UsualLoop:
    """`nn.LSTM` called once a character, as most repositories do, with a model's own weights.

    The connections around the layers are left out: torch has less to do than the engine.
    """

    def __init__(self, artifact: GeneratorArtifact) -> None:
        config, w = artifact.config.network, artifact.weights
        self.embedding = nn.Embedding.from_pretrained(torch.from_numpy(w["embedding"]))
        self.lstm = nn.LSTM(config.embedding_dim, config.hidden_size, config.num_layers)
        self.head = nn.Linear(config.hidden_size, config.vocab_size)
        with torch.no_grad():
            for i in range(config.num_layers):
                for ours, theirs in (
                    ("input_weight", "weight_ih"),
                    ("hidden_weight", "weight_hh"),
                    ("bias", "bias_ih"),
                ):
                    own = torch.from_numpy(w[f"layers.{i}.{ours}"])
                    getattr(self.lstm, f"{theirs}_l{i}").copy_(own)
                getattr(self.lstm, f"bias_hh_l{i}").zero_()
            self.head.weight.copy_(torch.from_numpy(w["head_weight"]))
            self.head.bias.copy_(torch.from_numpy(w["head_bias"]))

    def write(self, length: int) -> None:
        """So many characters at temperature 1."""
        with torch.inference_mode():
            token, state = torch.zeros(1, dtype=torch.long), None
            for _ in range(length):
                output, state = self.lstm(self.embedding(token)[None], state)
                p = torch.softmax(self.head(output[0]), dim=-1)
                token = torch.multinomial(p, 1)[0]


@njit(nogil=True)
def read_all(words: np.ndarray) -> int:
    """Add up an array: what it takes to read it once."""
    total = np.int64(0)
    for i in range(words.size):
        total += words[i]
    return total


def bandwidth(size: int, megabytes: int = 1000) -> float:
    """Bytes a second at which one thread reads `size` bytes again and again."""
    words = np.ones(size // 8, np.int64)
    read_all(words)
    times = max(1, megabytes * 10**6 // size)
    began = time.process_time()
    for _ in range(times):
        read_all(words)
    return times * words.nbytes / (time.process_time() - began)


def rate(characters: int, write: Callable[[], None], threads: int = 1) -> float:
    """Characters a second, if so many threads have a processor each."""
    began = time.process_time()
    write()
    return characters * threads / (time.process_time() - began)


def by_the_engine(engine: Engine, network: NarrowNetwork, texts: int, length: int) -> None:
    """Texts written at the same time."""
    reader = open_reader(network, "\n")
    requests = [Request("\n", length, seed=seed) for seed in range(texts)]
    with ExitStack() as watching:  # texts that nobody looks at are parked
        writings = [engine.write(network, request, reader) for request in requests]
        for writing in writings:
            watching.enter_context(writing.watched())
        for writing in writings:
            writing.wait()


def start_up(*arguments: str) -> float:
    """Seconds that a new Python takes for it, the bare interpreter's own start included."""
    began = time.perf_counter()
    program = [sys.executable, "-X", "importtime", *arguments]
    result = subprocess.run(program, capture_output=True, text=True, check=True)
    if "| torch" in result.stderr:
        sys.exit(f"{arguments} imports torch.")
    return time.perf_counter() - began


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="shakespeare-lstm", help="an LSTM")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    artifact = read_generator(find_model(arguments.model))
    if artifact.config.network.cell != "lstm":
        sys.exit(f"{arguments.model} is no LSTM: the usual loop here is that of torch.nn.LSTM.")
    torch.set_num_threads(1)
    loop, network = UsualLoop(artifact), narrowed(network_from(artifact))
    one, all_cores = (Engine(replace(UNBOUNDED, threads=n)) for n in (1, processors()))
    for engine in (one, all_cores):
        by_the_engine(engine, network, STREAMS, 20)  # compiles, starts the threads
    loop.write(20)
    size = network.weights.nbytes
    found: dict[str, list[float]] = {}
    for _ in range(arguments.rounds):
        for name, value in (
            ("loop", lambda: rate(100, lambda: loop.write(100))),
            ("one", lambda: rate(8000, lambda: by_the_engine(one, network, 1, 8000))),
            ("read", lambda: bandwidth(size) / size),
            ("many", lambda: rate(32000, lambda: by_the_engine(one, network, STREAMS, 1000))),
            (
                "cores",
                lambda: rate(
                    64000, lambda: by_the_engine(all_cores, network, 32, 2000), processors()
                ),
            ),
            ("import", lambda: -start_up("-c", "import rnn_demo")),
            ("help", lambda: -start_up("-m", "rnn_demo", "--help")),
        ):
            found.setdefault(name, []).append(value())
    for engine in (one, all_cores):
        engine.close()
    best = {name: max(values) for name, values in found.items()}
    usual = best["loop"]
    print(f"{arguments.model}: {size / 1e6:.2f} MB of weights a step, {processors()} cores\n")
    print("| what | characters/s | against the usual loop |\n|---|---|---|")
    for name, title in (
        ("loop", "torch.nn.LSTM, one step a call, 1 thread"),
        ("one", "one stream, 1 thread"),
        ("many", f"{STREAMS} streams in all, 1 thread"),
        ("cores", f"{STREAMS} streams in all, {processors()} threads"),
    ):
        print(f"| {title} | {best[name]:,.0f} | {best[name] / usual:.0f} × |")
    print(
        f"\nOne thread reads the weights {best['read']:,.0f} times a second "
        f"({best['read'] * size / 1e9:.0f} GB/s): one stream reaches "
        f"{best['one'] / best['read']:.0%} of that limit."
    )
    print(f"import rnn_demo: {-best['import']:.2f} s; --help: {-best['help']:.2f} s; no torch.")


if __name__ == "__main__":
    main()
