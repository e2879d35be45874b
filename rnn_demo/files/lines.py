"""The lines of a file of bytes, whatever its encoding and its line ends, in bounded memory."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from rnn_demo.files.row import RowsError
from rnn_demo.words import sentence

LONGEST_LINE = 1_000_000  # characters: fifty of the longest reviews that are judged
TOO_LONG = sentence(
    "the line has more than {longest} million characters",
    longest=LONGEST_LINE // 1_000_000,
)
PIECE = 1 << 16  # bytes read at a time at most; fewer when fewer are there
END = re.compile(r"\r\n|\r|\n")  # what else Python calls a line's end may stand in a review
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
NO_TEXT = {
    b"PK\x03\x04": sentence("a zip archive or a spreadsheet program's own file"),
    b"\xd0\xcf\x11\xe0": sentence("an office program's own file"),
    b"%PDF-": sentence("a PDF"),
    b"\x1f\x8b": sentence("compressed"),
    b"\x89PNG": sentence("a picture"),
    b"\xff\xd8\xff": sentence("a picture"),
}


def read_lines(file: io.BufferedIOBase) -> Iterator[str | None]:
    r"""Lines with their ends, each as soon as its end is there; `\n`, `\r\n` and `\r` end one.

    A line that `\r` ends comes with the first byte after it, which could have been `\n`.

    Args:
        file: UTF-8, with or without a byte-order mark, or UTF-16 with one. Bytes that are not
            UTF-8 come as lone surrogates, units that are not UTF-16 as U+FFFD.

    Raises:
        RowsError: it begins as files do that are no text.

    Yields:
        Each line; None for one that is too long to be a review: it is passed over, not kept.
    """
    parts: list[str] = []  # of the line that has begun
    length = 0
    for piece in _pieces(file):
        start = 0
        for end in END.finditer(piece):
            length += end.end() - start
            yield None if length > LONGEST_LINE else "".join(parts) + piece[start : end.end()]
            parts, length, start = [], 0, end.end()
        length += len(piece) - start
        if length > LONGEST_LINE:
            parts.clear()
        elif start < len(piece):
            parts.append(piece[start:])
    if length:
        yield None if length > LONGEST_LINE else "".join(parts)


def _pieces(file: io.BufferedIOBase) -> Iterator[str]:
    """The text in pieces, none of which ends between the two characters of a line's end."""
    data = b""
    # A mark may come byte by byte, and a first line of two characters is not to wait for more.
    while any(mark.startswith(data) and mark != data for mark in (*MARKS, *NO_TEXT)):
        if not (more := file.read1(PIECE)):
            break
        data += more
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    encoding = MARKS.get(mark, "utf-8")
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding)(errors), translate=False
    )
    data = data[len(mark) :]
    for beginning, what in NO_TEXT.items():
        if data.startswith(beginning):
            raise RowsError(
                sentence("The file is {what}, not text: save it as CSV in UTF-8.", what=what)
            )
    while data or (data := file.read1(PIECE)):
        yield decoder.decode(data)
        data = b""
    yield decoder.decode(b"", final=True)
