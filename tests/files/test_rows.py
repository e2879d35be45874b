"""Files of reviews as they really are: quotes, line ends, encodings, missing columns."""

from __future__ import annotations

import csv
import io
import json
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.files.rows import LONGEST_LINE, MAX_CELL, TOO_LONG, Row, RowsError, kind_of, read_rows

WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


def rows(data: bytes | str, kind: str, column: str | None = None) -> list[Row]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_rows(io.BytesIO(raw), kind, column))


def test_kinds_by_name() -> None:
    names = ["a.CSV", "b.tsv", "c.jsonl", "d.ndjson", "e.txt", "noending"]
    assert [kind_of(name) for name in names] == ["csv", "tsv", "jsonl", "jsonl", "lines", "lines"]


def test_lines_with_a_mark_and_windows_ends() -> None:
    found = rows("\ufeffGood film.\r\n\r\nBad film.", "lines")
    assert [(row.number, row.text) for row in found] == [
        (1, "Good film."),
        (2, None),
        (3, "Bad film."),
    ]
    assert found[1].problem == "the text is empty"
    assert rows(b"", "lines") == []


@given(texts=st.lists(WRITTEN.filter(str.strip), min_size=1, max_size=5))
def test_csv_gives_back_what_was_written(texts: list[str]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "Review"])
    writer.writerows([[str(i), text] for i, text in enumerate(texts)])
    assert [row.text for row in rows(buffer.getvalue(), "csv")] == texts


def test_a_text_with_commas_and_no_quotes_is_not_cut() -> None:
    found = rows("review\nA good start, but a bore\nfine\nempty cells,,\n", "csv")
    assert [row.text for row in found] == [None, "fine", "empty cells"]
    assert "the row has 2 cells, the first row names 1" in found[0].problem
    found = rows('id,text\n1,"Good, but long"\n2,Good, but long\n', "csv")
    assert [row.text for row in found] == ["Good, but long", None]


def test_blank_lines_before_the_names_of_columns() -> None:
    assert rows("\n \n", "csv") == []
    assert [row.text for row in rows("\n\ntext\nfine\n", "csv")] == ["fine"]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_spreadsheet_may_part_by_other_signs(sign: str) -> None:
    data = f"id{sign}text{sign}stars\n1{sign}Not good, really bad{sign}2,5\n"
    assert [row.text for row in rows(data, "csv")] == ["Not good, really bad"]


def test_names_of_columns_in_any_case() -> None:
    assert rows('{"Review": "fine"}\n', "jsonl")[0].text == "fine"
    assert rows('{"OPINION": "fine", "text": "x"}\n', "jsonl", "opinion")[0].text == "fine"
    assert rows("ID,TEXT\n1,fine\n", "csv")[0].text == "fine"


@given(texts=st.lists(WRITTEN.filter(str.strip), min_size=1, max_size=5))
def test_json_lines_give_back_what_was_written(texts: list[str]) -> None:
    data = "".join(json.dumps({"body": text}) + "\n" for text in texts)
    assert [row.text for row in rows(data, "jsonl", "body")] == texts
    assert [row.text for row in rows(data, "jsonl")] == texts


def test_quotes_and_line_ends_inside_a_cell() -> None:
    data = 'text,stars\n"He said ""no"",\nand left.",3\nplain,4\n'
    assert [row.text for row in rows(data, "csv")] == ['He said "no",\nand left.', "plain"]


def test_a_bad_row_costs_only_itself() -> None:
    data = b"text,n\ngood,1\n\xff\xfebad,2\n,3\n\nfine,4\n"
    found = rows(data, "csv")
    assert [row.text for row in found] == ["good", None, None, "fine"]
    assert [row.problem for row in found[1:3]] == ["the row is not UTF-8", "the text is empty"]
    short = rows("id,text\n1,fine\n2\n", "csv")
    assert short[1].problem == "the row has 1 cells; the text would be number 2"


def test_bad_json_rows() -> None:
    lines = [
        '{"text": "good"}',
        "{",
        '{"stars": 3}',
        '{"text": 7}',
        '"bare"',
        "",
        '{"text":"\\ud83d"}',
    ]
    found = rows("\n".join(lines), "jsonl")
    assert [row.text for row in found] == ["good", None, None, None, "bare", "?"]
    assert found[1].problem == "the line is not JSON"
    assert found[2].problem == "the object has no 'text' or 'review', only 'stars'"
    assert found[3].problem == "the text is 7, not a string"
    deep = rows("[" * 100_000 + "\n" + '"fine"', "jsonl")
    assert [row.text for row in deep] == [None, "fine"]


def test_json_over_several_lines_is_read_or_named() -> None:
    assert [row.text for row in rows('[\n{"text": "a"}\n]', "jsonl")] == ["a"]
    with pytest.raises(RowsError, match="one object a line"):
        rows('{\n"text": "a"\n}', "jsonl")


def test_a_missing_column_names_those_that_are_there() -> None:
    with pytest.raises(RowsError, match="no column 'opinion'; its first row names 'id', 'text'"):
        rows("id,text\n1,a\n", "csv", "opinion")
    with pytest.raises(RowsError, match="no column that is known to hold text"):
        rows("a,b\n1,2\n", "csv")
    with pytest.raises(RowsError, match="a file of lines has no columns"):
        rows("a\n", "lines", "text")
    assert [row.text for row in rows("anything\nfine\n", "csv")] == ["fine"]


def test_a_quote_that_never_ends() -> None:
    data = 'text\n"' + ("word " * (MAX_CELL // 4)) + "\n"
    (row,) = rows(data, "csv")
    assert row.text is None
    assert "field larger than field limit" in row.problem


def test_an_array_on_one_line_is_read() -> None:
    found = rows('[{"text": "a"}, "b", 3]', "jsonl")
    assert [(row.number, row.text) for row in found] == [(1, "a"), (2, "b"), (3, None)]


def test_a_line_that_never_ends_is_passed_over() -> None:
    endless = b"x" * (LONGEST_LINE + 5)
    found = rows(b"good\n" + endless + b"\nbad\n", "lines")
    assert [row.text for row in found] == ["good", None, "bad"]
    assert found[1].problem == TOO_LONG
    assert [row.text for row in rows(endless, "jsonl")] == [None]
    with pytest.raises(RowsError, match="Line 2 of the file cannot be read as CSV"):
        rows(b"text\n" + endless, "csv")


@pytest.mark.parametrize("kind", ["lines", "csv", "jsonl"])
def test_every_line_end_in_every_kind(kind: str) -> None:
    parts = {
        "lines": ["first one", "good", "bad"],
        "csv": ["n,text", '1,"good"', "2,bad"],
        "jsonl": ['["n", "text"]', '[1, "good"]', '[2, "bad"]'],
    }[kind]
    wanted = ["first one"] * (kind == "lines") + ["good", "bad"]
    for ends in product(["\n", "\r\n", "\r"], repeat=2):
        data = parts[0] + ends[0] + parts[1] + ends[1] + parts[2]
        assert [row.text for row in rows(data, kind)] == wanted
        assert [row.text for row in rows(data + ends[0], kind)] == wanted


def test_a_row_says_where_it_stands() -> None:
    found = rows('text\n"a\nb"\n\n""\n', "csv")
    assert [(row.number, row.line, row.last, row.lines) for row in found] == [
        (1, 2, 3, "lines 2 to 3"),
        (2, 5, 5, "line 5"),
    ]
    assert [row.lines for row in rows("a\n\nb", "lines")] == ["", "", ""]
    assert [row.lines for row in rows('\n"a"\n["b"]', "jsonl")] == ["line 2", "line 3"]
    assert [row.lines for row in rows('["a", "b"]', "jsonl")] == ["", ""]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("id\ttext", "tsv"),
        ('{"text": "good"}', "jsonl"),
        ('["good", "positive"]', "jsonl"),
        ("id,review", "csv"),
        ('"Review";"stars"', "csv"),
        ("text", "csv"),
        ("Great text, all of it.", ""),
        ("[Spoiler] A good film, and a text", ""),
        ("", ""),
    ],
)
def test_a_file_of_lines_that_looks_like_another_kind(first: str, kind: str) -> None:
    notes: list[str] = []
    data = f"{first}\r\nfine\tfilm\r\n".encode()
    found = list(read_rows(io.BytesIO(data), "lines", None, notes))
    assert [row.text for row in found] == [first or None, "fine\tfilm"]
    assert len(notes) == bool(kind)
    assert f"say --format {kind})." in "".join(notes) or not kind


@given(
    data=st.binary(max_size=60)
    | st.text(st.sampled_from('[]{}",:;= ab1\\\n\r\t\0é'), max_size=40).map(str.encode),
    start=st.sampled_from(
        [b"", b"text\n", b"sep=;\n", b"\xff\xfe", b"\xfe\xff", b'["text"]\n', b"["]
    ),
    kind=st.sampled_from(["lines", "csv", "tsv", "jsonl"]),
    column=st.sampled_from([None, "text", "1", "2"]),
)
def test_whatever_the_bytes_are(data: bytes, start: bytes, kind: str, column: str | None) -> None:
    try:
        found = rows(start + data, kind, None if kind == "lines" else column)
    except RowsError as error:
        assert str(error).endswith(".")
        return
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    assert all((row.text is None) == bool(row.problem) for row in found)
    assert [row.line for row in found] == sorted(row.line for row in found)


def test_utf_16_without_a_mark_is_named() -> None:
    (row,) = rows("good film".encode("utf-16-le"), "lines")
    assert row.problem == "the row holds zero bytes: save the file as UTF-8"


def test_utf_16_with_a_mark() -> None:
    assert [r.text for r in rows("text\nschön\n".encode("utf-16"), "csv")] == ["schön"]
    cp1252 = rows("text\nna\u00efve\n".encode("cp1252"), "csv")
    assert [row.problem for row in cp1252] == ["the row is not UTF-8"]
