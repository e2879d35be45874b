"""A network as a graph of operators, run without torch, to serve kinds without an engine.

A graph is a small file without weights (`rnn_demo.networks.graph_export` writes it once, after
training); it takes its weights from the folder's model.safetensors, checked like any others. So
there is one copy of every number, and no second implementation of the network to keep in step.

The recurrent state is an input and an output of a graph and is never kept in it, so one `Graph`
serves every visitor, from any number of threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.weights import Weights
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.words import message, sentence

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MAX_GRAPH_BYTES = 1_000_000  # without weights, even a large network takes a few tens of kilobytes


@dataclass(frozen=True)
class Graph:
    """A network that can be run.

    Attributes:
        inputs: the names of the inputs, in the order in which they were exported.
        outputs: the names of the outputs.

    Example:
        >>> step = read_graph(folder / "step.onnx", weights)           # doctest: +SKIP
        >>> after = step.run(ids=ids, hidden=hidden, cell=cell)         # doctest: +SKIP
        >>> after["logits"].shape                                       # doctest: +SKIP
        (batch, vocab_size)
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    _session: InferenceSession

    def run(self, **inputs: NDArray[Any]) -> dict[str, NDArray[np.float32]]:
        """All outputs by name, for inputs by name; the first axis of each is the batch.

        Raises:
            ValueError: an input is missing, unknown, or of another shape or type.
        """
        if set(inputs) != set(self.inputs):
            raise ValueError(
                sentence(
                    "The graph takes {inputs}; it was given {given}.",
                    inputs=", ".join(self.inputs),
                    given=", ".join(inputs),
                )
            )
        from onnxruntime.capi.onnxruntime_pybind11_state import InvalidArgument

        try:
            found = self._session.run(None, inputs)
        except InvalidArgument as error:
            raise ValueError(
                sentence(
                    "The graph cannot take these inputs: {first_line}.",
                    first_line=_first_line(error),
                )
            ) from None
        return dict(zip(self.outputs, found, strict=True))


def read_graph(path: Path, weights: Weights) -> Graph:
    """Read a graph and give it the weights that it names.

    Args:
        path: the file of the graph, without weights.
        weights: the weights of the same model, checked by
            `rnn_demo.artifacts.weights.read_weights`.

    Raises:
        ArtifactError: the file is missing, too large, damaged, or asks for other weights.
    """
    try:
        content = read_regular(path, MAX_GRAPH_BYTES)
    except OSError as error:
        raise ArtifactError(
            sentence("{path} cannot be read: {error}.", path=shown(path), error=message(error))
        ) from None
    # Imported here, so that pages without a graph do not wait for the runtime to load.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # visitors share the processors, steps do not
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
    options.log_severity_level = 4
    values = {name: onnxruntime.OrtValue.ortvalue_from_numpy(w) for name, w in weights.items()}
    options.add_external_initializers(list(values), list(values.values()))
    try:
        session = onnxruntime.InferenceSession(content, options, ["CPUExecutionProvider"])
    except Exception as error:  # the runtime has a dozen of its own and no common base
        raise ArtifactError(
            sentence(
                "{path} cannot be used with these weights ({first_line}): export it again.",
                path=shown(path),
                first_line=_first_line(error),
            )
        ) from None
    return Graph(
        tuple(value.name for value in session.get_inputs()),
        tuple(value.name for value in session.get_outputs()),
        session,
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200].rstrip(".")


def state_of(found: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The state for the next step, from the outputs of a step: `next_hidden` becomes `hidden`."""
    mark = "next_"
    return {name.removeprefix(mark): v for name, v in found.items() if name.startswith(mark)}
