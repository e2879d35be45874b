"""Reading a UTF-8 text of any size into ids, without holding it twice."""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import stat
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.words import message, sentence

PIECE = 1 << 20  # characters read at a time
APART = sentence(
    "Not all of the text is in Unicode's composed form, NFC (é may stand as e and an accent). It "
    "is kept as it is, and the network writes as it does; prompts may be typed in either form."
)
XZ = b"\xfd7zXZ\0"  # how a packed text begins, in a pipe that has no name to say so


class TextError(ValueError):
    """A text that cannot be used; the message says why and what would do."""


@dataclass(frozen=True)
class EncodedText:
    """A text as ids.

    Attributes:
        ids: one a character, in the smallest type that holds the vocabulary.
        sha256: of the text as UTF-8 with line ends as LF and no byte-order mark.
        notes: what was corrected while reading, one sentence each.
    """

    ids: NDArray[np.unsignedinteger]
    sha256: str
    notes: tuple[str, ...] = ()


def read_pieces(path: Path, notes: list[str] | None = None) -> Iterator[str]:
    """Yield a text in pieces: xz unpacked, byte-order mark dropped, line ends as LF.

    Raises:
        TextError: missing, a folder, damaged xz, not UTF-8.
    """
    read = 0
    try:
        with _open(path) as file:
            while piece := file.read(PIECE):
                read += len(piece)
                if read == len(piece) and piece[0] == "\ufeff":
                    piece = piece[1:]
                    if notes is not None:
                        notes.append(sentence("A byte-order mark at the start was dropped."))
                if piece:
                    yield piece
            if notes is not None and file.newlines not in (None, "\n"):
                notes.append(sentence("Windows or old Mac line ends were read as LF."))
    except UnicodeDecodeError as error:
        raise TextError(
            sentence(
                "{path} is not UTF-8: byte {byte:#04x} after about {read:,} characters. Convert it "
                "first, for example with iconv.",
                path=path,
                byte=error.object[error.start],
                read=read,
            )
        ) from None
    except lzma.LZMAError as error:
        raise TextError(
            sentence("{path} is a damaged xz file: {error}.", path=path, error=message(error))
        ) from None
    except (OSError, EOFError) as error:
        raise TextError(
            sentence("{path} cannot be read: {why}.", path=path, why=message(error))
        ) from None


def read_vocabulary(path: Path) -> CharacterTokenizer:
    """The vocabulary of a text file.

    Raises:
        TextError: as `read_pieces`, or the text is empty.
    """
    known: set[str] = set()
    for piece in read_pieces(path):
        known.update(piece)
    if not known:
        raise TextError(
            sentence("{path} is empty: give a text of at least two characters.", path=path)
        )
    return CharacterTokenizer("".join(sorted(known)))


def read_ids(path: Path, tokenizer: CharacterTokenizer) -> EncodedText:
    """Encode a text file.

    Raises:
        TextError: as `read_pieces`.
        TokenizerError: a character that the vocabulary lacks.
    """
    notes: list[str] = []
    digest = hashlib.sha256()
    arrays = []
    composed, before = True, ""
    for piece in read_pieces(path, notes):
        digest.update(piece.encode())
        arrays.append(tokenizer.encode(piece))
        composed = composed and unicodedata.is_normalized("NFC", before + piece)
        before = piece[-1]
    if not composed:
        notes.append(APART)
    ids = np.concatenate(arrays) if arrays else np.empty(0, dtype=tokenizer.dtype)
    return EncodedText(ids, digest.hexdigest(), tuple(notes))


def refuse_device(path: Path) -> None:
    """Refuse devices without an end, such as /dev/zero; a missing file is not an error here.

    Raises:
        TextError: it is a device, and neither a terminal nor /dev/null.
    """
    if _is_endless(path):
        raise TextError(
            sentence("{path} is a device and no text: name a file or a pipe.", path=path)
        )


def _is_endless(path: Path) -> bool:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISCHR(found.st_mode):
        return stat.S_ISBLK(found.st_mode)
    ending = [os.stat(os.devnull).st_rdev]
    if sys.stdin is not None and sys.stdin.isatty():  # somebody types the text
        ending.append(os.fstat(sys.stdin.fileno()).st_rdev)
    return found.st_rdev not in ending


def _open(path: Path) -> TextIO:
    refuse_device(path)
    if path.exists() and not path.is_file() and not path.is_dir():
        data = _of_pipe(path)
        unpacked = lzma.decompress(data) if data.startswith(XZ) else data
        return io.TextIOWrapper(io.BytesIO(unpacked), encoding="utf-8", newline=None)
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8", newline=None)
    return path.open("r", encoding="utf-8", newline=None)


@cache
def _of_pipe(path: Path) -> bytes:
    """The bytes of a pipe, kept: they come once, and a text is read several times."""
    return path.read_bytes()
