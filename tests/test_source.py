"""What the source itself promises: short files, short pages, one class a name, one way to write."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rnn_demo"
SOURCES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted(PACKAGE.glob("exhibits/*/page.py"))
LONGEST, LONGEST_PAGE = 300, 80


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("kind", ["py", "js", "css"])
def test_no_file_is_long(kind: str) -> None:
    sizes = {str(path.relative_to(ROOT)): lines_of(path) for path in PACKAGE.rglob(f"*.{kind}")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_a_page_is_a_short_script() -> None:
    sizes = {path.parent.name: lines_of(path) for path in PAGES}
    assert len(sizes) > 10
    assert {name: size for name, size in sizes.items() if size >= LONGEST_PAGE} == {}


def test_no_two_public_classes_share_a_name() -> None:
    places = defaultdict(list)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert len(places) > 100
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_a_download_is_made_when_asked_for() -> None:
    """The browser looks for a ready file at once; a page that was drawn again has dropped it."""
    given = [
        (str(path.relative_to(ROOT)), node.args[1])
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("download_button")
    ]
    assert len(given) > 2
    assert [path for path, data in given if not isinstance(data, ast.Lambda)] == []


def test_a_share_is_written_by_percent() -> None:
    """Python writes “40%”, this house “40 %”; the ticks of a chart are Plotly's."""
    written = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in SOURCES
        if path.parent.name != "figures"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r""":[.,\d]*%\}|(?<!u00a)\d%(?![\w"])""", line)
    ]
    assert written == []
