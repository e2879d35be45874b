"""The examples of docs/package.md and of the interface's docstrings give what they say."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import rnn_demo
import rnn_demo.interface

PAGE = Path(__file__).parents[1] / "docs" / "package.md"
MODULES = [one.name for one in pkgutil.iter_modules(rnn_demo.interface.__path__)]


def test_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"(?ms)^```python\n(.*?)^```$", page)
    assert len(blocks) == page.count("```") / 2
    assert all(block.startswith(">>> ") and block.endswith("\n\n") for block in blocks)
    example = doctest.DocTestParser().get_doctest("".join(blocks), {}, PAGE.name, PAGE.name, 0)
    complaints: list[str] = []
    doctest.DocTestRunner().run(example, out=complaints.append)
    assert "".join(complaints) == ""


def test_the_page_shows_every_function() -> None:
    page = PAGE.read_text(encoding="utf-8")
    functions = [name for name in rnn_demo.__all__ if name.islower()]
    assert len(functions) == 7
    assert [name for name in functions if f"rnn_demo.{name}(" not in page] == []


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    module = importlib.import_module(f"rnn_demo.interface.{name}")
    assert doctest.testmod(module).failed == 0


def test_every_public_name_is_there_and_documented() -> None:
    assert set(rnn_demo.__all__) <= set(dir(rnn_demo))
    for name in rnn_demo.__all__:
        assert getattr(rnn_demo, name).__name__ == name
        assert getattr(rnn_demo, name).__doc__
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        rnn_demo.nothing  # noqa: B018
