"""The tensors of one recurrent layer, which every kind of network has."""

from __future__ import annotations

from rnn_demo.gates import GATES


def layer_shapes(name: str, cell: str, inputs: int, hidden_size: int) -> dict[str, tuple[int, ...]]:
    """Name and shape of the tensors of a layer; one matrix holds the rows of all its gates."""
    rows = len(GATES[cell]) * hidden_size
    return {
        f"{name}.input_weight": (rows, inputs),
        f"{name}.hidden_weight": (rows, hidden_size),
        f"{name}.bias": (rows,),
    }
