"""CSV as spreadsheets write it, and as it is when a quote is wrong: no row is lost in silence."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.files.lines import LONGEST_LINE
from rnn_demo.files.rows import MAX_CELL, Row, RowsError, read_rows
from tests.files.arriving import in_pieces

LOVED = "A warm and funny picture that I loved"
DULL = "Dull and far too long and I left before the end"
WORST = "The worst acting that I have seen this year"
SMALL = "A small masterpiece with a wonderful cast"
MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
CELL = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from('",;\t\r\n=" '),
    max_size=12,
)


def rows(data: bytes | str, kind: str = "csv", column: str | None = None) -> list[Row]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_rows(io.BytesIO(raw), kind, column))


def texts(data: bytes | str, kind: str = "csv", column: str | None = None) -> list[str | None]:
    return [row.text for row in rows(data, kind, column)]


@given(
    table=st.lists(st.tuples(CELL.filter(str.strip), CELL), min_size=1, max_size=4),
    separator=st.sampled_from(",;\t|"),
    # Python 3.11 leaves a CR bare when the line end is LF, so the quotes are asked for.
    form=st.sampled_from(
        [("\r\n", csv.QUOTE_MINIMAL), ("\n", csv.QUOTE_ALL), ("\r", csv.QUOTE_NONNUMERIC)]
    ),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]),
    says=st.booleans(),
    size=st.integers(1, 40),
)
def test_what_a_spreadsheet_writes_is_read_back(
    table: list[tuple[str, str]],
    separator: str,
    form: tuple[str, int],
    encoding: str,
    says: bool,
    size: int,
) -> None:
    end, quoting = form
    buffer = io.StringIO(newline="")
    if says or separator == "|":
        buffer.write(f"sep={separator}{end}")
    writer = csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(["id", "other", "Review"])
    writer.writerows([number, other, text] for number, (text, other) in enumerate(table))
    data = MARKS.get(encoding, b"") + buffer.getvalue().encode(encoding)
    found = list(read_rows(in_pieces(data, size), "csv"))
    assert [row.text for row in found] == [text for text, _ in table]
    assert [row.number for row in found] == list(range(1, len(table) + 1))


@given(st.text(st.sampled_from('ab ,;"\r\n'), max_size=60))
def test_every_line_that_holds_something_is_in_a_row(data: str) -> None:
    lines = (f"id,review\n{data}").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = rows(f"id,review\n{data}")
    assert [row.number for row in found] == list(range(1, len(found) + 1))
    covered = [number for row in found for number in range(row.line, row.last + 1)]
    assert len(set(covered)) == len(covered)
    holding = {number for number, line in enumerate(lines, 1) if line.strip(" ,")}
    assert holding - set(covered) <= {1}


def test_a_quote_that_is_never_closed_costs_its_own_row() -> None:
    found = rows(f'id,review\n1,{LOVED}\n2,"{DULL}\n3,{WORST}\n4,{SMALL}\n')
    assert [row.text for row in found] == [LOVED, None, WORST, SMALL]
    assert found[1] == Row(2, None, "a quote opens a cell and is never closed", 3, 3)
    assert texts(f'id,review\n1,{LOVED}\n2,"{DULL}') == [LOVED, None]
    assert texts(f'id,review\r1,{LOVED}\r2,"{DULL}\r3,{WORST}\r') == [LOVED, None, WORST]


@given(bad=st.sets(st.integers(0, 5)), end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_however_many_quotes_are_never_closed(bad: set[int], end: str) -> None:
    reviews = [LOVED, DULL, f'"{WORST}, ""really"""', SMALL, "fine", f'"{LOVED}{end}twice"']
    for i in bad:
        reviews[i] = reviews[i][:-1] if reviews[i].endswith('"') else f'"{reviews[i]}'
    lines = [f"{i},{text}" for i, text in enumerate(reviews)]
    found = rows(end.join(["id,review", *lines]))
    plain = [LOVED, DULL, f'{WORST}, "really"', SMALL, "fine", f"{LOVED}{end}twice"]
    expected = [None if i in bad else text for i, text in enumerate(plain)]
    if 5 in bad:
        expected.append(None)  # its second line
    assert [row.text for row in found] == expected


def test_a_quote_is_not_closed_by_the_one_that_opens_another_cell() -> None:
    found = rows(f'id,review\n1,"{DULL}\n2,{LOVED}\n3,"{WORST}, really"\n4,{SMALL}\n')
    assert [row.text for row in found] == [None, LOVED, f"{WORST}, really", SMALL]
    assert found[0].problem == (
        "a quote opens a cell and is not closed before another one, on line 4"
    )


def test_quotes_in_a_cell_that_none_opened_are_characters() -> None:
    assert texts('id,review\n1,the 5" disc\n2,of 12"\n3,he "said" it\n') == [
        'the 5" disc',
        'of 12"',
        'he "said" it',
    ]


def test_quotes_that_should_have_been_doubled_are_named() -> None:
    found = rows(f'id,review\n1,"a "b" c"\n2,"Jaws" is great\n3,{LOVED}\n')
    assert [row.text for row in found] == [None, None, LOVED]
    assert {row.problem for row in found[:2]} == {
        "a cell in quotes holds another quote; inside a cell a quote is written twice"
    }


def test_the_other_lines_of_a_broken_cell_are_not_judged() -> None:
    data = f'id,review,stars\n1,"He said ""no"\nin the middle, twice\nand left",3\n2,{LOVED},4\n'
    data = data.replace('""no', '"no')
    found = rows(data)
    assert [row.text for row in found] == [None, None, None, LOVED]
    assert [row.line for row in found] == [2, 3, 4, 5]
    assert "it may be the rest of the row above" in found[2].problem


def test_spaces_between_a_quote_and_the_end_of_its_cell() -> None:
    assert texts('id,review\n1,"good" \n"2" ,"two\nlines"  \n') == ["good", "two\nlines"]


def test_an_open_quote_is_looked_for_so_far_and_no_further() -> None:
    long = "x" * 1000 + "\n"
    found = rows('review\n"never\n' + long * (MAX_CELL // 1000 + 5))
    assert found[0].problem == (
        f"a quote opens a cell and is not closed within {MAX_CELL:,} characters"
    )
    assert [row.text for row in found[1:]] == [long[:-1]] * (MAX_CELL // 1000 + 5)


def test_an_open_quote_before_a_line_that_is_too_long() -> None:
    found = read_rows(io.BytesIO(b'text\n"a\nb\n' + b"x" * (LONGEST_LINE + 1)), "csv")
    assert [next(found).text, next(found).text] == [None, "b"]
    with pytest.raises(RowsError, match="Line 4 of the file cannot be read as CSV"):
        next(found)


def test_lines_without_anything_are_no_rows() -> None:
    found = rows('id,text\n\n1,fine\n \r\n,\n\r\n2,\n3,bad\n""\n')
    assert [(row.number, row.text, row.line) for row in found] == [
        (1, "fine", 3),
        (2, None, 7),
        (3, "bad", 8),
        (4, None, 9),
    ]
    assert rows("text\n\n\n") == []


def test_separators_in_quotes_do_not_count() -> None:
    data = '"review, English";stars\n"Good; really";5\nBad, so bad;2,5\n'
    wanted = ["Good; really", "Bad, so bad"]
    notes: list[str] = []
    assert [row.text for row in read_rows(io.BytesIO(data.encode()), "csv", None, notes)] == wanted
    assert notes == ["The column 'review, English' was taken for the text."]
    assert texts(data, column="review, English") == wanted
    assert texts("review;stars, of five\nGood, really;2,5\n") == ["Good, really"]
    assert texts('"re\nview";stars\nGood;5\n', column="re\nview") == ["Good"]
    assert texts("stars\treview, text\n5\tGood, really\n", "tsv", "2") == ["Good, really"]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;;;", "\ufeffsep=;"])
def test_a_first_line_names_the_separator(first: str) -> None:
    assert texts(f"{first}\r\nreview\r\nGood, really\r\n") == ["Good, really"]
    assert texts(f"{first}\n\nreview;a,b,c\nGood, really;1\n") == ["Good, really"]


def test_a_first_row_that_cannot_be_read() -> None:
    with pytest.raises(RowsError, match=r"first row .* a quote opens a cell and is never closed"):
        rows('"id,review\n1,good\n')
    with pytest.raises(RowsError, match="zero bytes: save the file as UTF-8"):
        rows("text\nfine\n".encode("utf-16-le"))
