"""How long a translator takes to its first piece and to its last, and its largest product in numpy.

    python -m benchmarks.translator [--model translate] [--text "…"]

One thread, its processor time, the shortest of several rounds: other work only makes one longer.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rnn_demo.artifacts.models_folder import find_model
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.translation.searching import search, written_pieces
from rnn_demo.translation.sources import source_of
from rnn_demo.translation.translator import first_state, next_piece, read_source, translator_from

ROUNDS = 40
TEXT = "When I was a child, I used to spend every summer at my grandmother's house."


def main() -> None:
    """Print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--model", default="translate")
    parser.add_argument("--text", default=TEXT)
    arguments = parser.parse_args()
    with threadpool_limits(1):
        _measure(arguments.model, arguments.text)


def _measure(model: str, text: str) -> None:
    translator = translator_from(read_translator(find_model(model)))
    ids = source_of(translator, text, "en-ru").pieces.ids.tolist()
    encoded = read_source(translator, ids)
    state = first_state(translator, encoded)
    several = state.rows([0] * 5)
    first = next(written_pieces(translator, encoded)).id
    greedy = len(list(written_pieces(translator, encoded)))
    print(f"{len(ids)} pieces are read, {greedy} written")

    def begin() -> None:
        next(written_pieces(translator, read_source(translator, ids)))

    for name, step in (
        ("read the sentence", lambda: read_source(translator, ids)),
        ("to the first piece", begin),
        ("a step", lambda: next_piece(translator, encoded, state, [first])),
        ("a step of five", lambda: next_piece(translator, encoded, several, [first] * 5)),
        ("all, greedily", lambda: _all(written_pieces(translator, encoded))),
        ("all, by a beam of 5", lambda: _all(search(translator, encoded, beam=5))),
    ):
        print(f"{name:24} {_shortest(step):8.2f} ms")
    weight = translator.weights["embedding"]
    runtime = _runtime(weight)
    for rows in (1, 5):
        inputs = np.ones((rows, weight.shape[1]), np.float32)
        own = _shortest(lambda given=inputs: (weight @ given.T).T)  # type: ignore[misc]
        other = _shortest(lambda given=inputs: runtime(given))  # type: ignore[misc]
        print(f"logits of {rows}: numpy {own:.2f} ms, onnxruntime {other:.2f} ms")


def _all(steps: Generator[Any, None, Any]) -> None:
    for _ in steps:
        pass


def _shortest(step: Callable[[], object]) -> float:
    found = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        step()
        found.append(time.thread_time() - began)
    return 1e3 * min(found)


def _runtime(weight: NDArray[np.float32]) -> Callable[[NDArray[np.float32]], object]:
    """The product with a matrix by onnxruntime."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    shape = ["rows", weight.shape[1]]
    graph = helper.make_graph(
        [helper.make_node("Gemm", ["x", "w"], ["y"], transB=1)],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["rows", weight.shape[0]])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, ["CPUExecutionProvider"]
    )
    return lambda inputs: session.run(None, {"x": inputs})


if __name__ == "__main__":
    main()
