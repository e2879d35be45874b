"""What we write to CSV comes back as it was, and no spreadsheet program runs any of it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.files.spreadsheets import csv_line, harmless

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    "cell",
    ['=HYPERLINK("http://x")', "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=", "＝1", "-a"],
)
def test_a_formula_becomes_a_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-1.5", "+3", "-2,5", "-1e-05", "1", "", "a=b", "'=1", "fine", "-1,000.5", "2-1"]
)
def test_numbers_and_texts_stay(cell: str) -> None:
    assert harmless(cell) == cell


def test_numbers_nothing_and_texts_in_a_line() -> None:
    cells = [1, -1.5, float("-inf"), None, "a,b", 'say "no"', "=1", "two\nlines", "one\rmore"]
    assert csv_line(cells) == ('1,-1.5,-inf,,"a,b","say ""no""",\'=1,"two\nlines","one\rmore"\n')


@given(st.lists(TEXT | st.integers() | st.floats(allow_nan=False), min_size=2, max_size=5))
def test_what_is_written_is_read_back(cells: list[str | int | float]) -> None:
    (found,) = csv.reader(io.StringIO(csv_line(cells), newline=""), strict=True)
    assert found == [harmless(cell) if isinstance(cell, str) else str(cell) for cell in cells]
    for cell, read in zip(cells, found, strict=True):
        if isinstance(cell, str):
            assert read in (cell, f"'{cell}")
            assert read[:1] not in tuple("=@\t\r\n")
        else:
            assert type(cell)(read) == cell
