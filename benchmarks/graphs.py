"""Which runtime serves kinds of networks without an engine of their own: start, memory, speed.

A captioner of the size that the lecture's "image to text" asks for (three convolutions over
64 × 64 pixels, an LSTM of 512 with attention over 64 places, 3,000 words), its decoder's step in
three runtimes with the same weights, each in a process of its own, on one thread.

    python -m benchmarks.graphs [--seconds 2]
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy and torch start their threads
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCHES = (1, 32)
VOCAB, EMBEDDING, HIDDEN, DEPTH, PLACES = 3000, 256, 512, 128, 64
Step = Callable[..., Any]


def shapes() -> dict[str, tuple[int, ...]]:
    """Tensors of the decoder's step, by the names that torch gives them."""
    return {
        "embedding.weight": (VOCAB, EMBEDDING),
        "query.weight": (DEPTH, HIDDEN),
        "query.bias": (DEPTH,),
        "cell.weight_ih": (4 * HIDDEN, EMBEDDING + DEPTH),
        "cell.weight_hh": (4 * HIDDEN, HIDDEN),
        "cell.bias_ih": (4 * HIDDEN,),
        "cell.bias_hh": (4 * HIDDEN,),
        "head.weight": (VOCAB, HIDDEN + DEPTH),
        "head.bias": (VOCAB,),
    }


def torch_step(folder: Path) -> Step:
    """The network as it was trained."""
    import torch
    from safetensors.torch import load_file

    from tests.toy_captioner import DecoderStep

    torch.set_num_threads(1)
    network = DecoderStep(VOCAB, EMBEDDING, HIDDEN, DEPTH)
    network.load_state_dict({n: w.float() for n, w in load_file(folder / "step.st").items()})

    def step(**inputs: NDArray[Any]) -> Any:
        with torch.inference_mode():
            return network(*(torch.from_numpy(value) for value in inputs.values()))

    return step


def graph_step(folder: Path) -> Step:
    """The same as a graph, in onnxruntime."""
    from rnn_demo.artifacts.graph import read_graph
    from rnn_demo.artifacts.weights import read_weights

    return read_graph(folder / "step.onnx", read_weights(folder / "step.st", shapes())).run


def numpy_step(folder: Path) -> Step:
    """The same written again by hand."""
    from rnn_demo.artifacts.weights import read_weights

    w = read_weights(folder / "step.st", shapes())
    bias = w["cell.bias_ih"] + w["cell.bias_hh"]

    def sigmoid(x: NDArray[np.float32]) -> NDArray[np.float32]:
        return 1 / (1 + np.exp(-x))

    def step(
        ids: NDArray[np.int64],
        grid: NDArray[np.float32],
        hidden: NDArray[np.float32],
        cell: NDArray[np.float32],
    ) -> Any:
        query = hidden @ w["query.weight"].T + w["query.bias"]
        scores = np.einsum("bpd,bd->bp", grid, query) / np.float32(DEPTH**0.5)
        weights = np.exp(scores - scores.max(1, keepdims=True))
        weights /= weights.sum(1, keepdims=True)
        seen = np.einsum("bp,bpd->bd", weights, grid)
        x = np.concatenate([w["embedding.weight"][ids], seen], 1)
        gates = x @ w["cell.weight_ih"].T + hidden @ w["cell.weight_hh"].T + bias
        i, f, g, o = np.split(gates, 4, 1)
        cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
        hidden = sigmoid(o) * np.tanh(cell)
        return (
            np.concatenate([hidden, seen], 1) @ w["head.weight"].T + w["head.bias"],
            weights,
            hidden,
            cell,
        )

    return step


WAYS = {"torch": torch_step, "onnxruntime": graph_step, "numpy, by hand": numpy_step}


def memory() -> float:
    """What this process has held at most so far, in MB; Linux only."""
    # Not `resource`: a new process starts with the figure of the one that started it.
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(way: str, folder: Path, seconds: float) -> None:
    """In a process of its own: start, memory, steps a second; printed as JSON."""
    before, began = memory(), time.perf_counter()
    step = WAYS[way](folder)
    draw = np.random.default_rng(0)

    def inputs(batch: int) -> dict[str, NDArray[Any]]:
        return {
            "ids": np.zeros(batch, np.int64),
            "grid": draw.random((batch, PLACES, DEPTH), np.float32),
            "hidden": draw.random((batch, HIDDEN), np.float32),
            "cell": draw.random((batch, HIDDEN), np.float32),
        }

    found = step(**inputs(1))
    first = next(iter(found.values())) if isinstance(found, dict) else found[0]
    row: dict[str, Any] = {
        "start": time.perf_counter() - began,
        "sum": float(np.asarray(first, np.float64).sum()),
    }
    for batch in BATCHES:
        given, steps, since = inputs(batch), 0, time.perf_counter()
        while time.perf_counter() - since < seconds:
            step(**given)
            steps += 1
        row[f"batch {batch}"] = 1000 * (time.perf_counter() - since) / steps
    row["memory"] = memory() - before
    print(json.dumps(row))


def main() -> None:
    """Each way in a process of its own, one after the other; print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=2.0, help="for each batch")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        measure(arguments.way, arguments.folder, arguments.seconds)
        return

    import torch
    from safetensors.torch import save_file

    from rnn_demo.networks.graph_export import export_graph
    from tests.toy_captioner import OUTPUTS, DecoderStep, step_inputs

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        torch.manual_seed(0)
        network = DecoderStep(VOCAB, EMBEDDING, HIDDEN, DEPTH)
        save_file({n: p.half() for n, p in network.state_dict().items()}, folder / "step.st")
        export_graph(network, step_inputs(network, 2, PLACES), OUTPUTS, folder / "step.onnx")
        print(f"graph without weights: {(folder / 'step.onnx').stat().st_size:,} bytes")
        print("| | start, s | memory, MB | one step, ms | a step of 32, ms | sum of logits |")
        print("|---|---|---|---|---|---|")
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.graphs", "--way", way, "--folder", name]
            command += ["--seconds", str(arguments.seconds)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            row = json.loads(done.stdout)
            print(
                f"| {way} | {row['start']:.2f} | {row['memory']:.0f} | {row['batch 1']:.2f} "
                f"| {row['batch 32']:.1f} | {row['sum']:.4f} |"
            )


if __name__ == "__main__":
    sys.exit(main())
