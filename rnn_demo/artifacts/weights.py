"""Weights as safetensors: read into float32 with every check, and written as float16."""

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
Shapes = Mapping[str, tuple[int, ...]]
SHOWN = 60  # characters of a foreign name that an error repeats


def read_weights(path: Path, shapes: Shapes) -> Weights:
    """Read a safetensors file that must hold tensors of these names and shapes, and no others.

    It reads real numbers in every precision that numpy has, and in bfloat16.

    Raises:
        ArtifactError: it does not, or it holds a number that is not finite.
    """
    with open_tensors(path) as file:
        _check_names(path, set(file.entries), set(shapes))
        stored = {name: _stored(file, path, name, shape) for name, shape in shapes.items()}
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


def _stored(file: TensorFile, path: Path, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
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
    return file.read(name)


def stored_weights(weights: Mapping[str, Any]) -> bytes:
    """The contents of a safetensors file with these weights as float16.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16.
    """
    with np.errstate(over="ignore"):  # checked below
        half = {
            name: np.ascontiguousarray(tensor, dtype=np.float16) for name, tensor in weights.items()
        }
    for name, tensor in half.items():
        if not np.isfinite(tensor).all():
            raise ArtifactError(
                sentence(
                    "The trained {name} holds values that are not finite or above "
                    "{max:g}: train with a lower recipe.learning_rate.",
                    name=name,
                    max=np.finfo(np.float16).max,
                )
            )
    return save(half)
