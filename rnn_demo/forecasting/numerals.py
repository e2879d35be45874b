"""Numbers as people and spreadsheets write them: decimal commas, groups of three, signs, units."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Decimal = Literal[".", ","]
MISSING = {
    "", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing", "-", "--", "–", "—", "…",
    "...", ".", "?", "*",
}  # fmt: skip
SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’_]")
UNITS = re.compile(r"^[€$£¥₽]|[€$£¥₽%]$")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
GROUPS = {".": re.compile(r"(?<=\d),(?=\d{3}(\D|$))"), ",": re.compile(r"(?<=\d)\.(?=\d{3}(\D|$))")}
# A comma that no group of three can explain, or a point that groups before one.
_GROUPED, _ALONE = r"\d{{1,3}}({group}\d{{3}})+{sign}\d*", r"\d*{sign}(\d{{1,2}}|\d{{4,}})"
_FRACTION = rf"[+-]?({_GROUPED}|{_ALONE}|(0|\d{{{{4,}}}}){{sign}}\d+)"
GROUPS_ONLY = {
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}"),
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3}){2,}"),
}
COMMA_DECIMAL = re.compile(_FRACTION.format(group=r"\.", sign=","))
POINT_DECIMAL = re.compile(_FRACTION.format(group=",", sign=r"\."))


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return cell.strip().lower() in MISSING


def decimal_sign(cells: Iterable[str], usual: Decimal | None) -> tuple[Decimal, bool]:
    """What stands before the fraction in a column, and whether some cell settles it.

    Args:
        cells: of the column.
        usual: what it is if no cell settles it, as `1,234` does not; None for the sign that stands
            in the cells, unless those below 1,000 have none, as between thousands.
    """
    commas = points = 0
    marked: dict[Decimal, int] = {",": 0, ".": 0}
    plain = 0
    for cell in cells:
        if is_missing(cell):
            continue
        text = _bare(cell)
        commas += bool(COMMA_DECIMAL.fullmatch(text) or GROUPS_ONLY[","].fullmatch(text))
        points += bool(POINT_DECIMAL.fullmatch(text) or GROUPS_ONLY["."].fullmatch(text))
        for mark in marked:
            marked[mark] += mark in text
        plain += text.lstrip("+-").isdigit()
    if commas or points:
        return ("," if commas > points else "."), True
    if usual:
        return usual, False
    comma = marked[","] > marked["."]
    return ("," if comma != bool(plain) else "."), False


def number_of(cell: str, decimal: Decimal) -> float | None:
    """The number in a cell, of any size (infinite beyond float64); None if it holds none.

    Args:
        cell: as it was written.
        decimal: what stands before the fraction.
    """
    text = GROUPS[decimal].sub("", _bare(cell))
    if decimal == ",":
        text = text.replace(",", ".") if "." not in text else text
    return float(text) if PLAIN.fullmatch(text) else None


def _bare(cell: str) -> str:
    """A cell without spaces, currency or percent sign, and with a plain minus."""
    text = SPACES.sub("", cell).replace("−", "-")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"  # as accountants write it
    sign, rest = (text[0], text[1:]) if text[:1] in ("+", "-") else ("", text)
    return sign + UNITS.sub("", rest)
