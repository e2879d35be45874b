"""JSON lines and JSON arrays: every line a row or named, in UTF-8 or named."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.files import json_rows as module
from rnn_demo.files.rows import Row, RowsError, read_rows

ARRAYS = '["A warm and funny picture", "positive"]\n["Dull and far too long", "negative"]\n'
WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def rows(data: bytes | str, column: str | None = None) -> list[Row]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_rows(io.BytesIO(raw), "jsonl", column))


def texts(data: bytes | str, column: str | None = None) -> list[str | None]:
    return [row.text for row in rows(data, column)]


def test_lines_that_are_arrays_are_rows() -> None:
    found = rows(ARRAYS)
    assert [(row.number, row.text, row.line) for row in found] == [(1, None, 1), (2, None, 2)]
    assert found[0].problem == (
        "the array holds 2 strings: ask for the one by its number, 1 for the first"
    )
    assert texts(ARRAYS, "1") == ["A warm and funny picture", "Dull and far too long"]
    assert rows(ARRAYS, "text")[1].problem == "the array has no 'text', as nothing names its cells"
    assert texts('[1, "good", null]\n["bad"]\n[2]\n[]\n"fine"\n{"text": "too"}\n') == [
        *("good", "bad", None, None, "fine", "too")
    ]
    assert rows('[1, "good"]\n[2]\n', "2")[1].problem == (
        "the array has 1 cells; the text would be number 2"
    )


def test_the_first_array_may_name_the_cells() -> None:
    assert texts(f'["Review", "label"]\n{ARRAYS}') == texts(ARRAYS, "1")
    assert texts(f'["opinion", "label"]\n{ARRAYS}', "opinion") == texts(ARRAYS, "1")
    assert texts(f'["label", "text"]\n{ARRAYS}') == ["positive", "negative"]


@given(
    entries=st.lists(WRITTEN.filter(str.strip), max_size=4),
    indent=st.sampled_from([None, 0, 1]),
    objects=st.booleans(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.booleans(),
)
def test_a_file_that_is_one_array(
    entries: list[str], indent: int | None, objects: bool, end: str, last: bool
) -> None:
    values = [{"stars": 1, "text": entry} if objects else entry for entry in entries]
    data = json.dumps(values, indent=indent, ensure_ascii=False).replace("\n", end) + end * last
    assert texts(data) == entries


def test_an_array_with_its_first_entry_on_the_first_line() -> None:
    assert texts('[{"text": "a"},\n {"text": "b"}]\n') == ["a", "b"]
    assert texts('["a",\n3,\n["b"]]') == ["a", None, "b"]
    # What begins so and is no array is lines: each judged or named.
    assert texts('["a",\n["b"]\n"c"\n') == [None, "b", "c"]


def test_one_value_over_several_lines_that_holds_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in ('[\n{"text": "a"},\n]', '{\n"text": "a"\n}', '[\n"a"\n]\n"b"'):
        with pytest.raises(RowsError, match="one object a line"):
            rows(data)
    monkeypatch.setattr(module, "LARGEST_ARRAY", 20)
    with pytest.raises(RowsError, match=r"too large to be read as a whole .* one object a line"):
        rows(json.dumps(["a"] * 10, indent=1))
    assert texts('["a",\n' + '"bbbbb"\n' * 10) == [None, *["bbbbb"] * 10]


def test_lines_that_are_not_utf_8_are_named() -> None:
    found = rows('{"text": "café"}\n"thé"\n{"text": "fine"}\n'.encode("latin-1"))
    assert [row.text for row in found] == [None, None, "fine"]
    assert {row.problem for row in found[:2]} == {"the row is not UTF-8"}
    # Half an emoji that JSON spells is no such byte, and other cells are not asked.
    assert texts(b'{"who": "\xe9", "text": "fine"}\n{"text": "\\ud83d!"}\n') == ["fine", "?!"]
    (row,) = rows('["café"]'.encode("latin-1"))
    assert row.problem == "the row is not UTF-8"


def test_blank_lines_are_no_rows() -> None:
    found = rows('\n{"text": "a"}\r\n \r\n\r\n"b"\n{\n\n')
    assert [(row.number, row.text, row.line) for row in found] == [
        (1, "a", 2),
        (2, "b", 5),
        (3, None, 6),
    ]
    assert rows("\n \n") == []


def test_every_line_end_and_none_inside_a_string() -> None:
    assert texts('"a\\r\\nb"\r"c"\r\n"d"\n') == ["a\r\nb", "c", "d"]


def test_a_text_that_is_none() -> None:
    problems = [row.problem for row in rows('{"text": [1]}\n{"text": {}}\n{"text": null}\ntrue\n')]
    assert problems == [
        "the text is an array, not a string",
        "the text is an object, not a string",
        "the text is null, not a string",
        "the text is true, not a string",
    ]


def test_a_second_name_that_may_be_meant_is_said() -> None:
    notes: list[str] = []
    data = b'{"text": "awful", "review": "wonderful"}\n' * 2
    assert [r.text for r in read_rows(io.BytesIO(data), "jsonl", None, notes)] == ["awful"] * 2
    (note,) = notes
    assert "from the column 'text', number 1; 'review' may hold one" in note
    assert texts(data, "review") == ["wonderful"] * 2
    (row,) = rows('{"review": "wonderful", "review": "awful"}')
    assert (row.text, row.problem) == (None, "the object has 'review' twice")
