"""The tensors of a safetensors file, read with every claim of its header checked against the file.

The file is read and not mapped into memory: one that is cut while it is mapped ends the process. No
room is made before it is sure that the file fills it.

Source: github.com/huggingface/safetensors, "Format".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.files.regular import regular_file, shown
from rnn_demo.words import message, sentence

MAX_HEADER = 1_000_000  # bytes; each of a hundred tensors takes about a hundred
MAX_BYTES = 4_000_000_000  # of a file of weights
# How each precision is stored; bfloat16, which numpy lacks, is the upper half of a float32.
STORED = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
COUNTED = {"U8": "<u1", "U16": "<u2", "U32": "<u4"}  # how counts are
NAMES = {
    "BOOL": "bool", "U8": "uint8", "I8": "int8", "I16": "int16", "U16": "uint16", "I32": "int32",
    "U32": "uint32", "I64": "int64", "U64": "uint64", "C64": "complex64", "F64": "float64",
    "F32": "float32", "F16": "float16", "BF16": "bfloat16",
}  # fmt: skip


class _HeaderError(ValueError):
    """A header that is no safetensors header, or claims what the file does not hold."""


@dataclass(frozen=True)
class Entry:
    """What the header says of a tensor.

    Attributes:
        precision: e.g. F16.
        shape: its axes.
        start: its first byte in the file.
        stop: the byte after its last one.
    """

    precision: str
    shape: tuple[int, ...]
    start: int
    stop: int


class TensorFile:
    """An open safetensors file.

    Attributes:
        path: where it is.
        entries: what the header says, by the tensors' names.
    """

    def __init__(self, path: Path, file: BinaryIO, size: int) -> None:
        self.path = path
        self._file = file
        self.entries = _entries(file, size)

    def read(self, name: str, *, counts: bool = False) -> NDArray[Any]:
        """A tensor in the precision in which it is stored, bfloat16 as float32.

        Args:
            name: of the tensor.
            counts: whether it has to hold whole numbers without a sign, instead of real ones.

        Raises:
            ArtifactError: it holds other numbers, or none that can be read.
        """
        entry, formats = self.entries[name], COUNTED if counts else STORED
        if entry.precision not in formats:
            if entry.precision in NAMES:
                raise ArtifactError(
                    sentence(
                        "{path}: {name} holds {dtype}, not {numbers}.",
                        path=shown(self.path),
                        name=name,
                        dtype=NAMES[entry.precision],
                        numbers=sentence("uint8, uint16 or uint32")
                        if counts
                        else sentence("real numbers"),
                    )
                )
            raise ArtifactError(
                sentence(
                    "{path}: {name} holds {precision}, which cannot be read: store it as {format}.",
                    path=shown(self.path),
                    name=name,
                    precision=entry.precision[:20],
                    format="U32" if counts else "F16",
                )
            )
        dtype = np.dtype(formats[entry.precision])
        if entry.stop - entry.start != math.prod(entry.shape) * dtype.itemsize:
            raise _HeaderError(sentence("{name} has too few or too many bytes", name=repr(name)))
        self._file.seek(entry.start)
        stored = np.fromfile(self._file, dtype, math.prod(entry.shape))
        if stored.size != math.prod(entry.shape):
            raise _HeaderError(sentence("it ends too soon"))
        if entry.precision == "BF16":
            stored = (stored.astype(np.uint32) << 16).view(np.float32)
        return stored.reshape(entry.shape)


@contextmanager
def open_tensors(path: Path) -> Iterator[TensorFile]:
    """A safetensors file, opened.

    Raises:
        ArtifactError: missing, no regular file, too large, damaged, or not such a file; also while
            it is read.
    """
    try:
        with regular_file(path, MAX_BYTES) as (file, size):
            yield TensorFile(path, file, size)
    except (OSError, _HeaderError, MemoryError) as error:
        raise ArtifactError(
            sentence(
                "{path} cannot be read ({error}): it may be cut short; fetch it again.",
                path=shown(path),
                error=message(error) or sentence("there is too little memory"),
            )
        ) from None


def _entries(file: BinaryIO, size: int) -> dict[str, Entry]:
    """The header of a file of a known size."""
    length = int.from_bytes(file.read(8), "little")
    if size < 8 or 8 + length > size:
        raise _HeaderError(sentence("it ends within its header"))
    if length > MAX_HEADER:
        raise _HeaderError(
            sentence("its header has {length:,} bytes, {most:,} at most can be", length=length,
                     most=MAX_HEADER)
        )  # fmt: skip
    try:
        header = json.loads(file.read(length))
    except (ValueError, RecursionError):
        raise _HeaderError(sentence("its header is not JSON")) from None
    if not isinstance(header, dict):
        raise _HeaderError(sentence("its header is no object"))
    header.pop("__metadata__", None)
    return {name: _entry(name, raw, 8 + length, size) for name, raw in header.items()}


def _entry(name: str, raw: Any, begin: int, size: int) -> Entry:
    """A tensor's entry, all of whose bytes the file has."""
    try:
        precision, shape, (start, stop) = raw["dtype"], tuple(raw["shape"]), raw["data_offsets"]
        whole = all(type(number) is int and number >= 0 for number in (*shape, start, stop))
    except (KeyError, TypeError, ValueError):
        whole = False
    if not whole or not isinstance(precision, str) or start > stop:
        raise _HeaderError(sentence("its header is wrong about {name}", name=repr(name[:40])))
    if begin + stop > size:
        raise _HeaderError(sentence("it ends within {name}", name=repr(name[:40])))
    return Entry(precision, shape, begin + start, begin + stop)
