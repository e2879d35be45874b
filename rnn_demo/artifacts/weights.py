"""Weights as safetensors: read into float32 with every check, and written as float16.

Counts, of which a table is made, are whole numbers: read and written as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.tensors import TensorFile, open_tensors
from rnn_demo.files.regular import shown
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

Weights = dict[str, NDArray[np.float32]]
Counts = dict[str, NDArray[np.unsignedinteger[Any]]]
Shapes = Mapping[str, tuple[int, ...]]
SHOWN = 60  # characters of a foreign name that an error repeats


def read_weights(path: Path, shapes: Shapes) -> Weights:
    """Read a safetensors file that must hold tensors of these names and shapes, and no others.

    It reads real numbers in every precision that numpy has, and in bfloat16.

    Raises:
        ArtifactError: it does not, or it holds a number that is not finite.
    """
    stored = _read(path, shapes, counts=False)
    # Each is released once it is converted.
    weights = {}
    for name in shapes:
        weights[name] = stored.pop(name).astype(np.float32)
        if not np.isfinite(weights[name]).all():
            raise ArtifactError(
                sentence(
                    "{path}: {name} holds values that are not finite.", path=shown(path), name=name
                )
            )
    return weights


def read_counts(path: Path, shapes: Shapes) -> Counts:
    """Read a safetensors file that must hold uint8, uint16 or uint32 of these names and shapes.

    Raises:
        ArtifactError: it does not, or it holds another tensor.
    """
    return _read(path, shapes, counts=True)


def _read(path: Path, shapes: Shapes, *, counts: bool) -> dict[str, NDArray[Any]]:
    """The tensors of these names and shapes, each as it is stored."""
    with open_tensors(path) as file:
        _check_names(path, set(file.entries), set(shapes))
        return {name: _stored(file, path, name, shape, counts) for name, shape in shapes.items()}


def _check_names(path: Path, there: set[str], wanted: set[str]) -> None:
    if missing := sorted(wanted - there):
        raise ArtifactError(
            sentence(
                "{path} lacks the tensor {missing!r} that config.json asks for.",
                path=shown(path),
                missing=missing[0],
            )
        )
    if foreign := sorted(there - wanted):
        raise ArtifactError(
            sentence(
                "{path} holds a tensor {foreign!r} that config.json does not know.",
                path=shown(path),
                foreign=foreign[0][:SHOWN],
            )
        )


def _stored(
    file: TensorFile, path: Path, name: str, shape: tuple[int, ...], counts: bool
) -> NDArray[Any]:
    """A tensor in the precision in which it is stored."""
    if (found := file.entries[name].shape) != shape:
        raise ArtifactError(
            sentence(
                "{path}: {name} has the shape {found}, config.json asks for {shape}.",
                path=shown(path),
                name=name,
                found=quoted(found),
                shape=shape,
            )
        )
    return file.read(name, counts=counts)


def stored_weights(weights: Mapping[str, Any]) -> bytes:
    """The contents of a safetensors file: weights as float16, counts as they are.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16.
    """
    with np.errstate(over="ignore"):  # checked below
        stored = {name: _as_stored(tensor) for name, tensor in weights.items()}
    for name, tensor in stored.items():
        if not np.isfinite(tensor).all():
            raise ArtifactError(
                sentence(
                    "The trained {name} holds values that are not finite or above "
                    "{max:g}: train with a lower recipe.learning_rate.",
                    name=name,
                    max=np.finfo(np.float16).max,
                )
            )
    return save(stored)


def _as_stored(tensor: Any) -> NDArray[Any]:
    counted = isinstance(tensor, np.ndarray) and tensor.dtype.kind == "u"
    return np.ascontiguousarray(tensor, dtype=tensor.dtype if counted else np.float16)
