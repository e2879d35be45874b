"""Lines, whatever ends them, in whatever encoding and pieces they come; memory stays bounded."""

from __future__ import annotations

import codecs
import io
import tracemalloc
from collections.abc import Iterator
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.files.lines import LONGEST_LINE, NO_TEXT, PIECE, read_lines
from rnn_demo.files.row import RowsError
from tests.files.arriving import Arriving, in_pieces

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")
# U+2028, U+0085 and a form feed end a line for `str.splitlines`; in a review they are characters.
LINE = st.text(CHARACTERS | st.sampled_from("\u2028\x85\x0cé€🙂"), max_size=8)


@given(
    lines=st.lists(st.tuples(LINE, st.sampled_from(["\n", "\r\n", "\r"])), max_size=6),
    last=LINE,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]),
    size=st.integers(1, 9),
)
def test_lines_are_those_that_were_written(
    lines: list[tuple[str, str]], last: str, encoding: str, size: int
) -> None:
    written = [text + end for text, end in lines] + [last] * bool(last)
    # A CR and a line that is only LF are one line end; a mark at the beginning is no text.
    joined: list[str] = []
    for line in written:
        if line == "\n" and joined and joined[-1].endswith("\r"):
            joined[-1] += line
        else:
            joined.append(line)
    if joined and joined[0].startswith("\ufeff") and encoding == "utf-8":
        joined[0] = joined[0][1:]
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    data = mark + "".join(joined).encode(encoding)
    assert list(read_lines(in_pieces(data, size))) == [line for line in joined if line]


def test_a_line_is_there_as_soon_as_its_end_is() -> None:
    asked = 0

    def pieces() -> Iterator[bytes]:
        nonlocal asked
        for piece in (b"a\n", b"b\r\n", b"c\r", b"d\n"):
            asked += 1
            yield piece

    lines = read_lines(Arriving(pieces()))
    # CR waits for what follows it: it could be the LF of the same line end.
    for line, needed in (("a\n", 1), ("b\r\n", 2), ("c\r", 4), ("d\n", 4)):
        assert next(lines) == line
        assert asked == needed


def test_bytes_that_are_not_text_cost_no_neighbour() -> None:
    assert list(read_lines(io.BytesIO(b"caf\xe9\nfine\n"))) == ["caf\udce9\n", "fine\n"]
    odd = codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"\x00\xd8b\x00" + b"c"
    assert list(read_lines(io.BytesIO(odd))) == ["a\n", "\ufffdb\ufffd"]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF16_LE])
def test_a_file_without_a_line_end_is_not_kept(mark: bytes) -> None:
    unit = "é".encode("utf-16-le" if mark else "utf-8") * (PIECE // 2)
    count = 8 * LONGEST_LINE // (PIECE // 2)
    end = "\nok".encode("utf-16-le" if mark else "utf-8")
    tracemalloc.start()
    try:
        lines = list(
            read_lines(
                Arriving([mark, *repeat(unit, count), end] if mark else [*repeat(unit, count), end])
            )
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines == [None, "ok"]
    assert peak < 3 * LONGEST_LINE


@pytest.mark.parametrize("length", [LONGEST_LINE - 1, LONGEST_LINE])
def test_the_longest_line(length: int) -> None:
    data = io.BytesIO(b"x" * (length - 1) + b"\n" + b"y" * (LONGEST_LINE + 1))
    whole, none = read_lines(data)
    assert whole is not None
    assert len(whole) == length
    assert none is None


@pytest.mark.parametrize("beginning", NO_TEXT)
def test_what_is_no_text_is_told_at_once(beginning: bytes) -> None:
    """A spreadsheet's own file would otherwise be thousands of rows that cannot be read."""
    with pytest.raises(RowsError, match=r"^The file is .+, not text: save it as CSV in UTF-8\.$"):
        next(read_lines(io.BytesIO(beginning + b" rest\n")))
    cut = beginning[:-1]
    assert list(read_lines(io.BytesIO(cut))) == [cut.decode("utf-8", "surrogateescape")]


def test_utf_16_with_a_mark_is_text() -> None:
    assert list(read_lines(io.BytesIO("a\n".encode("utf-16")))) == ["a\n"]
