"""A torch network as a graph of operators without weights, for `rnn_demo.artifacts.graph`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from rnn_demo.files.whole import write_whole

WEIGHTS_FILE = "model.safetensors"


def export_graph(
    network: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str], path: Path
) -> None:
    """Trace a network and write its graph; the weights stay where they are.

    The first axis of every input is the batch, of any size. A recurrent state is an input `hidden`
    and an output `next_hidden`, so that the network itself keeps nothing.

    Args:
        network: its parameters' names are those of the tensors in model.safetensors.
        inputs: examples of the inputs, by the names of the arguments of `forward`, in their order,
            with a batch of at least 2 (torch takes a batch of 1 for a constant).
        outputs: names of what `forward` returns, in its order.
        path: the file to write.
    """
    import onnx  # needed by training only

    batch = torch.export.Dim("batch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own libraries
        program = torch.onnx.export(
            network.eval(),
            tuple(inputs.values()),
            dynamo=True,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_shapes=tuple({0: batch} for _ in inputs),
            verbose=False,
        )
    if program is None:
        raise RuntimeError("torch exported no graph; with dynamo=True it always returns one.")
    model = program.model_proto
    parameters = set(dict(network.named_parameters()))
    for tensor in model.graph.initializer:
        if tensor.name in parameters:
            tensor.ClearField("raw_data")
            tensor.data_location = onnx.TensorProto.EXTERNAL
            del tensor.external_data[:]
            tensor.external_data.add(key="location", value=WEIGHTS_FILE)
    # What the exporter notes about the source: paths of the machine that trained.
    model.graph.ClearField("metadata_props")
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    write_whole(path, model.SerializeToString())
