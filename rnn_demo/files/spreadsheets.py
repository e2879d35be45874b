"""CSV that spreadsheet programs read correctly and never run as formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"  # at a file's beginning it tells them that the file is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[\d.,]*\d[\d.,]*(?:[eE][+-]?\d+)?")


def csv_line(cells: Iterable[object]) -> str:
    """One row of CSV with its line end: None as an empty cell, numbers as they are, texts harmless.

    What is no string is written as `str` gives it.
    """
    line = io.StringIO(newline="")
    # With the usual line end both of its characters are put in quotes, wherever they stand.
    csv.writer(line, lineterminator="\r\n").writerow(
        [harmless(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return line.getvalue().removesuffix("\r\n") + "\n"


def harmless(text: str) -> str:
    """A cell that is not a formula: an apostrophe goes before what would start one.

    A spreadsheet program takes a cell for a formula by its first character, quotes or not, and a
    formula can fetch or start something. A number (-1.5, +3, 2,5) stays one.

    Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
    """
    return f"'{text}" if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text
