"""Ways to compute a step of an LSTM on one thread: which runtime the engine should stand on.

All with the same weights (a shipped LSTM's, without the connections around its layers), without
sampling but for the engine's own, which cannot be taken out. Needs requirements-dev.txt.

    python -m benchmarks.runtimes [--model shakespeare-lstm] [--rounds 3]
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy and torch start their threads

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.engine import UsualLoop
from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.engine.advancing import advance, make_scratch, make_streams
from rnn_demo.engine.narrow_network import NarrowNetwork, narrowed
from rnn_demo.engine.network import initial_state, network_from, step

BATCHES = (1, 32)
SECONDS = 0.5


def rate(once: Callable[[], object], batch: int) -> float:
    """Characters a second of a function that takes one step of a batch."""
    once()
    steps, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        once()
        steps += 1
    return steps * batch / (time.perf_counter() - began)


def torch_step(artifact: GeneratorArtifact, batch: int, onednn: bool) -> Callable[[], object]:
    """`nn.LSTM`, with oneDNN, which packs the weights anew at each call, or without."""
    loop = UsualLoop(artifact)
    inputs = loop.embedding(torch.zeros(1, batch, dtype=torch.long))

    def once() -> None:
        with torch.inference_mode():
            torch.backends.mkldnn.set_flags(onednn)
            loop.head(loop.lstm(inputs)[0])
            torch.backends.mkldnn.set_flags(True)

    return once


def onnx_file(artifact: GeneratorArtifact, folder: Path) -> Path:
    """The same LSTM as a graph: gates in ONNX's order, input, output, forget, cell."""
    from onnx import TensorProto, helper, numpy_helper, save

    config, w = artifact.config.network, artifact.weights
    size, layers = config.hidden_size, config.num_layers

    def reordered(tensor: np.ndarray) -> np.ndarray:
        i, f, g, o = np.split(tensor, 4)
        return np.concatenate([i, o, f, g])[None]

    nodes, constants, below = [], [], "x"
    for layer in range(layers):
        names = [f"{part}{layer}" for part in ("W", "R", "B")]
        bias = reordered(w[f"layers.{layer}.bias"])
        tensors = (
            reordered(w[f"layers.{layer}.input_weight"]),
            reordered(w[f"layers.{layer}.hidden_weight"]),
            np.concatenate([bias, np.zeros_like(bias)], axis=1),
        )
        constants += [numpy_helper.from_array(t, n) for t, n in zip(tensors, names, strict=True)]
        inputs = [below, *names, "", f"h{layer}", f"c{layer}"]
        outputs = [f"y{layer}", f"nh{layer}", f"nc{layer}"]
        nodes.append(helper.make_node("LSTM", inputs, outputs, hidden_size=size))
        nodes.append(helper.make_node("Squeeze", [f"y{layer}", "one"], [f"s{layer}"]))
        below = f"s{layer}"
    nodes.append(helper.make_node("MatMul", [below, "head"], ["logits"]))
    constants.append(numpy_helper.from_array(np.ascontiguousarray(w["head_weight"].T), "head"))
    constants.append(numpy_helper.from_array(np.array([1], np.int64), "one"))

    def value(name: str, *shape: object) -> Any:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    states = [value(f"{s}{i}", 1, "n", size) for i in range(layers) for s in "hc"]
    after = [value(f"n{s}{i}", 1, "n", size) for i in range(layers) for s in "hc"]
    graph = helper.make_graph(
        nodes,
        "lstm",
        [value("x", 1, "n", config.embedding_dim), *states],
        [value("logits", 1, "n", config.vocab_size), *after],
        constants,
    )
    path = folder / "lstm.onnx"
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)
    return path


def onnx_step(artifact: GeneratorArtifact, batch: int, path: Path) -> Callable[[], object]:
    """One run of a session."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    config = artifact.config.network
    feeds = {"x": np.zeros((1, batch, config.embedding_dim), np.float32)}
    for layer in range(config.num_layers):
        for state in "hc":
            feeds[f"{state}{layer}"] = np.zeros((1, batch, config.hidden_size), np.float32)
    return lambda: session.run(None, feeds)


def our_step(network: NarrowNetwork, batch: int) -> Callable[[], object]:
    """One call of the engine's compiled code, which chooses the characters as well."""
    streams, place = (
        make_streams(network.weights, batch, 1, 5),
        make_scratch(network.weights, batch),
    )
    slots = np.arange(batch)

    def once() -> None:
        streams.noted[:] = 0
        advance(network.weights, slots, 1, streams, place)

    return once


def main() -> None:
    """Measure in turns and print a table of the best rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="shakespeare-lstm", help="an LSTM")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    try:
        from onnxruntime.quantization import QuantType, quantize_dynamic
    except ImportError:
        sys.exit("This needs two more packages: pip install onnx==1.23.2 onnxruntime==1.32.0")
    artifact = read_generator(find_model(arguments.model))
    torch.set_num_threads(1)
    full = network_from(artifact)
    narrow = narrowed(full)
    ways: dict[str, list[Callable[[], object]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        plain = onnx_file(artifact, Path(folder))
        small = Path(folder) / "int8.onnx"
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8)
        for batch in BATCHES:
            state = initial_state(full, batch)
            ours = our_step(narrow, batch)
            for title, once in (
                ("torch nn.LSTM, float32", torch_step(artifact, batch, True)),
                ("the same without oneDNN", torch_step(artifact, batch, False)),
                (
                    "numpy, float32 (the engine's full precision)",
                    lambda batch=batch, state=state: step(full, np.zeros(batch, int), state),
                ),
                ("onnxruntime, float32", onnx_step(artifact, batch, plain)),
                ("onnxruntime, int8, dynamic", onnx_step(artifact, batch, small)),
                ("numba, int8 (the engine), sampling included", ours),
            ):
                ways.setdefault(title, []).append(once)
        found = {title: [0.0] * len(BATCHES) for title in ways}
        for _ in range(arguments.rounds):
            for title, steps in ways.items():
                for i, (once, batch) in enumerate(zip(steps, BATCHES, strict=True)):
                    found[title][i] = max(found[title][i], rate(once, batch))
    print("| characters/s in all, 1 thread | " + " | ".join(f"batch of {b}" for b in BATCHES), "|")
    print("|---" * (len(BATCHES) + 1) + "|")
    for title, rates in found.items():
        print(f"| {title} | " + " | ".join(f"{r:,.0f}" for r in rates), "|")


if __name__ == "__main__":
    main()
