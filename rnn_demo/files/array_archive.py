"""Arrays of an .npz that a stranger wrote: sizes are read from headers before anything is unpacked.

An .npz is a zip of .npy files. A few kilobytes of zip can unpack to terabytes, and an array of
objects would run code. So the directory is read first, then the first bytes of each array that is
asked for, and only what has an expected type and shape is unpacked, up to the bytes that its shape
needs.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from rnn_demo.words import Sentence, message, sentence

MOST_MEMBERS = 100
HEADER_BYTES = 4_096
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED = (EOFError, OSError, RuntimeError, ValueError, KeyError, IndexError, OverflowError)
KINDS = "fiu"  # floats and whole numbers
Fitting = Callable[[tuple[int, ...]], Sentence | None]


class ArchiveError(ValueError):
    """A file that cannot be used; the message is one sentence."""


def read_arrays(
    file: BinaryIO, wanted: Mapping[str, Fitting], most_values: int
) -> dict[str, NDArray[Any]]:
    """Some arrays of an .npz.

    Args:
        file: it, open at any place, seekable.
        wanted: says of the shape of each array by name what is wrong with it, as in "has 3 axes;
            give 4", or None. Others in the file are not looked at.
        most_values: numbers that an array may have.

    Raises:
        ArchiveError: it is no .npz, an array is missing, holds something other than numbers, or has
            another shape.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise ArchiveError(
                    sentence(
                        "The file holds {count:,} arrays; {most} are the most that are looked at: "
                        "save only {names}.",
                        count=len(members),
                        most=MOST_MEMBERS,
                        names=", ".join(wanted),
                    )
                )
            by_name = {member.filename.removesuffix(".npy"): member for member in members}
            missing = [name for name in wanted if name not in by_name]
            if missing:
                raise ArchiveError(
                    sentence(
                        "The file has no array {name!r}; it needs {names}.",
                        name=missing[0],
                        names=", ".join(wanted),
                    )
                )
            return {
                name: _read(archive, by_name[name], name, fits, most_values)
                for name, fits in wanted.items()
            }
    except ArchiveError:
        raise
    # What Python's zipfile raises for a damaged archive is not only its own error.
    except (zipfile.BadZipFile, zlib.error, struct.error, *DAMAGED) as error:
        raise ArchiveError(
            sentence(
                "The file is no .npz that can be read ({error}): write it with numpy.savez or "
                "numpy.savez_compressed.",
                error=message(error)[:200] or type(error).__name__,
            )
        ) from None


def _read(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    fits: Fitting,
    most_values: int,
) -> NDArray[Any]:
    if member.flag_bits & 1 or member.compress_type not in METHODS:
        raise ArchiveError(
            sentence(
                "The array {name!r} is encrypted or packed in an unusual way: write the file with "
                "numpy.savez or numpy.savez_compressed.",
                name=name,
            )
        )
    with archive.open(member) as packed:
        shape, fortran, dtype, start = _header(packed.read(HEADER_BYTES), name)
        if dtype.kind not in KINDS or dtype.hasobject or dtype.itemsize > 8:
            raise ArchiveError(
                sentence(
                    "The array {name!r} holds {dtype}; give numbers, as float32.",
                    name=name,
                    dtype=str(dtype)[:40],
                )
            )
        count = 1
        for size in shape:
            count *= size
        problem = fits(shape)
        if problem is None and count > most_values:
            problem = sentence("has too many numbers; give {most:,} at most", most=most_values)
        if problem is not None:
            raise ArchiveError(
                sentence("The array {name!r} {problem}.", name=name, problem=problem)
            )
    needed = start + count * dtype.itemsize
    with archive.open(member) as packed:
        content = packed.read(needed)[start:]
    if len(content) < count * dtype.itemsize:
        raise ArchiveError(sentence("The array {name!r} ends too soon.", name=name))
    values = np.frombuffer(content, dtype, count)
    return values.reshape(shape, order="F" if fortran else "C")


def _header(begin: bytes, name: str) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    """Shape, order, type of an array, and where its numbers begin."""
    stream = io.BytesIO(begin)
    try:
        version = npy.read_magic(stream)
        read = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        if version not in ((1, 0), (2, 0)):
            raise ValueError(f"version {version}")
        shape, fortran, dtype = read(stream, max_header_size=HEADER_BYTES)
        if any(size < 0 for size in shape):
            raise ValueError("a size below 0")
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError, OverflowError):
        raise ArchiveError(
            sentence(
                "The array {name!r} has a header that cannot be read: write the file with "
                "numpy.savez.",
                name=name,
            )
        ) from None
    return shape, fortran, dtype, stream.tell()
