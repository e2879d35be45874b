"""Files of others, read without trust: only regular ones, only up to a size, and never waited for.

A named pipe would wait for somebody who writes, a device can go on for ever, and some of them do
something when they are opened. So what a name stands for is looked at before it is opened, and
again once it is open, because it may have been exchanged in between.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rnn_demo.words import sentence

NEW = ".new"  # the folder of files that are whole and not yet in their place, see `together`
SHOWN = 100  # characters of a name that a sentence shows
KINDS = (
    (stat.S_ISDIR, sentence("it is a folder and no file")),
    (stat.S_ISFIFO, sentence("it is a named pipe and no file")),
    (stat.S_ISSOCK, sentence("it is a socket and no file")),
    (stat.S_ISCHR, sentence("it is a device and no file")),
    (stat.S_ISBLK, sentence("it is a device and no file")),
)


class UnfitFileError(OSError):
    """What stands under a name is no file, or one that is too large; a part of a sentence."""


def read_regular(path: Path, most: int) -> bytes:
    """The contents of a regular file, or of one that a link leads to.

    Args:
        path: of the file.
        most: bytes that it may have.

    Raises:
        OSError: it is missing, no regular file, larger, or may not be read.
    """
    with regular_file(path, most) as (file, size):
        # One more than there were: a file that grows meanwhile is noticed.
        content = file.read(size + 1)
    if len(content) != size:
        raise UnfitFileError(sentence("it changed while it was read"))
    return content


@contextmanager
def regular_file(path: Path, most: int) -> Iterator[tuple[BinaryIO, int]]:
    """A regular file, opened, and its size in bytes; as for `read_regular`."""
    _check(os.stat(path), most)
    # Without O_NONBLOCK a pipe put there since would wait; for a file it means nothing.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        size = _check(os.fstat(handle), most)
        yield file, size


def _check(found: os.stat_result, most: int) -> int:
    for is_kind, told in KINDS:
        if is_kind(found.st_mode):
            raise UnfitFileError(told)
    if found.st_size > most:
        raise UnfitFileError(
            sentence(
                "it has {size:,} bytes, and {most:,} are the most that such a file may have",
                size=found.st_size,
                most=most,
            )
        )
    return found.st_size


def shown(path: Path) -> str:
    """A file as a sentence names it to anybody: by its folder's name and its own, escaped.

    Where the folder lies on this machine is nobody's business.
    """
    parts = [part for part in path.parts if part not in (path.anchor, NEW)]
    return "/".join(map(shown_name, parts[-2:]))


def shown_name(name: str) -> str:
    """A name as it can be shown: what is no character, or cannot be seen, as an escape."""
    escaped = "".join(c if c.isprintable() else _escape(c) for c in name)
    return escaped if len(escaped) <= SHOWN else f"{escaped[:SHOWN]}…"


def _escape(character: str) -> str:
    # Python keeps a byte of a name that is no UTF-8 as a lone surrogate from U+DC80.
    code = ord(character)
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else ascii(character)[1:-1]
