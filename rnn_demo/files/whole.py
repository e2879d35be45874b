"""Files that are written whole or not at all: the old file stays until the new one is whole."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rnn_demo.words import sentence

# Each within a sentence, and at the beginning of one.
ROOM = sentence("make room there"), sentence("Make room there")
REMEDIES = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EFBIG: (
        sentence("raise the limit of a file's size (ulimit -f)"),
        sentence("Raise the limit of a file's size (ulimit -f)"),
    ),
}
OTHER_REMEDY = (
    sentence("make it writable, or choose another folder"),
    sentence("Make it writable, or choose another folder"),
)


class WritingError(RuntimeError):
    """A file or folder cannot be written; the sentence says which, why and what would do."""


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file; whenever the process dies, there is a whole one at `path`, the new or the old.

    Raises:
        WritingError: it cannot be written; what stood there is as it was.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    partial = path.with_name(f"{path.name}.partial")
    try:
        write_synced(partial, data)
        os.replace(partial, path)
    except OSError as error:
        _remove(partial)
        raise WritingError(
            sentence(
                "{path} ({size:,} bytes) cannot be written: {why}. {remedy}; what stood there "
                "before is as it was.",
                path=path,
                size=len(data),
                why=error.strerror,
                remedy=remedy_of(error),
            )
        ) from None
    except BaseException:  # Ctrl-C
        _remove(partial)
        raise


def writable(folder: Path) -> None:
    """Make a folder and check that files can be written into it, before hours are spent on them.

    Raises:
        WritingError: it cannot be made or written into.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0")
    except OSError as error:
        raise WritingError(
            sentence(
                "The folder {folder} cannot be written into: {why}: {remedy}.",
                folder=folder,
                why=error.strerror,
                remedy=remedy_within(error),
            )
        ) from None


@contextmanager
def ready_to_write(folder: Path) -> Iterator[None]:
    """Make a folder for what is written at the end; if nothing is, it is taken away again.

    Raises:
        WritingError: it cannot be made or written into.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        writable(folder)
        yield
    finally:
        for path in missing:
            with suppress(OSError):  # something is in it
                path.rmdir()


def write_synced(path: Path, data: bytes) -> None:
    """Write bytes and let them reach the disk, not only its cache."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def remedy_within(error: OSError) -> str:
    """What would do against an error of writing, within a sentence."""
    return REMEDIES.get(error.errno or 0, OTHER_REMEDY)[0]


def remedy_of(error: OSError) -> str:
    """The same at the beginning of a sentence."""
    return REMEDIES.get(error.errno or 0, OTHER_REMEDY)[1]


def _remove(partial: Path) -> None:
    with suppress(OSError):
        partial.unlink(missing_ok=True)
