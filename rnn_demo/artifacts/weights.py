"""Weights as safetensors: read into float32 with every check, and written whole as float16."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.files.whole import write_whole
from rnn_demo.words import message, sentence

Weights = dict[str, NDArray[np.float32]]
Shapes = Mapping[str, tuple[int, ...]]


def read_weights(path: Path, shapes: Shapes) -> Weights:
    """Read a safetensors file that must hold tensors of these names and shapes, and no others.

    It reads real numbers in every precision that numpy has, and in bfloat16.

    Raises:
        ArtifactError: it does not, or it holds a number that is not finite.
    """
    try:
        with safe_open(path, "np") as file:
            _check_names(path, set(file.keys()), set(shapes))
            stored = {name: _stored(file, path, name, shape) for name, shape in shapes.items()}
    except (SafetensorError, OSError, KeyError) as error:
        raise ArtifactError(
            sentence(
                "{path} cannot be read ({error}): it may be cut short; fetch it again.",
                path=path,
                error=message(error),
            )
        ) from None
    # Here, when the file is no longer mapped into memory; each is released once it is converted.
    weights = {}
    for name in shapes:
        weights[name] = stored.pop(name).astype(np.float32)
        if not np.isfinite(weights[name]).all():
            raise ArtifactError(
                sentence("{path}: {name} holds values that are not finite.", path=path, name=name)
            )
    return weights


def _check_names(path: Path, there: set[str], wanted: set[str]) -> None:
    if missing := sorted(wanted - there):
        raise ArtifactError(
            sentence(
                "{path} lacks the tensor {missing!r} that config.json asks for.",
                path=path,
                missing=missing[0],
            )
        )
    if foreign := sorted(there - wanted):
        raise ArtifactError(
            sentence(
                "{path} holds a tensor {foreign!r} that config.json does not know.",
                path=path,
                foreign=foreign[0],
            )
        )


def _stored(file: Any, path: Path, name: str, shape: tuple[int, ...]) -> NDArray[Any]:
    """A tensor in the precision in which it is stored."""
    entry = file.get_slice(name)
    if (found := tuple(entry.get_shape())) != shape:
        raise ArtifactError(
            sentence(
                "{path}: {name} has the shape {found}, config.json asks for {shape}.",
                path=path,
                name=name,
                found=found,
                shape=shape,
            )
        )
    if entry.get_dtype() == "BF16":
        return _from_bfloat16(path, name, shape)
    try:
        tensor: NDArray[Any] = file.get_tensor(name)
    except (TypeError, AttributeError):  # numpy has no such numbers
        raise ArtifactError(
            sentence(
                "{path}: {name} holds {get_dtype}, which cannot be read: store it as F16.",
                path=path,
                name=name,
                get_dtype=entry.get_dtype(),
            )
        ) from None
    if not np.issubdtype(tensor.dtype, np.floating):
        raise ArtifactError(
            sentence(
                "{path}: {name} holds {dtype}, not real numbers.",
                path=path,
                name=name,
                dtype=tensor.dtype,
            )
        )
    return tensor


def _from_bfloat16(path: Path, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Numbers of a type that numpy lacks; each is the upper half of a float32."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        start, end = json.loads(file.read(size))[name]["data_offsets"]
        file.seek(8 + size + start)
        upper = np.frombuffer(file.read(end - start), "<u2")
    return (upper.astype(np.uint32) << 16).view(np.float32).reshape(shape)


def write_weights(path: Path, weights: Mapping[str, Any]) -> bool:
    """Write a safetensors file as float16, whole or not at all.

    Returns:
        Whether the file now holds other weights than before.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
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
    data = save(half)
    same = path.exists() and path.read_bytes() == data
    write_whole(path, data)
    return not same
